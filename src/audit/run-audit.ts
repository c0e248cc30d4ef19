import type { VerifierKey } from "../domain/checkpoint/verifier-key.ts";
import type { Hex } from "../domain/entry.ts";
import { publicUrl } from "../domain/encoding/public-url.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { chainDifference, type PinnedChain } from "../domain/pinned-chain.ts";
import { type AuditNode, createAuditNode } from "./audit-node.ts";
import { readAuditCheckpoint, writeAuditCheckpoint } from "./replay/audit-checkpoint.ts";
import { readPin, writePin } from "./replay/chain-pin.ts";
import type { Fault } from "./replay/fault.ts";
import type { GatewayAnswers } from "./gateway/gateway-answers.ts";
import { comparedMemory } from "./gateway/compared-memory.ts";
import { compareGateway, type GatewayFigures } from "./gateway/compare-gateway.ts";
import { type ComparedHoldings, HoldingsComparison } from "./holdings/holdings-comparison.ts";
import { findLedger } from "./replay/find-ledger.ts";
import { findFirstBlock, identifyLedger } from "./replay/identify-ledger.ts";
import type { InspectedBlock } from "./replay/inspected-block.ts";
import { type AuditMemory, emptyMemory } from "./replay/audit-memory.ts";
import { LedgerAudit } from "./replay/ledger-audit.ts";
import { NodeComparison } from "./replay/node-comparison.ts";
import { type AgreeingWitness, compareWitnesses } from "./witness/compare-witnesses.ts";
import { type AuditResult, type TrustedCheckpoint, verdictOf } from "./report/audit-result.ts";
import type { OpenQuestion } from "./report/open-question.ts";

/** Parameters of an audit. */
export interface AuditRequest {
  /** JSON-RPC URLs of the nodes. The audit reads the first node and compares the others with it. */
  readonly rpcUrls: readonly [string, ...string[]];
  /** Address of the ledger; if it is absent, the audit finds the ledger on the chain. */
  readonly ledger: Hex | undefined;
  /** Address of the directory of members, which the audit replays too; absent without one. */
  readonly directory?: Hex | undefined;
  /** Address of the ledger of cooperation, which the audit replays too; absent without one. */
  readonly cooperation?: Hex | undefined;
  /** Path of the file that pins the ledger of the first audit; the audit creates a missing file. */
  readonly pinFile: string;
  /** Path of the checkpoint from which the audit continues. */
  readonly fromCheckpoint?: string | undefined;
  /** Path of the checkpoint that the audit writes at intervals and at the end. */
  readonly toCheckpoint?: string | undefined;
  readonly gateway?: { readonly answers: GatewayAnswers; readonly all: boolean } | undefined;
  /** URLs of witnesses or paths of signed notes, and the verifier keys that the auditor trusts. */
  readonly witnesses?: { readonly sources: readonly string[]; readonly keys: readonly VerifierKey[] } | undefined;
  /** Paths of files with members' signed comparisons of their holdings. */
  readonly holdings?: readonly string[] | undefined;
  /**
   * Largest number of threads that inspect blocks. With 0 the calling thread does, which is faster for a short chain.
   */
  readonly threads: number;
  readonly onProgress?: (progress: AuditProgress) => void;
}

export interface AuditProgress {
  readonly fromBlock: number;
  readonly block: number;
  readonly toBlock: number;
  /** Entries judged so far by this audit. */
  readonly entries: number;
}

/** Interval between two writings of the checkpoint. */
const CHECKPOINT_MS = 60_000;

/**
 * Largest number of rounds that read new blocks before the comparison of storage: nodes keep old state only briefly.
 */
const MAX_ROUNDS = 10;

/** Number of new blocks left for the next audit. */
const NEAR_ENOUGH = 16;

/**
 * Audits a ledger from its first block, or from a checkpoint, to the last block that all nodes have. The result lists
 * all faults, and all questions that the audit could not answer.
 *
 * @throws AuditCheckpointRefused, AuditPinUnreadable for unusable files; the error of the file system if the checkpoint
 * cannot be written.
 */
export async function runAudit(request: AuditRequest): Promise<AuditResult> {
  const run = new AuditRun(request);
  try {
    await run.run();
  } catch (error) {
    if (!PortolanError.is(error) || PortolanError.is(error, "AuditCheckpointRefused", "AuditPinUnreadable"))
      throw error;
    run.cannotTell("the ledger", error);
  } finally {
    await run.end();
  }
  return run.result();
}

