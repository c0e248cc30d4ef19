import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { chainDifference, type PinnedChain } from "../../domain/pinned-chain.ts";
import { getBlockHeader } from "../../ledger/get-block-header.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { readAuditCheckpoint, writeAuditCheckpoint } from "../replay/audit-checkpoint.ts";
import { createBlockInspector } from "../replay/block-inspector.ts";
import { BlockSource } from "../replay/block-source.ts";
import { findFirstBlock } from "../replay/identify-ledger.ts";
import { type AuditMemory, emptyMemory } from "../replay/audit-memory.ts";
import { LedgerAudit } from "../replay/ledger-audit.ts";
import type { Examiner, JudgedBlock } from "./examiner.ts";

/** Number of blocks in one step, and of concurrent ranges. */
const STEP = 500;
const AT_ONCE = 2;

/** The comparison of storage takes at most one in this many parts of the time. */
const COMPARISON_SHARE = 100;

/** Largest number of faults in an error's facts. */
const MAX_NAMED = 5;

/**
 * Audits the history step by step with {@link LedgerAudit}. It writes an audit checkpoint after each comparison of
 * storage, from which the witness continues after a restart.
 */
export class ReplayExaminer implements Examiner {
  readonly #rpc: Rpc;
  readonly #chain: PinnedChain;
  readonly #file: string;
  #audit: LedgerAudit;
  /** Whether the storage has been compared. Before that, an incomplete history looks sound. */
  #compared = false;
  #nextComparison = 0;

  private constructor(rpc: Rpc, chain: PinnedChain, file: string, audit: LedgerAudit) {
    this.#rpc = rpc;
    this.#chain = chain;
    this.#file = file;
    this.#audit = audit;
  }

  /**
   * @param file path of the audit checkpoint to continue from and to write. The witness trusts its own verdict on
   * earlier blocks, but compares the state with the chain again before it signs.
   */
  static async create(rpc: Rpc, chain: PinnedChain, file: string): Promise<ReplayExaminer> {
    const memory = await readMemory(file, chain);
    return new ReplayExaminer(rpc, chain, file, await beginAudit(rpc, chain, memory));
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
    this.#requireSound();
    await writeAuditCheckpoint(this.#file, this.#audit.memory);
    const finishedAt = performance.now();
    this.#compared = true;
    this.#nextComparison = finishedAt + (finishedAt - startedAt) * COMPARISON_SHARE;
  }

  #requireSound(): void {
    const { faults, last } = this.#audit;
    if (faults.length === 0) return;
    const named = faults
      .slice(0, MAX_NAMED)
      .map(({ code, block, subject }) => `${code}${block === null ? "" : ` in block ${block}`} ${subject}`.trim());
    throw new PortolanError("HistoryUnsound", { block: last?.number ?? 0, faults: named });
  }
}

async function beginAudit(rpc: Rpc, chain: PinnedChain, memory?: AuditMemory): Promise<LedgerAudit> {
  const source = new BlockSource(createBlockInspector(rpc, chain, "entries"), AT_ONCE);
  if (memory !== undefined && (await isStillThere(rpc, memory))) return new LedgerAudit(rpc, source, memory);
  const latest = Number(await rpc.request("eth_blockNumber", []));
  return new LedgerAudit(rpc, source, emptyMemory(chain, await findFirstBlock(rpc, chain, latest)));
}

/** Whether the chain still has the last audited block. */
async function isStillThere(rpc: Rpc, { last }: AuditMemory): Promise<boolean> {
  return last !== undefined && (await getBlockHeader(rpc, last.number))?.hash === last.hash;
}

/** Reads the audit checkpoint of this chain; `undefined` for a missing or unusable file. */
async function readMemory(file: string, chain: PinnedChain): Promise<AuditMemory | undefined> {
  try {
    const { memory } = await readAuditCheckpoint(file);
    return chainDifference(memory.chain, chain) === undefined ? memory : undefined;
  } catch (error) {
    if (PortolanError.is(error, "AuditCheckpointRefused")) return undefined;
    throw error;
  }
}
