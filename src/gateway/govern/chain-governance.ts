import { setTimeout as sleep } from "node:timers/promises";
import type { Hex, ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Participant } from "../../domain/participant.ts";
import { SerialQueue } from "../../domain/serial-queue.ts";
import { consortiumAdmin } from "../../ledger/consortium-admin.ts";
import type { TransactionReceipt } from "../../ledger/get-transaction-receipt.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import type { Directory } from "../directory.ts";
import type { Follower } from "../follow/follower.ts";
import type { GovernorAccount } from "./governor-account.ts";
import { enrolledIn } from "./enrolled-in.ts";
import type { Governance, Measure } from "./governance.ts";
import { makeMeasure } from "./make-measure.ts";

export interface GovernanceParts {
  readonly rpc: Rpc;
  readonly consortium: Hex;
  /** Null at a gateway that was given no governor's key: measures are then made elsewhere. */
  readonly governor: GovernorAccount | null;
  readonly directory: Directory;
  readonly follower: Pick<Follower, "checkpoint" | "lookSoon">;
}

/** The follower shows a mined measure within this time. */
const FOLLOWED_WITHIN_MS = 30_000;
const POLL_MS = 20;

/** Governance by the contracts. A measure that takes effect is answered once the gateway has followed it. */
export function createGovernance(parts: GovernanceParts): Governance {
  const { rpc, consortium, governor, directory, follower } = parts;
  /** Measures are made one after the other: they share the governor's nonce. */
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
    enrol: ({ roles, jurisdiction, name }) => measure(consortiumAdmin.enrol(roles, jurisdiction, name)),
    setRoles: (id, roles) => measure(consortiumAdmin.setRoles(id, roles), id),
    suspend: (id) => measure(consortiumAdmin.suspend(id), id),
    reinstate: (id) => measure(consortiumAdmin.reinstate(id), id),
    addKey: (id, { address, validFrom = 0, validUntil }) =>
      measure(consortiumAdmin.addKey(id, address, validFrom, validUntil), id),
    async revokeKey(id, address) {
      const key = requireParticipant(id).keys.find((key) => key.address === address);
      if (key === undefined) throw new PortolanError("ConsortiumUnknownKey", { key: address });
      return measure(consortiumAdmin.revokeKey(address), id);
    },
  };
}
