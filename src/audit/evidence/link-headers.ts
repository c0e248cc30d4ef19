import type { Bytes32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { blockHash } from "../finality/block-hash.ts";
import { verifySeals } from "../finality/verify-seals.ts";
import { decodeHeader, type SealedHeader } from "../proof/sealed-header.ts";
import { contradicted } from "./contradicted.ts";
import type { Evidence } from "./evidence.ts";
import type { EvidencePolicy } from "./evidence-policy.ts";

/** The headers of a file, by what makes them blocks of one chain. */
export interface LinkedHeaders {
  /** Of the block whose state is proved. */
  readonly last: SealedHeader;
  readonly lastHash: Bytes32;
  readonly byNumber: ReadonlyMap<number, SealedHeader>;
  /** Numbers of those that the last one descends from through parent links in the file, and of those sealed on their own. */
  readonly anchored: ReadonlySet<number>;
}

/**
 * Links the headers of a file: each to the next by its hash, down from the block whose state is proved. A header behind
 * a gap counts only when validators sealed it, by the reader's policy where it names any.
 *
 * @throws EvidenceContradicted also for a header that serves nothing; HeaderMalformed, SealsMalformed
 */
export function linkHeaders(evidence: Evidence, policy: EvidencePolicy): LinkedHeaders {
  const { sealing } = evidence.chain;
  const blocks = evidence.headers.map((rlp) => {
    const header = decodeHeader(bytesOf(rlp));
    return { header, hash: blockHash(header, sealing) };
  });
  const last = blocks.at(-1);
  if (last?.header.number !== evidence.state.block) {
    throw contradicted("its headers", "the last one does not belong to the block of the state proof");
  }
  const recorded = new Set(evidence.entries.map((entry) => entry.recorded.block));
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

function isSealed(header: SealedHeader, { chain }: Evidence, policy: EvidencePolicy): boolean {
  if (chain.sealing === "none") return false;
  try {
    verifySeals(header, chain.sealing, chain, policy.validators);
    return true;
  } catch (error) {
    // Validators come and go: who they are by the policy need not be who they were then.
    if (PortolanError.is(error, "SealByNonValidator", "SealsTooFew", "ValidatorsUnknown")) return false;
    throw error;
  }
}
