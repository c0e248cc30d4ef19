import type { Hex } from "../../../src/domain/entry.ts";
import { momentOf } from "../../../src/domain/rules/moment.ts";
import { roleBits } from "../../../src/domain/rules/role.ts";
import { type ChainTruth, readChainTruth } from "../../support/chain-truth.ts";
import { gatewayClient } from "../../support/gateway-client.ts";
import { ModelLedger } from "../../support/model-ledger.ts";
import { DEFAULT_ENROLMENTS, type StackParticipant } from "../../support/stack.ts";
import type { Clients } from "./clients.ts";

/** The chain, and the gateway that is compared with it. */
export interface Checked {
  /** Address of the node itself, past every proxy. */
  readonly nodeUrl: string;
  readonly ledger: Hex;
  readonly gatewayUrl: string;
  readonly participants: Readonly<Record<string, StackParticipant>>;
  /** Commitments that were acknowledged to other clients. */
  readonly othersCommitments: readonly Hex[];
}

/** The numbers of compared items, and the violated promises as sentences. */
export interface Verdict {
  readonly promises: number;
  readonly recorded: number;
  readonly shipments: number;
  readonly violations: readonly string[];
}

const ENROLLED = Object.values(DEFAULT_ENROLMENTS).map(({ roles, jurisdiction }) => ({
  roles: roleBits(roles),
  jurisdiction,
  suspended: false,
}));

/**
 * Compares the acknowledged entries with the chain, which only ethers reads and hashes, and the gateway's answers with
 * a model of the rules that is fed from the chain. No acknowledged entry may be lost, doubled, or present without a
 * request.
 */
export async function checkPromises(clients: Clients, checked: Checked): Promise<Verdict> {
  const violations = [...clients.violations];
  const truth = await readChainTruth(checked.nodeUrl, checked.ledger);
  const times = countOf(truth.commitments);
  for (const promised of clients.promised) {
    const { planned, submission } = await clients.settled(promised);
    const count = times.get(submission.commitment) ?? 0;
    const expected = submission.state === "recorded" ? 1 : 0;
    const name = `${planned.kind} by ${planned.author}, which was ${submission.state},`;
    if (count !== expected) violations.push(`${name} is on the chain ${count} times`);
    // An entry without a submission id cannot be read again, and a reorganisation gives it another hash.
    const isTold = submission.id !== undefined && submission.entry !== null;
    if (expected === 1 && isTold && !truth.recorded.includes(submission.entry)) {
      violations.push(`${name} is not on the chain under the reported hash`);
    }
  }
  const known = new Set([
    ...clients.promised.map(({ submission }) => submission.commitment),
    ...checked.othersCommitments,
  ]);
  const unknown = truth.commitments.filter((commitment) => !known.has(commitment));
  if (unknown.length > 0) violations.push(`the chain holds ${unknown.length} entries that no client requested`);
  const shipments = await compareShipments(truth, checked, violations);
  return { promises: clients.promised.length, recorded: truth.recorded.length, shipments, violations };
}

/** Compares every shipment in the gateway's answers with the model. @returns their number. */
async function compareShipments(truth: ChainTruth, checked: Checked, violations: string[]): Promise<number> {
  // A run is much shorter than the time for a remedy.
  const model = new ModelLedger(() => momentOf(0, (participant) => ENROLLED[participant - 1]));
  for (const [index, entry] of truth.entries.entries()) {
    const refusal = model.record(entry, truth.recorded[index] as Hex);
    if (refusal !== undefined) violations.push(`the chain holds an entry that the rules forbid: ${refusal.code}`);
  }
  const auditor = gatewayClient(checked.gatewayUrl, checked.participants["auditor"]?.token ?? "");
  for (const [id, { head, custody, container }] of model.shipments()) {
    const { status, body } = await auditor.get(`/v1/shipments/${id}`);
    const told = status === 200 && [
      body.head,
      body.sequence,
      body.phase,
      body.custodian?.id ?? 0,
      body.offeredTo?.id ?? 0,
      body.openCases,
      body.contents,
      body.container ?? `0x${"0".repeat(64)}`,
    ];
    const { sequence, phase, custodian, offeredTo, openCases, contents } = custody;
    const is = [head, sequence, phase, custodian, offeredTo, openCases, contents, container];
    if (JSON.stringify(told) !== JSON.stringify(is)) {
      violations.push(
        `shipment ${id} is reported as ${JSON.stringify(told || status)} instead of ${JSON.stringify(is)}`,
      );
    }
  }
  return model.shipments().size;
}

function countOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