/** A running audit with its results so far. */
class AuditRun {
  readonly #request: AuditRequest;
  readonly #began = Date.now();
  readonly #first: AuditNode;
  readonly #others: readonly AuditNode[];
  readonly #heights = new Map<AuditNode, number>();
  readonly #comparisons = new Map<AuditNode, NodeComparison>();
  readonly #questions: OpenQuestion[] = [];
  readonly #faults: Fault[] = [];
  #chain: PinnedChain | null = null;
  #audit: LedgerAudit | undefined;
  #from: TrustedCheckpoint | null = null;
  #entriesBefore = 0;
  #stateCompared = false;
  #gateway: GatewayFigures | null = null;
  #witnesses: readonly AgreeingWitness[] = [];
  #holdings: HoldingsComparison | undefined;
  #comparedHoldings: readonly ComparedHoldings[] | null = null;
  #written = Date.now();

  constructor(request: AuditRequest) {
    const [first, ...others] = request.rpcUrls;
    this.#request = request;
    this.#first = createAuditNode(first, request.threads);
    this.#others = others.map((url) => createAuditNode(url, Math.min(1, request.threads)));
  }

  async run(): Promise<void> {
    const { rpc } = this.#first;
    const { ledger, directory, cooperation } = this.#request;
    const chain = { ...(await identifyLedger(rpc, ledger ?? (await findLedger(rpc)))), directory, cooperation };
    this.#chain = chain;
    if (!(await this.#isPinned(chain))) return;
    const height = await this.#commonHeight(chain);
    const memory = await this.#begin(chain, height);
    const depth = memory.recordings === undefined ? "entries" : "recordings";
    const audit = new LedgerAudit(rpc, this.#first.source(chain, depth), memory);
    this.#audit = audit;
    this.#entriesBefore = audit.figures.entries;
    if (!(await audit.requireContinuity())) return;
    const { holdings } = this.#request;
    if (holdings !== undefined) this.#holdings = await HoldingsComparison.open(holdings, chain);
    await this.#replay(audit, height);
    await audit.compareState();
    this.#stateCompared = true;
    await this.#compareWitnesses(chain, audit);
    await this.#compareGateway(audit);
    this.#compareHoldings(audit);
  }

  cannotTell(what: string, error: PortolanError): void {
    this.#questions.push({ what, reason: error.message });
  }

  /** Closes the nodes and writes the requested checkpoint. */
  async end(): Promise<void> {
    await Promise.all([this.#first, ...this.#others].map((node) => node.close()));
    await this.#writeCheckpoint();
  }

  result(): AuditResult {
    const memory = this.#audit?.memory;
    const faults = [...this.#faults, ...(memory?.faults ?? [])];
    const heightOf = (node: AuditNode) => this.#heights.get(node) ?? null;
    return {
      verdict: verdictOf(faults, this.#questions),
      chain: this.#chain,
      ledgerWasNamed: this.#request.ledger !== undefined,
      nodes: [
        { url: this.#first.name, height: heightOf(this.#first), compared: null },
        ...this.#others.map((node) => ({
          url: node.name,
          height: heightOf(node),
          compared: this.#comparisons.get(node)?.compared ?? 0,
        })),
      ],
      firstBlock: memory?.firstBlock ?? null,
      last: memory?.last ?? null,
      from: this.#from,
      figures: memory?.figures ?? null,
      gateway: this.#gateway,
      witnesses: this.#witnesses,
      holdings: this.#comparedHoldings,
      stateCompared: this.#stateCompared,
      faults,
      questions: this.#questions,
      beganAt: Math.floor(this.#began / 1000),
      seconds: (Date.now() - this.#began) / 1000,
      entriesJudged: (memory?.figures.entries ?? 0) - this.#entriesBefore,
    };
  }

  async #isPinned(chain: PinnedChain): Promise<boolean> {
    const { pinFile } = this.#request;
    const pinned = await readPin(pinFile);
    if (pinned === undefined) await writePin(pinFile, chain);
    const difference = chainDifference(pinned ?? chain, chain);
    if (difference === undefined) return true;
    const { what, pinned: expected, found } = difference;
    this.#report({ code: "ChainChanged", subject: what, expected: String(expected), found: String(found) });
    return false;
  }

  /** Finds the height of the last block that all nodes have. Excludes nodes that do not answer. */
  async #commonHeight(chain: PinnedChain): Promise<number> {
    this.#heights.set(this.#first, await this.#first.height());
    for (const node of this.#others)
      await this.#asking(node, async () => {
        const difference = chainDifference(chain, await identifyLedger(node.rpc, chain.ledger));
        this.#heights.set(node, await node.height());
        if (difference === undefined) return;
        const { what, pinned, found } = difference;
        const subject = `${what} at ${node.name}`;
        this.#report({ code: "NodesDiffer", subject, expected: String(pinned), found: String(found) });
      });
    return Math.min(...this.#heights.values());
  }

  async #begin(chain: PinnedChain, height: number): Promise<AuditMemory> {
    const { fromCheckpoint: path, gateway } = this.#request;
    if (path === undefined)
      return emptyMemory(chain, await findFirstBlock(this.#first.rpc, chain, height), gateway !== undefined);
    const { memory, digest } = await readAuditCheckpoint(path);
    const refused = (problem: string) => new PortolanError("AuditCheckpointRefused", { path, problem });
    const difference = chainDifference(memory.chain, chain);
    if (difference !== undefined) throw refused(`it belongs to another ledger: its ${difference.what} differs`);
    if (memory.chain.directory !== chain.directory) throw refused("it was written with another directory of members");
    if (memory.chain.cooperation !== chain.cooperation)
      throw refused("it was written with another ledger of cooperation");
    if (memory.last === undefined) throw refused("it was written before any block was audited");
    if (gateway !== undefined && memory.recordings === undefined)
      throw refused("it was written without a gateway to compare with, so it holds no digests of recordings");
    this.#from = { path, digest, block: memory.last.number };
    return memory;
  }

  async #replay(audit: LedgerAudit, height: number): Promise<void> {
    for (const node of this.#heights.keys()) if (node !== this.#first) this.#compareWith(node, audit, height);
    const fromBlock = audit.memory.last?.number ?? audit.memory.firstBlock;
    let toBlock = height;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      await audit.advance(toBlock, async (blocks) => {
        await this.#compareNodes(blocks);
        this.#holdings?.take(blocks);
        const entries = audit.figures.entries - this.#entriesBefore;
        this.#request.onProgress?.({ fromBlock, block: audit.last?.number ?? fromBlock, toBlock, entries });
        if (Date.now() - this.#written > CHECKPOINT_MS) await this.#writeCheckpoint();
      });
      // With other nodes, the audit ends at the height of the comparison.
      const now = this.#comparisons.size > 0 ? toBlock : await this.#first.height();
      if (now - toBlock <= NEAR_ENOUGH) break;
      toBlock = now;
    }
    const { last } = audit;
    if (last === undefined) return;
    for (const [node, comparison] of this.#comparisons)
      if (this.#heights.has(node)) await this.#asking(node, () => comparison.compareLast(last));
  }

  #compareWith(node: AuditNode, audit: LedgerAudit, toBlock: number): void {
    const { chain } = audit.memory;
    const report = (fault: Fault) => audit.report(fault);
    const source = node.source(chain, "blocks");
    this.#comparisons.set(node, new NodeComparison(this.#first, node, source, toBlock, report));
  }

  async #compareNodes(blocks: readonly InspectedBlock[]): Promise<void> {
    for (const [node, comparison] of this.#comparisons)
      if (this.#heights.has(node)) await this.#asking(node, () => comparison.compare(blocks));
  }

  /** Runs work on another node. After an error the audit continues without that node. */
  async #asking(node: AuditNode, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!PortolanError.is(error)) throw error;
      this.#heights.delete(node);
      this.cannotTell(node.name, error);
    }
  }

  async #compareWitnesses(chain: PinnedChain, audit: LedgerAudit): Promise<void> {
    const { witnesses } = this.#request;
    if (witnesses === undefined || audit.last === undefined) return;
    const question = { rpc: this.#first.rpc, chain, height: audit.last.number, ...witnesses };
    const { agreeing, faults, questions } = await compareWitnesses(question);
    this.#witnesses = agreeing;
    for (const fault of faults) audit.report(fault);
    this.#questions.push(...questions);
  }

  #compareHoldings(audit: LedgerAudit): void {
    if (this.#holdings === undefined) return;
    const { registry, firstBlock } = audit.memory;
    const { compared, faults, questions } = this.#holdings.finish(registry, firstBlock);
    this.#comparedHoldings = compared;
    for (const fault of faults) audit.report(fault);
    this.#questions.push(...questions);
  }

  async #compareGateway(audit: LedgerAudit): Promise<void> {
    const { gateway } = this.#request;
    const memory = comparedMemory(audit.memory);
    if (gateway === undefined || memory === undefined) return;
    const report = (fault: Fault) => audit.report(fault);
    try {
      this.#gateway = await compareGateway({ ...gateway, rpc: this.#first.rpc, memory, report });
    } catch (error) {
      if (!PortolanError.is(error)) throw error;
      this.cannotTell(publicUrl(gateway.answers.url), error);
    }
  }

  async #writeCheckpoint(): Promise<void> {
    const { toCheckpoint } = this.#request;
    if (toCheckpoint !== undefined && this.#audit?.last !== undefined)
      await writeAuditCheckpoint(toCheckpoint, this.#audit.memory);
    this.#written = Date.now();
  }

  #report(fault: Pick<Fault, "code" | "subject" | "expected" | "found">): void {
    this.#faults.push({ block: null, entry: null, ...fault });
  }
}
