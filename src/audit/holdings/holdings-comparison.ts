import type { HoldingsDigest } from "../../api/exchange.ts";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import { reasonOf } from "../../domain/errors/reason-of.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import type { BlockRange, HoldingState } from "../../exchange/holdings.ts";
import type { Fault } from "../replay/fault.ts";
import type { InspectedBlock } from "../replay/inspected-block.ts";
import type { Registry } from "../replay/registry.ts";
import type { OpenQuestion } from "../report/open-question.ts";
import { EntriesOfRanges } from "./entries-of-ranges.ts";
import { explainDigest, type StatedHoldings } from "./explain-digest.ts";
import { readComparisons } from "./read-comparisons.ts";
import { type BothDigests, type StatedComparison, stateComparison, whyUnsigned } from "./stated-comparison.ts";

/** An entry of which two members hold different parts; null where a member does not hold it. */
export interface DifferingEntry {
  readonly entry: EntryHash;
  readonly reader: HoldingState | null;
  readonly holder: HoldingState | null;
}

/** Blocks in which the holdings of two members differ. */
export interface HoldingsDifference extends BlockRange {
  /** Entries of the chain in these blocks. */
  readonly entries: number;
  /** Entries that each member says it holds there, of those that both may read. */
  readonly reader: number;
  readonly holder: number;
  /** The differing entries; null when the blocks have too many entries to tell. */
  readonly differing: readonly DifferingEntry[] | null;
}

/** What two members signed about their holdings of the entries that both may read. */
export interface ComparedHoldings {
  readonly reader: ParticipantId;
  readonly holder: ParticipantId;
  readonly blocks: BlockRange;
  /** Block to which the holder had followed. */
  readonly height: number;
  readonly differences: readonly HoldingsDifference[];
}

export interface HoldingsResult {
  readonly compared: readonly ComparedHoldings[];
  readonly faults: readonly Fault[];
  readonly questions: readonly OpenQuestion[];
}

interface NamedComparison extends StatedComparison {
  readonly name: string;
}

/**
 * Compares what members signed about their holdings with each other and with the chain. Reads the files first, then the
 * blocks as the audit replays them.
 */
export class HoldingsComparison {
  readonly #chain: PinnedChain;
  readonly #comparisons: readonly NamedComparison[];
  readonly #entries: EntriesOfRanges;
  readonly #questions: OpenQuestion[];

  private constructor(chain: PinnedChain, comparisons: readonly NamedComparison[], questions: OpenQuestion[]) {
    this.#chain = chain;
    this.#comparisons = comparisons;
    this.#questions = questions;
    this.#entries = new EntriesOfRanges(
      comparisons.flatMap(({ differences }) => differences.map(({ reader }) => reader)),
      comparisons.flatMap(({ heights }) => heights),
    );
  }

  /** Reads the files. What a file does not prove becomes a question. */
  static async open(paths: readonly string[], chain: PinnedChain): Promise<HoldingsComparison> {
    const comparisons: NamedComparison[] = [];
    const questions: OpenQuestion[] = [];
    for (const path of paths) {
      try {
        for (const [index, steps] of (await readComparisons(path)).entries()) {
          const name = `comparison ${index + 1} of ${path}`;
          comparisons.push({ name, ...(await stateComparison(steps, chain)) });
        }
      } catch (error) {
        questions.push({ what: path, reason: reasonOf(error) });
      }
    }
    return new HoldingsComparison(chain, comparisons, questions);
  }

  take(blocks: readonly InspectedBlock[]): void {
    for (const block of blocks) this.#entries.take(block);
  }

  /** @param firstBlock of the ledger. */
  finish(registry: Registry, firstBlock: number): HoldingsResult {
    const compared: ComparedHoldings[] = [];
    const faults: Fault[] = [];
    const questions = [...this.#questions];
    for (const comparison of this.#comparisons) {
      const { name, reader, holder, blocks, heights } = comparison;
      const reason = this.#whyUnknown(comparison, registry, firstBlock);
      if (reason !== undefined) questions.push({ what: name, reason });
      else {
        faults.push(...this.#impossibleCounts(comparison));
        const differences = comparison.differences.map((both) => this.#difference(both, comparison, faults));
        compared.push({ reader, holder, blocks: { ...blocks }, height: Math.max(...heights), differences });
      }
    }
    return { compared, faults, questions };
  }

  #whyUnknown(comparison: StatedComparison, registry: Registry, firstBlock: number): string | undefined {
    const { blocks } = comparison;
    if (!this.#entries.hasRead(blocks, firstBlock))
      return `this audit did not read all of the blocks ${blocks.from} to ${blocks.to}`;
    return whyUnsigned(comparison, this.#chain, registry, (height) => this.#entries.timeOf(height));
  }

  /** Digests of more entries than the chain has. */
  #impossibleCounts({ digests, reader, holder }: StatedComparison): Fault[] {
    return digests.flatMap((both) => {
      const most = this.#entries.count(both.reader);
      return [
        ...(both.reader.count > most ? [falseDigest(reader, both.reader, `at most ${most} entries`)] : []),
        ...(both.holder.count > most ? [falseDigest(holder, both.holder, `at most ${most} entries`)] : []),
      ];
    });
  }

  #difference(both: BothDigests, { reader, holder }: StatedComparison, faults: Fault[]): HoldingsDifference {
    const { from, to } = both.reader;
    const count = this.#entries.count(both.reader);
    const counts = { from, to, entries: count, reader: both.reader.count, holder: both.holder.count };
    const hashes = this.#entries.entriesIn(both.reader);
    const explain = (member: ParticipantId, digest: HoldingsDigest): StatedHoldings | undefined => {
      if (hashes === undefined || digest.count > count) return undefined;
      const stated = explainDigest(digest, hashes);
      if (stated !== "false") return stated;
      faults.push(falseDigest(member, digest, `a digest of some of the ${count} entries in these blocks`));
      return undefined;
    };
    const [byReader, byHolder] = [explain(reader, both.reader), explain(holder, both.holder)];
    if (hashes === undefined || byReader === undefined || byHolder === undefined) return { ...counts, differing: null };
    const stated = hashes.map((entry) => ({
      entry,
      reader: byReader.get(entry) ?? null,
      holder: byHolder.get(entry) ?? null,
    }));
    return { ...counts, differing: stated.filter((one) => one.reader !== one.holder) };
  }
}

function falseDigest(member: ParticipantId, { from, to, count, digest }: HoldingsDigest, expected: string): Fault {
  return {
    code: "HoldingsFalse",
    block: from === to ? from : null,
    entry: null,
    subject: `participant ${member}, blocks ${from} to ${to}`,
    expected,
    found: `${count} entries with the digest ${digest}`,
  };
}
