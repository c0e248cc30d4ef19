import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { isDirectoryLog } from "../../ledger/directory-log.ts";
import { getBlockHeader } from "../../ledger/get-block-header.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import type { AuditedBlock, AuditFigures, AuditMemory } from "./audit-memory.ts";
import type { BlockSource } from "./block-source.ts";
import { contractStateFaults } from "./contract-state.ts";
import type { Fault, FaultCode } from "./fault.ts";
import type { InspectedBlock } from "./inspected-block.ts";
import { LedgerJudge } from "./ledger-judge.ts";
import { WalletInquiry } from "./wallet-inquiry.ts";

/** Number of faults kept in full. */
export const MAX_FAULTS = 1_000;

/**
 * Audits one ledger block by block through one untrusted node. An audit can stop and continue at any height.
 *
 * - `advance(toBlock)` reads and verifies the next blocks, and reports each fault. It throws if the node does not
 *   answer, answers wrongly or changes its answers. `memory.last` stays valid, and a caller may call `advance` again.
 * - `compareState()` compares code and storage of the contracts at the last block with the replayed state.
 * - `memory` can be written to a checkpoint, from which another audit continues.
 */
export class LedgerAudit {
  readonly #rpc: Rpc;
  readonly #source: BlockSource;
  readonly #memory: AuditMemory;
  readonly #judge: LedgerJudge;
  readonly #wallets: WalletInquiry;
  readonly #faults: Fault[];
  readonly #counts: Partial<Record<FaultCode, number>>;
  #last: AuditedBlock | undefined;
  #blocks: number;
  #entries: number;
  #refusals: number;
  #acts: number;
  #registryEvents: number;
  #directoryEvents: number;

  /**
   * @param rpc of the node that `source` reads from.
   * @param memory state from which the audit continues; the audit modifies it.
   */
  constructor(rpc: Rpc, source: BlockSource, memory: AuditMemory) {
    this.#rpc = rpc;
    this.#source = source;
    this.#memory = memory;
    this.#wallets = new WalletInquiry(rpc, memory.chain.ledger, memory.figures.wallets);
    this.#judge = new LedgerJudge(memory, this.#wallets, (fault) => this.report(fault));
    this.#faults = [...memory.faults];
    this.#counts = { ...memory.figures.faults };
    this.#last = memory.last;
    this.#blocks = memory.figures.blocks;
    this.#entries = memory.figures.entries;
    this.#refusals = memory.figures.refusals;
    this.#acts = memory.figures.acts;
    this.#registryEvents = memory.figures.registryEvents;
    this.#directoryEvents = memory.figures.directoryEvents;
  }

  get memory(): AuditMemory {
    return { ...this.#memory, last: this.#last, figures: this.figures, faults: this.#faults };
  }

  get figures(): AuditFigures {
    return {
      blocks: this.#blocks,
      entries: this.#entries,
      refusals: this.#refusals,
      acts: this.#acts,
      registryEvents: this.#registryEvents,
      directoryEvents: this.#directoryEvents,
      wallets: this.#wallets.figures,
      faults: { ...this.#counts },
    };
  }

  get faults(): readonly Fault[] {
    return this.#faults;
  }

  get last(): AuditedBlock | undefined {
    return this.#last;
  }

  /**
   * Whether the node still has the last audited block. Reports `HistoryRewritten` for another block at that height.
   *
   * @throws ChainMovedDuringAudit if the node has no block of that height.
   */
  async requireContinuity(): Promise<boolean> {
    if (this.#last === undefined) return true;
    const { number, hash } = this.#last;
    const now = await getBlockHeader(this.#rpc, number);
    if (now === undefined) throw new PortolanError("ChainMovedDuringAudit", { block: number, hash });
    if (now.hash === hash) return true;
    this.report({ code: "HistoryRewritten", block: number, entry: null, subject: "", expected: hash, found: now.hash });
    return false;
  }

  /**
   * Reads and judges the blocks after the last audited block, up to `toBlock`.
   *
   * @param onBlocks called after each range of blocks, in order; the audit awaits it.
   * @throws ChainMovedDuringAudit, the errors of {@link Rpc}, HeaderMalformed.
   */
  async advance(
    toBlock: number,
    onBlocks: (blocks: readonly InspectedBlock[]) => Promise<void> | void = () => undefined,
  ): Promise<void> {
    const fromBlock = this.#last === undefined ? this.#memory.firstBlock : this.#last.number + 1;
    for await (const blocks of this.#source.read(fromBlock, toBlock)) {
      for (const block of blocks) await this.#take(block);
      await onBlocks(blocks);
    }
  }

  /** @throws TrieProofBroken, and the errors of {@link Rpc}. */
  async compareState(): Promise<void> {
    if (this.#last === undefined) return;
    const faults = await contractStateFaults(this.#rpc, this.#memory.chain, this.#memory, this.#last);
    for (const fault of faults) this.report(fault);
  }

  /** Adds a fault from another part of the audit. */
  report(fault: Fault): void {
    this.#counts[fault.code] = (this.#counts[fault.code] ?? 0) + 1;
    if (this.#faults.length < MAX_FAULTS) this.#faults.push(fault);
  }

  async #take(block: InspectedBlock): Promise<void> {
    if (this.#last !== undefined) await this.#link(this.#last, block);
    for (const fault of block.faults) this.report(fault);
    for (const event of block.events) {
      await this.#judge.judge(event, block);
      if (event.event === "EntryRecorded") {
        this.#entries += 1;
        if (event.recording !== undefined) this.#memory.recordings?.add(event.recording);
      } else if (event.event === "EntryRefused") this.#refusals += 1;
      else if (event.event === "ActRecorded" || event.event === "ActRefused") this.#acts += 1;
      else if (isDirectoryLog(event)) this.#directoryEvents += 1;
      else this.#registryEvents += 1;
    }
    this.#blocks += 1;
    const { number, hash, timestamp, stateRoot } = block;
    this.#last = { number, hash, timestamp, stateRoot };
  }

  async #link(last: AuditedBlock, block: InspectedBlock): Promise<void> {
    const say = (code: FaultCode, expected: string, found: string) =>
      this.report({ code, block: block.number, entry: null, subject: "", expected, found });
    if (block.parentHash !== last.hash) {
      const now = await getBlockHeader(this.#rpc, last.number);
      if (now?.hash !== last.hash)
        throw new PortolanError("ChainMovedDuringAudit", { block: last.number, hash: last.hash });
      say("BlockNotChained", last.hash, block.parentHash);
    }
    if (block.timestamp < last.timestamp) say("BlockOutOfTime", `at least ${last.timestamp}`, String(block.timestamp));
  }
}
