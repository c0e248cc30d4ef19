import { counted } from "../../domain/encoding/counted.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import type { Fault } from "../replay/fault.ts";
import type { GatewayFigures } from "../gateway/compare-gateway.ts";
import type { AgreeingWitness } from "../witness/compare-witnesses.ts";
import type { Untold } from "./untold.ts";
import type { AuditedBlock, AuditFigures } from "../replay/audit-memory.ts";

/** A node that was asked. */
export interface AuditedNode {
  /** Without user and password. */
  readonly url: string;
  /** Its last block when the audit began; `null` when it did not say. */
  readonly height: number | null;
  /** Blocks of it that were compared with the first node's; `null` for the first. */
  readonly compared: number | null;
}

/** The checkpoint that an audit went on from. */
export interface TrustedCheckpoint {
  readonly path: string;
  /** SHA-256 of its content. */
  readonly digest: string;
  readonly block: number;
}

/** What an audit found. */
export interface Verdict {
  /** `untold` when nothing is wrong with what was seen, and not enough was seen. */
  readonly verdict: "sound" | "unsound" | "untold";
  /** `null` when the node did not even say what ledger it has. */
  readonly chain: PinnedChain | null;
  /** Whether the auditor, or an audit before, named the ledger; else it was looked for on the chain. */
  readonly ledgerWasNamed: boolean;
  readonly nodes: readonly AuditedNode[];
  /** The first block that was read, by this audit or the one that wrote the checkpoint, and the last. */
  readonly firstBlock: number | null;
  readonly last: AuditedBlock | null;
  readonly from: TrustedCheckpoint | null;
  readonly figures: AuditFigures | null;
  readonly gateway: GatewayFigures | null;
  /** Witnesses whose checkpoints are blocks of this chain. */
  readonly witnesses: readonly AgreeingWitness[];
  /** Whether the contracts' code and storage were compared at the last block. */
  readonly stateCompared: boolean;
  /** The first of them; `figures.faults` counts all. */
  readonly faults: readonly Fault[];
  readonly untold: readonly Untold[];
  /** When it began, Unix seconds, and how long it took. */
  readonly beganAt: number;
  readonly seconds: number;
  /** Entries judged by this audit itself, those of the checkpoint left out. */
  readonly entriesJudged: number;
}

export function verdictOf(faults: readonly Fault[], untold: readonly Untold[]): Verdict["verdict"] {
  if (faults.length > 0) return "unsound";
  return untold.length > 0 ? "untold" : "sound";
}

/** What follows from an audit of a chain without fault, without trust in the nodes, in sentences. */
export function whatIsProved({ last, firstBlock, stateCompared, nodes, from, faults, witnesses }: Verdict): string[] {
  // What a gateway says does not change what the chain holds.
  if (last === null || faults.some(({ code }) => !code.startsWith("Gateway"))) return [];
  const proved = [
    `Blocks ${firstBlock} to ${last.number} are a chain: each has the hash of its header, and names the one before it.`,
    "The logs that were read are all logs of both contracts in these blocks, unaltered: the receipts have the roots in the headers.",
    "Every entry has the hash of its fields, was signed by a key of its author that was valid at the time of its block, and was allowed by the rules.",
  ];
  if (stateCompared)
    proved.push(
      `At block ${last.number} the contracts have the code of this version, and their storage is exactly what these logs lead to: every head, custody, case and key, and nothing else. So nothing is altered, nothing is missing, and there is no shipment that no log tells of.`,
    );
  if (from !== null)
    proved[2] = `${proved[2]?.slice(0, -1)}; up to block ${from.block} by the word of the checkpoint, whose state is proved again by the storage.`;
  const agreeing = nodes.filter(({ compared }) => compared !== null && compared > 0).length;
  for (const { name, height, signedAt } of witnesses)
    proved.push(
      `Witness ${name} signed block ${height} of this very chain at ${new Date(signedAt * 1000).toISOString()}.`,
    );
  if (agreeing > 0) proved.push(`The same blocks are on ${counted(agreeing, "other node")}.`);
  return proved;
}

/** What does not follow from an audit, and what would show it. */
export function whatIsNotProved({ ledgerWasNamed, stateCompared, nodes, figures, gateway }: Verdict): string[] {
  const open = [
    nodes.length > 1
      ? "That no other history was shown to others by all of these nodes: compare the last block's hash with witnesses."
      : "That others were shown the same history: audit several nodes together, or compare the last block's hash with witnesses.",
    "That the last block is final: verify validators' seals or witnesses' cosignatures on it.",
    "That what the authors stated is true: the ledger shows who said what, and when it was recorded.",
  ];
  if (!ledgerWasNamed)
    open.unshift(
      "That this is the consortium's ledger: it is the contract that logged the chain's first entry. Compare its address with what the consortium publishes.",
    );
  if (!stateCompared)
    open.unshift(
      "That nothing is missing: the contracts' storage could not be compared, so that a node could have left out whole blocks at the end, or shipments.",
    );
  const untold = figures?.wallets.untold ?? 0;
  if (untold > 0)
    open.push(
      `${counted(untold, "signature")} of wallet contracts: accepted by the ledger, not verified again by this audit.`,
    );
  if (gateway === null) open.push("What any gateway answers: name one with --gateway.");
  else if (!gateway.all) open.push("Answers of the gateway that are not in the sample: take --all.");
  return open;
}
