import { setTimeout as sleep } from "node:timers/promises";
import type { Enrolment, KeyGrant, Scheduled } from "../../api/participant.ts";
import type { Hex, ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Participant } from "../../domain/participant.ts";
import type { Role } from "../../domain/rules/role.ts";
import { SerialQueue } from "../../domain/serial-queue.ts";
import { consortiumAdmin } from "../../ledger/consortium-admin.ts";
import { CONSORTIUM_TOPICS, logToConsortiumEvent } from "../../ledger/consortium-log.ts";
import type { TransactionReceipt } from "../../ledger/get-transaction-receipt.ts";
import { canCall, governance, operationId, scheduledFor } from "../../ledger/governance.ts";
import { readAuthority } from "../../ledger/read-authority.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import type { Directory } from "../directory.ts";
import type { Follower } from "../follow/follower.ts";
import type { GovernorAccount } from "./governor-account.ts";

/** Result of a governance operation: the changed participant, or the scheduled operation. */
export type Measure = { readonly participant: Participant } | Scheduled;

/**
 * Governance operations. Each resolves when the chain contains the operation and the directory shows its result.
 *
 * @throws PortolanError with the name of the contract's error, e.g. `ConsortiumKeyTaken`; `CountryUnknown`.
 */
export interface Governance {
  enrol(enrolment: Enrolment): Promise<Measure>;
  setRoles(participant: ParticipantId, roles: readonly Role[]): Promise<Measure>;
  /** @param jurisdiction a country's code of ISO 3166-1 alpha-2. */
  setJurisdiction(participant: ParticipantId, jurisdiction: string): Promise<Measure>;
  suspend(participant: ParticipantId): Promise<Measure>;
  reinstate(participant: ParticipantId): Promise<Measure>;
  /** @param key times in Unix seconds; without `validFrom` the key is valid from now on. */
  addKey(participant: ParticipantId, key: KeyGrant): Promise<Measure>;
  revokeKey(participant: ParticipantId, address: Hex): Promise<Measure>;
}

/** The chain, the Consortium and the account that executes operations. */
export interface Authority {
  readonly rpc: Rpc;
  readonly consortium: Hex;
  readonly governor: GovernorAccount;
}

/**
 * Requests one operation through the AccessManager. If the governor's role has an execution delay, the first request
 * schedules the operation, and a later request executes it after the delay. Otherwise it is executed immediately.
 *
 * @param data ABI-encoded call of the Consortium.
 * @throws GovernanceForbidden, MeasureUnconfirmed, and the contract's errors.
 */
export async function makeMeasure(
  { rpc, consortium, governor }: Authority,
  data: Hex,
): Promise<{ readonly receipt: TransactionReceipt } | Scheduled> {
  const manager = await readAuthority(rpc, consortium);
  const operation = { caller: governor.address, target: consortium, data };
  const { immediate, delay } = await canCall(rpc, manager, operation);
  if (immediate) return { receipt: await governor.call(consortium, data) };
  if (delay === 0) throw new PortolanError("GovernanceForbidden", { account: governor.address });

  const id = operationId(operation);
  const readyAt = await scheduledFor(rpc, manager, id);
  if (readyAt !== 0 && readyAt <= Math.floor(Date.now() / 1000)) {
    return { receipt: await governor.call(manager, governance.execute(operation)) };
  }
  if (readyAt === 0) await governor.call(manager, governance.schedule(operation));
  return { scheduled: { operationId: id, readyAt: await scheduledFor(rpc, manager, id) } };
}

/** Finds the participant that a transaction enrolled; 0 without an enrolment. */
export function enrolledIn({ logs }: TransactionReceipt, consortium: Hex): ParticipantId {
  for (const log of logs) {
    if (log.address !== consortium || !CONSORTIUM_TOPICS.includes(log.topics[0] ?? "0x")) continue;
    const event = logToConsortiumEvent(log);
    if (event.event === "ParticipantEnrolled") return event.participant;
  }
  return 0;
}

export interface GovernanceParts {
  readonly rpc: Rpc;
  readonly consortium: Hex;
  /** Null for a gateway without the governor's key, which refuses governance operations. */
  readonly governor: GovernorAccount | null;
  readonly directory: Directory;
  readonly follower: Pick<Follower, "checkpoint" | "lookSoon">;
}

/** Refuses an empty interval at once, since a scheduled operation is tried only after its delay. */
function requireInterval(validFrom: number, validUntil: number): void {
  const now = Math.floor(Date.now() / 1000);
  if (validUntil > (validFrom === 0 ? now : validFrom)) return;
  throw new PortolanError("ConsortiumInvalidInterval", { validFrom, validUntil, blockTime: now });
}

/** Milliseconds within which the follower must apply the block of a mined operation. */
const FOLLOWED_WITHIN_MS = 30_000;
const POLL_MS = 20;

/** Creates governance through the contracts. An executed operation resolves after the follower applied its block. */
export function createGovernance(parts: GovernanceParts): Governance {
  const { rpc, consortium, governor, directory, follower } = parts;
  /** Runs operations one after the other, because they share the governor's nonce. */
  const measures = new SerialQueue();

  const measure = (data: Hex, participant?: ParticipantId): Promise<Measure> =>
    measures.run(async () => {
      if (governor === null) throw new PortolanError("GovernorMissing", {});
      const made = await makeMeasure({ rpc, consortium, governor }, data);
      return "receipt" in made ? effect(made.receipt, participant) : made;
    });

  async function effect(receipt: TransactionReceipt, participant: ParticipantId | undefined): Promise<Measure> {
    const deadline = Date.now() + FOLLOWED_WITHIN_MS;
    while (follower.checkpoint.block < receipt.blockNumber) {
      if (Date.now() > deadline)
        throw new PortolanError("MeasureUnconfirmed", { transaction: receipt.transactionHash });
      follower.lookSoon();
      await sleep(POLL_MS);
    }
    const found = directory.get(participant ?? enrolledIn(receipt, consortium));
    if (found === undefined) throw new PortolanError("MeasureUnconfirmed", { transaction: receipt.transactionHash });
    return { participant: found };
  }

  function requireParticipant(id: ParticipantId): Participant {
    const participant = directory.get(id);
    if (participant === undefined) throw new PortolanError("ConsortiumUnknownParticipant", { participant: id });
    return participant;
  }

  return {
    enrol: async ({ roles, jurisdiction, name }) => measure(consortiumAdmin.enrol(roles, jurisdiction, name)),
    setRoles: (id, roles) => measure(consortiumAdmin.setRoles(id, roles), id),
    setJurisdiction: async (id, jurisdiction) => measure(consortiumAdmin.setJurisdiction(id, jurisdiction), id),
    suspend: (id) => measure(consortiumAdmin.suspend(id), id),
    reinstate: (id) => measure(consortiumAdmin.reinstate(id), id),
    async addKey(id, { address, validFrom = 0, validUntil }) {
      requireInterval(validFrom, validUntil);
      return measure(consortiumAdmin.addKey(id, address, validFrom, validUntil), id);
    },
    async revokeKey(id, address) {
      const key = requireParticipant(id).keys.find((key) => key.address === address);
      if (key === undefined) throw new PortolanError("ConsortiumUnknownKey", { key: address });
      return measure(consortiumAdmin.revokeKey(address), id);
    },
  };
}
