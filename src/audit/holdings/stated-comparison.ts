import type { HoldingsDigest } from "../../api/exchange.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { itemAt } from "../../domain/item-at.ts";
import { recoverAddress } from "../../keys/recover-address.ts";
import type { LedgerDomain } from "../../ledger/entry-typed-data.ts";
import { DIGEST, DIGEST_ANSWER, requireDigestAnswer } from "../../exchange/digest.ts";
import { findDifferences } from "../../exchange/find-differences.ts";
import type { BlockRange } from "../../exchange/holdings.ts";
import { type Signed, type Statement, statementDigest, type StatementType } from "../../exchange/statement.ts";
import type { Registry } from "../replay/registry.ts";
import type { SignedStep } from "./read-comparisons.ts";

/** What both members say that they hold over one range. */
export interface BothDigests {
  readonly reader: HoldingsDigest;
  readonly holder: HoldingsDigest;
}

/** A comparison of holdings as its statements give it, signed by two members. */
export interface StatedComparison {
  readonly reader: ParticipantId;
  readonly holder: ParticipantId;
  /** All compared blocks. */
  readonly blocks: BlockRange;
  /** Heights that the holder had followed. */
  readonly heights: readonly number[];
  readonly digests: readonly BothDigests[];
  /** The ranges in which the holdings differ. */
  readonly differences: readonly BothDigests[];
  readonly steps: readonly SignedStep[];
}

/**
 * Reads a comparison from its steps, and finds the differing ranges as the members did.
 *
 * @throws Error with the problem in words, when the steps do not belong together or one is missing.
 */
export async function stateComparison(steps: readonly SignedStep[], ledger: LedgerDomain): Promise<StatedComparison> {
  const { sender: reader, recipient: holder, ranges } = itemAt(steps, 0).digest.statement;
  const [blocks] = ranges;
  if (blocks === undefined || ranges.length > 1) throw new Error("its first step is not about one range of blocks");
  const byRange = new Map<string, BothDigests>();
  for (const { digest, answer } of steps) {
    const { statement } = digest;
    const isSame = statement.sender === reader && statement.recipient === holder && statement.reader === reader;
    if (!isSame) throw new Error("its steps are between different members");
    if (answer.statement.sender !== holder || answer.statement.recipient !== reader)
      throw new Error("an answer is between different members");
    requireDigestAnswer(statement, statementDigest(DIGEST.type, statement, ledger), answer.statement);
    statement.ranges.forEach((range, index) => {
      if (range.from > range.to) throw new Error("a range of blocks ends before it begins");
      byRange.set(keyOf(range), { reader: range, holder: itemAt(answer.statement.ranges, index) });
    });
  }
  const find = (range: BlockRange): BothDigests => {
    const both = byRange.get(keyOf(range));
    if (both === undefined) throw new Error(`its step for the blocks ${range.from} to ${range.to} is missing`);
    return both;
  };
  const differing = await findDifferences(
    { from: blocks.from, to: blocks.to },
    async (asked) => asked.map((range) => find(range).reader),
    async (asked) => asked.map((range) => find(range).holder),
  );
  return {
    ...{ reader, holder, blocks, steps },
    heights: steps.map(({ answer }) => answer.statement.height),
    digests: [...byRange.values()],
    differences: differing.map(find),
  };
}

/**
 * Checks that each statement was signed with a key of its sender that was valid at the block to which the holder had
 * followed. Keys of accounts only, as everywhere in the exchange.
 *
 * @param timeOf Unix seconds of a block.
 * @returns the problem in words; `undefined` when both signed everything.
 */
export function whyUnsigned(
  { steps }: StatedComparison,
  ledger: LedgerDomain,
  registry: Registry,
  timeOf: (height: number) => number | undefined,
): string | undefined {
  for (const { digest, answer } of steps) {
    const time = timeOf(answer.statement.height);
    if (time === undefined) return `the audit did not read block ${answer.statement.height}, at which it was made`;
    const isSigned = <Content extends Statement>(type: StatementType<Content>, signed: Signed<Content>) =>
      isSignedBy(signed.statement.sender, statementDigest(type, signed.statement, ledger), signed.signature);
    const isSignedBy = (...[sender, id, signature]: [ParticipantId, `0x${string}`, `0x${string}`]) => {
      const key = signerOf(id, signature);
      return key !== undefined && registry.isAuthorised(sender, key, time);
    };
    if (!isSigned(DIGEST.type, digest)) return `participant ${digest.statement.sender} did not sign its digest`;
    if (!isSigned(DIGEST_ANSWER.type, answer)) return `participant ${answer.statement.sender} did not sign its answer`;
  }
  return undefined;
}

function signerOf(digest: `0x${string}`, signature: `0x${string}`) {
  try {
    return recoverAddress(digest, signature);
  } catch (error) {
    if (!PortolanError.is(error, "SignatureInvalid")) throw error;
    return undefined;
  }
}

const keyOf = ({ from, to }: BlockRange): string => `${from}-${to}`;
