import type { Bytes32 } from "../../domain/entry.ts";
import { hexOf } from "../../domain/encoding/hex.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { getBlockHeader } from "../../ledger/get-block-header.ts";
import { HEADER_FIELDS } from "../../ledger/header-rlp.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import type { BlockSource } from "./block-source.ts";
import { readBlocks } from "./block-inspector.ts";
import type { Fault } from "./fault.ts";
import type { InspectedBlock } from "./inspected-block.ts";

export interface ComparedNode {
  /** Name of the node in the verdict. */
  readonly name: string;
  readonly rpc: Rpc;
}

/**
 * Compares the blocks of another node one by one with those of the first node. The inspection verifies header, receipts
 * and logs of each block against its hash. So nodes with equal hashes and without faults agree in all audited data.
 */
export class NodeComparison {
  readonly #first: ComparedNode;
  readonly #other: ComparedNode;
  readonly #source: BlockSource;
  readonly #report: (fault: Fault) => void;
  readonly #toBlock: number;
  #blocks: AsyncGenerator<InspectedBlock> | undefined;
  #compared = 0;
  #differs = false;

  /**
   * @param source source of the other node's blocks, at the depth `blocks`.
   * @param toBlock height of the last block to compare.
   */
  constructor(
    first: ComparedNode,
    other: ComparedNode,
    source: BlockSource,
    toBlock: number,
    report: (fault: Fault) => void,
  ) {
    this.#first = first;
    this.#other = other;
    this.#source = source;
    this.#toBlock = toBlock;
    this.#report = report;
  }

  get name(): string {
    return this.#other.name;
  }

  /** Number of compared blocks. The comparison ends at the first difference, because all later blocks then differ. */
  get compared(): number {
    return this.#compared;
  }

  /**
   * Compares the next blocks of the first node, in order and without gaps.
   *
   * @throws the errors of {@link Rpc} if the other node does not answer.
   */
  async compare(blocks: readonly InspectedBlock[]): Promise<void> {
    for (const block of blocks) {
      if (this.#differs) return;
      this.#blocks ??= oneByOne(this.#source.read(block.number, this.#toBlock));
      const { value } = await this.#blocks.next();
      if (value === undefined) return;
      const other = value as InspectedBlock;
      for (const fault of other.faults) this.#report({ ...fault, subject: this.#other.name });
      this.#compared += 1;
      if (other.hash === block.hash) continue;
      this.#differs = true;
      await this.#nameFields(block);
    }
  }

  /**
   * Compares one block of the first node, also beyond the compared blocks: its hash commits to all earlier blocks.
   *
   * @throws ChainMovedDuringAudit if the other node lacks the block; the errors of {@link Rpc}.
   */
  async compareLast({ number, hash }: Pick<InspectedBlock, "number" | "hash">): Promise<void> {
    if (this.#differs) return;
    const other = await getBlockHeader(this.#other.rpc, number);
    if (other === undefined) throw new PortolanError("ChainMovedDuringAudit", { block: number, hash });
    if (other.hash !== hash) this.#say(number, "hash", hash, other.hash);
  }

  async #nameFields({ number, hash }: InspectedBlock): Promise<void> {
    const [expected, found] = await Promise.all([this.#fields(this.#first, number), this.#fields(this.#other, number)]);
    const names = HEADER_FIELDS.filter((_, index) => expected[index] !== found[index]);
    for (const name of names) {
      const index = HEADER_FIELDS.indexOf(name);
      this.#say(number, name, expected[index] ?? "nothing", found[index] ?? "nothing");
    }
    // The other node gave a different block before, and now gives the same block.
    if (names.length === 0) this.#say(number, "hash", hash, "another hash before, now the same hash");
  }

  async #fields({ rpc }: ComparedNode, number: number): Promise<Bytes32[]> {
    const [block] = await readBlocks(rpc, number, number);
    return (block?.header.fields ?? []).map(hexOf);
  }

  #say(block: number, field: string, expected: string, found: string): void {
    const subject = `${field} at ${this.#other.name}`;
    this.#report({ code: "NodesDiffer", block, entry: null, subject, expected, found });
  }
}

async function* oneByOne(ranges: AsyncGenerator<InspectedBlock[]>): AsyncGenerator<InspectedBlock> {
  for await (const blocks of ranges) yield* blocks;
}
