import { counted } from "../../domain/encoding/counted.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import type { ComparedHoldings } from "../holdings/holdings-comparison.ts";
import type { Fault } from "../replay/fault.ts";
import type { GatewayFigures } from "../gateway/compare-gateway.ts";
import type { AgreeingWitness } from "../witness/compare-witnesses.ts";
import type { OpenQuestion } from "./open-question.ts";
import type { AuditedBlock, AuditFigures } from "../replay/audit-memory.ts";

export interface AuditedNode {
  /** As `publicUrl` shows it. */
  readonly url: string;
  /** Height of its last block at the start of the audit; `null` without an answer. */
  readonly height: number | null;
  /** Number of its blocks compared with the first node's; `null` for the first node. */
  readonly compared: number | null;
}

/** The checkpoint from which an audit continued. */
export interface TrustedCheckpoint {
  readonly path: string;
  /** SHA-256 of the file's content, hexadecimal. */
  readonly digest: string;
  readonly block: number;
}

/** Result of an audit. */
export interface AuditResult {
  /** `inconclusive`: the audit found no fault, but could not answer all questions. */
  readonly verdict: "sound" | "unsound" | "inconclusive";
  /** `null` if the node did not identify a ledger. */
  readonly chain: PinnedChain | null;
  /** Whether the auditor named the ledger; otherwise the audit found it on the chain. */
  readonly ledgerWasNamed: boolean;
  readonly nodes: readonly AuditedNode[];
  /** The first block read by this audit or by the one that wrote the checkpoint. */
  readonly firstBlock: number | null;
  readonly last: AuditedBlock | null;
  readonly from: TrustedCheckpoint | null;
  readonly figures: AuditFigures | null;
  readonly gateway: GatewayFigures | null;
  /** Witnesses that signed blocks of this chain. */
  readonly witnesses: readonly AgreeingWitness[];
  /** What members signed about their holdings; `null` when the audit got no such file. */
  readonly holdings: readonly ComparedHoldings[] | null;
  /** Whether the audit compared the contracts' code and storage at the last block. */
  readonly stateCompared: boolean;
  /** The first faults; `figures.faults` counts all of them. */
  readonly faults: readonly Fault[];
  readonly questions: readonly OpenQuestion[];
  /** Start, in Unix seconds. */
  readonly beganAt: number;
  /** Duration, in seconds. */
  readonly seconds: number;
  /** Entries that this audit verified, without those of the checkpoint. */
  readonly entriesJudged: number;
}

export function verdictOf(faults: readonly Fault[], questions: readonly OpenQuestion[]): AuditResult["verdict"] {
  if (faults.length > 0) return "unsound";
  return questions.length > 0 ? "inconclusive" : "sound";
}

/** Lists the statements that an audit without a fault of the chain proves, without trust in its nodes. */
export function whatIsProved({
  last,
  firstBlock,
  stateCompared,
  nodes,
  from,
  faults,
  witnesses,
}: AuditResult): string[] {
  // A fault of a gateway or of a member's statement does not affect the proofs of the chain.
  if (last === null || faults.some(({ code }) => !code.startsWith("Gateway") && code !== "HoldingsFalse")) return [];
  const proved = [
    `Blocks ${firstBlock} to ${last.number} form a chain: each block has the hash of its header and names its parent.`,
    "The audit read all logs of both contracts in these blocks, unaltered: the receipts match the roots in the headers.",
    "Every entry has the hash of its fields, keeps the rules, and bears the signature of a key that was valid for its author at the time of the block.",
  ];
  if (stateCompared)
    proved.push(
      `At block ${last.number} the contracts have the code of this version, and their storage holds exactly the heads, custody, cases and keys that result from these logs. So nothing is altered, missing or added.`,
    );
  if (from !== null)
    proved[2] = `${proved[2]?.slice(0, -1)}; up to block ${from.block} the checkpoint states this, and the storage proves its result.`;
  const agreeing = nodes.filter(({ compared }) => compared !== null && compared > 0).length;
  for (const { name, height, signedAt } of witnesses)
    proved.push(`Witness ${name} signed block ${height} of this chain at ${new Date(signedAt * 1000).toISOString()}.`);
  if (agreeing > 0) proved.push(`${counted(agreeing, "other node has", "other nodes have")} the same blocks.`);
  return proved;
}

/** Lists the statements that an audit does not prove, each with the way to prove it. */
export function whatIsNotProved({
  ledgerWasNamed,
  stateCompared,
  nodes,
  figures,
  gateway,
  holdings,
}: AuditResult): string[] {
  const open = [
    nodes.length > 1
      ? "That these nodes show all participants the same history: compare the last block's hash with witnesses."
      : "That all participants see the same history: audit several nodes together, or compare the last block's hash with witnesses.",
    "That the last block is final: verify validators' seals or witnesses' cosignatures on it.",
    "That the authors' statements are true: the ledger shows who stated what, and when it was recorded.",
  ];
  if (!ledgerWasNamed)
    open.unshift(
      "That this is the consortium's ledger: the audit took the contract that logged the chain's first entry. Compare its address with the one that the consortium publishes.",
    );
  if (!stateCompared)
    open.unshift(
      "That nothing is missing: the contracts' storage was not compared, so a node could have omitted the last blocks or whole shipments.",
    );
  const unverified = figures?.wallets.unverified ?? 0;
  if (unverified > 0)
    open.push(
      `That ${counted(unverified, "signature")} of wallet contracts ${unverified === 1 ? "is" : "are"} valid: the ledger accepted them, and this audit could not verify them again.`,
    );
  if (holdings !== null)
    open.push("That members hold what they signed: a digest is their word. Only its payload or a receipt proves more.");
  if (gateway === null) open.push("That a gateway answers correctly: name one with --gateway.");
  else if (!gateway.all)
    open.push("That the gateway's answers outside the sample are correct: compare all with --all.");
  return open;
}
