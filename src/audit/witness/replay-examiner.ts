import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { createBlockInspector } from "../replay/block-inspector.ts";
import { BlockSource } from "../replay/block-source.ts";
import { findFirstBlock } from "../replay/identify-ledger.ts";
import { emptyMemory, LedgerAudit } from "../replay/ledger-audit.ts";
import type { Examiner, JudgedBlock } from "./examiner.ts";

/** Blocks of one step, and ranges that are read at once meanwhile. */
const STEP = 500;
const AT_ONCE = 2;

/** The storage of the contracts is compared so rarely that it takes a hundredth of the time. */
const COMPARISON_SHARE = 100;

/** Faults that the error names; the audit names all. */
const MOST_NAMED = 5;

/** Has the audit's engine judge the history, a step at a time. */
export class ReplayExaminer implements Examiner {
  readonly #rpc: Rpc;
  readonly #chain: PinnedChain;
  #audit: LedgerAudit;
  /** Before the first comparison of storage, a history that leaves something out looks sound. */
  #compared = false;
  #nextComparison = 0;

  private constructor(rpc: Rpc, chain: PinnedChain, audit: LedgerAudit) {
    this.#rpc = rpc;
    this.#chain = chain;
    this.#audit = audit;
  }

  static async create(rpc: Rpc, chain: PinnedChain): Promise<ReplayExaminer> {
    return new ReplayExaminer(rpc, chain, await beginAudit(rpc, chain));
  }

  get judged(): JudgedBlock | null {
    return this.#compared ? (this.#audit.last ?? null) : null;
  }

  async advance(to: number): Promise<JudgedBlock> {
    const audit = this.#audit;
    const { firstBlock } = audit.memory;
    const target = Math.max(to, firstBlock);
    this.#requireSound();
    await audit.advance(Math.min(target, (audit.last?.number ?? firstBlock - 1) + STEP));
    this.#requireSound();
    const last = audit.last as JudgedBlock;
    if (last.number >= target && (!this.#compared || performance.now() >= this.#nextComparison)) await this.#compare();
    return last;
  }

  async rewind(): Promise<void> {
    this.#audit = await beginAudit(this.#rpc, this.#chain);
    this.#compared = false;
  }

  async #compare(): Promise<void> {
    const startedAt = performance.now();
    await this.#audit.compareState();
    const finishedAt = performance.now();
    this.#requireSound();
    this.#compared = true;
    this.#nextComparison = finishedAt + (finishedAt - startedAt) * COMPARISON_SHARE;
  }

  #requireSound(): void {
    const { faults, last } = this.#audit;
    if (faults.length === 0) return;
    const named = faults
      .slice(0, MOST_NAMED)
      .map(({ code, block, subject }) => `${code}${block === null ? "" : ` in block ${block}`} ${subject}`.trim());
    throw new PortolanError("HistoryUnsound", { block: last?.number ?? 0, faults: named });
  }
}

async function beginAudit(rpc: Rpc, chain: PinnedChain): Promise<LedgerAudit> {
  const latest = Number(await rpc.request("eth_blockNumber", []));
  const firstBlock = await findFirstBlock(rpc, chain, latest);
  const source = new BlockSource(createBlockInspector(rpc, chain, "entries"), AT_ONCE);
  return new LedgerAudit(rpc, source, emptyMemory(chain, firstBlock));
}
