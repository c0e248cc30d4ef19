import type { Bytes32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { blockHash } from "../finality/block-hash.ts";
import { verifySeals } from "../finality/verify-seals.ts";
import { decodeHeader, type SealedHeader } from "../proof/sealed-header.ts";
import { contradicted } from "./contradicted.ts";
import type { Evidence, EvidencePlace } from "./evidence.ts";
import type { EvidencePolicy } from "./evidence-policy.ts";

/** The headers of a file, with their connection to the last header. */
export interface LinkedHeaders {
  /** Header of the block whose state the file proves. */
  readonly last: SealedHeader;
  readonly lastHash: Bytes32;
  readonly byNumber: ReadonlyMap<number, SealedHeader>;
  /** Numbers of the blocks that are linked to the last header by parent hashes, or sealed by validators. */
  readonly anchored: ReadonlySet<number>;
}

/**
 * Links the headers of a file by parent hashes, from the last header downwards. A header below a gap is anchored only
 * by the seals of validators, which the reader's policy determines if it names any.
 *
 * @param places where the file's entries or acts are recorded.
 * @throws EvidenceContradicted for a broken link and for an unnecessary header; HeaderMalformed, SealsMalformed
 */
export function linkHeaders(
  evidence: Pick<Evidence, "chain" | "headers" | "state">,
  places: readonly EvidencePlace[],
  policy: EvidencePolicy,
): LinkedHeaders {
  const { sealing } = evidence.chain;
  const blocks = evidence.headers.map((rlp) => {
    const header = decodeHeader(bytesOf(rlp));
    return { header, hash: blockHash(header, sealing) };
  });
  const last = blocks.at(-1);
  if (last?.header.number !== evidence.state.block) {
    throw contradicted("its headers", "the last one does not belong to the block of the state proof");
  }
  const recorded = new Set(places.map(({ block }) => block));
  const first = Math.min(...recorded);
  const anchored = new Set<number>();
  let next: (typeof blocks)[number] | undefined;
  for (const block of blocks.toReversed()) {
    const { number } = block.header;
    if (next !== undefined && number >= next.header.number) throw contradicted("its headers", "they are out of order");
    const child = next !== undefined && anchored.has(next.header.number) ? next : undefined;
    const isParent = child?.header.number === number + 1;
    if (isParent && child.header.parentHash !== block.hash) {
      throw contradicted("its headers", `block ${number + 1} does not follow block ${number}`);
    }
    if (isParent ? number < first : next !== undefined && !recorded.has(number)) {
      throw contradicted("its headers", `the header of block ${number} is unnecessary`);
    }
    if (next === undefined || isParent || isSealed(block.header, evidence, policy)) anchored.add(number);
    next = block;
  }
  const byNumber = new Map(blocks.map(({ header }) => [header.number, header]));
  return { last: last.header, lastHash: last.hash, byNumber, anchored };
}

function isSealed(header: SealedHeader, { chain }: Pick<Evidence, "chain">, policy: EvidencePolicy): boolean {
  if (chain.sealing === "none") return false;
  try {
    verifySeals(header, chain.sealing, chain, policy.validators);
    return true;
  } catch (error) {
    // The set of validators changes over time, so that the policy's validators may differ from those of an old block.
    if (PortolanError.is(error, "SealByNonValidator", "SealsTooFew", "ValidatorsUnknown")) return false;
    throw error;
  }
}
