import { sql, type Kysely } from "kysely";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import { numberOf } from "../access/visibility.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";
import { findOwed, readHeldEntries } from "./owed-parcels.ts";
import { newParcel } from "./plan-parcels.ts";

const ALL = numberOf("all");

/**
 * Plans the payloads that name the recipient's country for the shipments of entries that it refused. Without them
 * customs do not know their right. This is the duty of each holder, not of the author alone, so that nobody can keep
 * them back. The recipient gets them before the refused ones, which wait.
 *
 * @param own The members of this gateway, of which one sends: the author, or one that reads the whole payload.
 */
export async function planNaming(
  tx: Kysely<Schema>,
  recipient: ParticipantId,
  refused: readonly EntryHash[],
  own: readonly ParticipantId[],
): Promise<void> {
  const naming = await readHeldEntries(
    tx,
    sql`p.view = ${ALL} and e.position in (select n.position from entries r
      join shipment_countries n on n.shipment = r.shipment join participants c on c.jurisdiction = n.country
      where c.id = ${recipient} and ${oneOf(tx, "r.hash", refused)})`,
  );
  const owed = await findOwed(tx, naming, [recipient, ...own]);
  const readers = Map.groupBy(owed, ({ entry }) => entry);
  const rows = naming.flatMap(({ entry, author }) => {
    const parcel = readers.get(entry)?.find((one) => one.recipient === recipient && one.view === ALL);
    const senders = readers.get(entry)?.filter((one) => own.includes(one.recipient) && one.view === ALL) ?? [];
    const sender = senders.find((one) => one.recipient === author) ?? senders[0];
    return parcel === undefined || sender === undefined ? [] : [newParcel(parcel, sender.recipient, 0)];
  });
  await bulkInsert(
    tx,
    "exchange_parcels",
    rows,
    `(recipient, entry) do update set state = 'due', due_at_ms = 0, history = 0, reason = null
      where exchange_parcels.state in ('due', 'closed')`,
  );
}
