import type { Kysely } from "kysely";
import type { Bytes32, ParticipantId } from "../../domain/entry.ts";
import { indexArrived } from "../epcis/index-arrived.ts";
import type { Schema } from "../schema.ts";
import { transaction } from "../transaction.ts";
import type { ArrivedContent, ArrivedParcels, Arrival } from "./arrivals.ts";
import { keyOf, nameCountries, readHeld, storeIdentities, storePayloads } from "./arrived-payloads.ts";
import { asErased, storeReceipts } from "./arrived-receipts.ts";
import { storeRecords } from "./arrived-records.ts";
import { noteNews } from "./news.ts";
import { noteNumbers } from "./note-numbers.ts";
import type { HeldEntry } from "./owed-parcels.ts";
import { planReturned } from "./plan-parcels.ts";

/**
 * Stores received payloads with everything that follows from them, in one transaction: identities, named countries,
 * what lanes must look at again, receipts and numbers. A receipt `stored` may be signed once this resolves. A repeat
 * changes nothing. An erased payload stays erased.
 *
 * @returns the parcels whose payload was erased, and is not stored.
 */
export const storeArrivals = transaction(
  import.meta.url,
  "storeArrivals",
  async (tx, request: ArrivedParcels): Promise<Bytes32[]> => {
    const { sender, own, arrivals, places, nowMs } = request;
    await noteNumbers(tx, request, places, nowMs);
    const contents = arrivals.flatMap(({ content }) => (content === undefined ? [] : [content]));
    const held = await readHeld(tx, contents);
    const isErased = ({ content }: Arrival) => content !== undefined && held.get(keyOf(content)) === "erased";
    const fresh = contents.filter((content) => {
      const state = held.get(keyOf(content));
      return state === undefined || (state !== "erased" && state < content.view);
    });
    await storePayloads(tx, fresh);
    const accepted = arrivals.filter((arrival) => !isErased(arrival));
    const acceptedContents = contents.filter((content) => held.get(keyOf(content)) !== "erased");
    await indexArrived(
      tx,
      fresh.flatMap(({ event }) => (event === undefined ? [] : [event])),
    );
    await storeIdentities(tx, acceptedContents);
    await nameCountries(tx, acceptedContents);
    await noteNews(tx, newsOf(accepted));
    const records = arrivals.flatMap(({ record }) => (record === undefined ? [] : [record]));
    await storeRecords(tx, records, own);

    const erased = arrivals.filter(isErased);
    await storeReceipts(tx, request, accepted, "where exchange_arrivals.final = 0");
    await storeReceipts(tx, request, erased.map(asErased), "");
    await planReturned(tx, returnedOf(accepted, new Set(fresh), own), sender, nowMs);
    await noteContact(tx, sender, nowMs);
    return erased.map(({ parcel }) => parcel);
  },
);

const newsOf = (arrivals: readonly Arrival[]) =>
  arrivals.flatMap(({ entry, content, record }) => {
    const view = content?.view ?? record?.view;
    return entry === null || view === undefined ? [] : [{ entry, view }];
  });

/** What came, and was not here, of entries that members of this gateway recorded. */
const returnedOf = (
  arrivals: readonly Arrival[],
  fresh: ReadonlySet<ArrivedContent>,
  own: readonly ParticipantId[],
): HeldEntry[] =>
  arrivals.flatMap(({ entry, content }) => {
    if (entry === null || content === undefined || !fresh.has(content) || !own.includes(content.author)) return [];
    const { position, shipment, author, view } = content;
    return [{ entry, position, shipment, author, held: view }];
  });

/** A member that sends is there: its lane is due at once. */
async function noteContact(tx: Kysely<Schema>, sender: ParticipantId, nowMs: number): Promise<void> {
  await tx
    .updateTable("exchange_lanes")
    .set({ contacted_at_ms: nowMs, attempts: 0, due_at_ms: 0, problem: null })
    .where("recipient", "=", sender)
    .execute();
}
