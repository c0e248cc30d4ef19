import type { Kysely } from "kysely";
import { sql } from "kysely";
import { numberOf } from "../access/visibility.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";
import { takeSubmissionIds } from "../outbox/take-submission-ids.ts";
import { addCarriers, lockRecording } from "./carriers.ts";
import { findIndexedKeys, indexEvents, type KeyedEvent } from "./events.ts";

/**
 * Indexes events that arrived as whole payloads of other members' entries; part of the transaction that stores the
 * payloads, after they are stored. An event of which only a part is held is not indexed, as no search could decide it. Searches find an event at once if an entry that carries it is recorded, and otherwise once one is. An event
 * that is indexed already, because it was captured here or arrived before, stays as it is.
 *
 * An author can state two events under one eventID, here or elsewhere. Both are entries of the ledger, so both are found.
 */
export async function indexArrived(tx: Kysely<Schema>, arrived: readonly KeyedEvent[]): Promise<void> {
  if (arrived.length === 0) return;
  await lockRecording(tx);
  const unindexed = await readUnindexed(tx, arrived);
  const fresh = [...new Map(arrived.map((event) => [payloadOf(event), event])).values()].filter((event) =>
    unindexed.has(payloadOf(event)),
  );
  if (fresh.length === 0) return;
  const taken = await findIndexedKeys(
    tx,
    fresh.map(({ key }) => key),
  );
  let id = await takeSubmissionIds(tx, fresh.length);
  const events = fresh.map((event) => {
    const key = taken.has(event.key) ? `${event.key} of ${event.commitment}` : event.key;
    taken.add(event.key);
    return { ...event, key, id: id++ };
  });
  await indexEvents(tx, events);
  const carriers = await sql<{ position: number; shipment: `0x${string}`; event: number }>`
    select e.position, e.shipment, ev.id as event from epcis_events ev
    join entries e on substr(e.commitment, 1, 18) = substr(ev.commitment, 1, 18)
      and e.commitment = ev.commitment and e.author = ev.author
    where ${oneOf(
      tx,
      "ev.id",
      events.map(({ id }) => id),
    )}`.execute(tx);
  await addCarriers(tx, carriers.rows);
}

const payloadOf = ({ commitment, author }: Pick<KeyedEvent, "commitment" | "author">) => `${commitment} ${author}`;

/** The payloads of these events that are held whole and have no indexed event. */
async function readUnindexed(tx: Kysely<Schema>, events: readonly KeyedEvent[]): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom("payloads as p")
    .select(["p.commitment", "p.author"])
    .where(
      oneOf(
        tx,
        "p.commitment",
        events.map(({ commitment }) => commitment),
      ),
    )
    .where("p.view", "=", numberOf("all"))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("epcis_events as ev")
            .select("ev.id")
            .whereRef("ev.commitment", "=", "p.commitment")
            .whereRef("ev.author", "=", "p.author"),
        ),
      ),
    )
    .execute();
  return new Set(rows.map(payloadOf));
}
