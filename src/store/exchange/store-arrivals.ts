import { sql, type Kysely } from "kysely";
import type { Receipt } from "../../api/exchange.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { toJsonText, type JsonText } from "../../domain/encoding/json-text.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { Disclosure } from "../../domain/payload/disclosure.ts";
import type { Summary } from "../../domain/payload/summary.ts";
import { ROLES } from "../../domain/rules/role.ts";
import type { ViewNumber } from "../access/visibility.ts";
import { flag } from "../chain/tables.ts";
import type { KeyedEvent } from "../epcis/events.ts";
import { indexArrived } from "../epcis/index-arrived.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";
import { transaction } from "../transaction.ts";
import { noteNews } from "./news.ts";
import type { ArrivalsTable } from "./tables.ts";

/** The verified content of a parcel, of an entry that the store has. */
export interface ArrivedContent {
  readonly commitment: Bytes32;
  readonly author: ParticipantId;
  readonly shipment: ShipmentId;
  /** Position of the entry. */
  readonly position: number;
  readonly body: JsonText<JsonObject>;
  readonly seed: Bytes32 | null;
  readonly disclosure: JsonText<Disclosure> | null;
  readonly view: ViewNumber;
  readonly summary: JsonText<Summary>;
  readonly countries: readonly string[];
  /** The event of a whole payload that is one. */
  readonly event: KeyedEvent | undefined;
  /** Whether the entry's author held the shipment, so that its countries count as named. */
  readonly isOfHolder: boolean;
  readonly identities: readonly {
    readonly shipment: ShipmentId;
    readonly identifier: string;
    readonly blind: Bytes32;
  }[];
}

/** An authentic parcel with its outcome. */
export interface Arrival {
  readonly parcel: Bytes32;
  readonly entry: EntryHash | null;
  readonly sequence: number;
  readonly receipt: Receipt;
  readonly isFinal: boolean;
  /** The parcel itself, where it convicts its sender. */
  readonly item: string | null;
  /** For a parcel that is stored. */
  readonly content: ArrivedContent | undefined;
}

/** The parcels of one request, in its order. */
export interface ArrivedParcels {
  readonly sender: ParticipantId;
  readonly recipient: ParticipantId;
  /** The members of this gateway. */
  readonly own: readonly ParticipantId[];
  readonly arrivals: readonly Arrival[];
  /** The authentic parcel with the highest number. */
  readonly last: { readonly sequence: number; readonly parcel: Bytes32 };
  /** Unix milliseconds. */
  readonly nowMs: number;
}

/** Most parcels of one sender that are kept because they convict it. */
const MOST_KEPT_ITEMS = 64;

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
    const { sender, recipient, arrivals, last, nowMs } = request;
    const contents = arrivals.flatMap(({ content }) => (content === undefined ? [] : [content]));
    const held = await readHeld(tx, contents);
    const isErased = ({ content }: Arrival) => content !== undefined && held.get(keyOf(content)) === "erased";
    const fresh = contents.filter((content) => {
      const state = held.get(keyOf(content));
      return state === undefined || (state !== "erased" && state < content.view);
    });
    await storePayloads(tx, fresh);
    const accepted = contents.filter((content) => held.get(keyOf(content)) !== "erased");
    await indexArrived(
      tx,
      fresh.flatMap(({ event }) => (event === undefined ? [] : [event])),
    );
    await storeIdentities(tx, accepted);
    await nameCountries(tx, accepted);
    await reviewOwnEntries(tx, fresh, request);
    await noteNews(tx, newsOf(arrivals.filter((arrival) => !isErased(arrival))));

    const erased = arrivals.filter(isErased);
    await storeReceipts(
      tx,
      request,
      arrivals.filter((arrival) => !isErased(arrival)),
      "where exchange_arrivals.final = 0",
    );
    await storeReceipts(tx, request, erased.map(asErased), "");
    await bulkInsert(
      tx,
      "exchange_sequences",
      [{ sender, recipient, ...last }],
      `(sender, recipient) do update set sequence = excluded.sequence, parcel = excluded.parcel
        where exchange_sequences.sequence <= excluded.sequence`,
    );
    await noteContact(tx, sender, nowMs);
    return erased.map(({ parcel }) => parcel);
  },
);

const newsOf = (arrivals: readonly Arrival[]) =>
  arrivals.flatMap(({ entry, content }) =>
    entry === null || content === undefined ? [] : [{ entry, view: content.view }],
  );

const keyOf = ({ commitment, author }: Pick<ArrivedContent, "commitment" | "author">) => `${commitment} ${author}`;

/** The held view of each payload, or its erasure. */
async function readHeld(
  tx: Kysely<Schema>,
  contents: readonly ArrivedContent[],
): Promise<Map<string, ViewNumber | "erased">> {
  if (contents.length === 0) return new Map();
  const rows = await tx
    .selectFrom("payloads")
    .select(["commitment", "author", "view", "erased_at"])
    .where(
      oneOf(
        tx,
        "commitment",
        contents.map(({ commitment }) => commitment),
      ),
    )
    .execute();
  return new Map(rows.map((row) => [keyOf(row), row.erased_at === null ? row.view : "erased"]));
}

/** An event on many units is the payload of many entries: the widest part of it counts. */
async function storePayloads(tx: Kysely<Schema>, contents: readonly ArrivedContent[]): Promise<void> {
  const widest = new Map<string, ArrivedContent>();
  for (const content of contents) {
    const other = widest.get(keyOf(content));
    if (other === undefined || other.view < content.view) widest.set(keyOf(content), content);
  }
  await bulkInsert(
    tx,
    "payloads",
    [...widest.values()].map(({ commitment, author, body, seed, disclosure, view, summary, countries }) => ({
      commitment,
      author,
      body,
      seed,
      disclosure,
      view,
      summary,
      countries: countries.join(),
      erased_at: null,
    })),
    // Another gateway on the database may have stored or erased it since it was read.
    `(commitment, author) do update set body = excluded.body, seed = excluded.seed, disclosure = excluded.disclosure,
      view = excluded.view, summary = excluded.summary, countries = excluded.countries
      where payloads.erased_at is null and payloads.view < excluded.view`,
  );
}

/** The consignor opened the shipment, so that its identifier is its own also at another gateway. */
async function storeIdentities(tx: Kysely<Schema>, contents: readonly ArrivedContent[]): Promise<void> {
  const identities = new Map(contents.flatMap(({ identities }) => identities.map((each) => [each.shipment, each])));
  if (identities.size === 0) return;
  const opened = await tx
    .selectFrom("shipments")
    .select(["id", "consignor"])
    .where(oneOf(tx, "id", [...identities.keys()]))
    .execute();
  const rows = opened.flatMap(({ id, consignor }) => {
    const identity = identities.get(id);
    return identity === undefined ? [] : [{ ...identity, opened_by: consignor }];
  });
  await bulkInsert(tx, "identities", rows, "do nothing");
}

/**
 * Lets customs of the countries in the payloads of holders read the shipments, as a block with such an entry does. The
 * lanes to these customs look at the shipments again.
 */
async function nameCountries(tx: Kysely<Schema>, contents: readonly ArrivedContent[]): Promise<void> {
  const named = new Map<string, { shipment: ShipmentId; country: string; position: number }>();
  for (const { shipment, position, countries, isOfHolder } of contents) {
    for (const country of isOfHolder ? countries : []) {
      const other = named.get(shipment + country);
      if (other === undefined || position < other.position)
        named.set(shipment + country, { shipment, country, position });
    }
  }
  if (named.size === 0) return;
  const rows = [...named.values()];
  const known = await tx
    .selectFrom("shipment_countries")
    .select(["shipment", "country"])
    .where(
      oneOf(
        tx,
        "shipment",
        rows.map(({ shipment }) => shipment),
      ),
    )
    .execute();
  await bulkInsert(
    tx,
    "shipment_countries",
    rows,
    `(country, shipment) do update set position = excluded.position
      where excluded.position < shipment_countries.position`,
  );
  const before = new Set(known.map(({ shipment, country }) => shipment + country));
  const added = rows.filter(({ shipment, country }) => !before.has(shipment + country));
  if (added.length === 0) return;
  const customs = await tx
    .selectFrom("exchange_lanes as l")
    .innerJoin("participants as p", "p.id", "l.recipient")
    .select(["l.recipient", "p.jurisdiction"])
    .where(sql<boolean>`(p.roles & ${sql.lit(ROLES.customs)}) <> 0`)
    .where(
      oneOf(
        tx,
        "p.jurisdiction",
        added.map(({ country }) => country),
      ),
    )
    .execute();
  const reviews = added.flatMap(({ shipment, country }) =>
    customs.filter(({ jurisdiction }) => jurisdiction === country).map(({ recipient }) => ({ recipient, shipment })),
  );
  await bulkInsert(tx, "exchange_reviews", reviews, "do nothing");
}

/** Payloads of own members that came back, as after the loss of a database, are owed to others again. */
async function reviewOwnEntries(
  tx: Kysely<Schema>,
  contents: readonly ArrivedContent[],
  { own }: ArrivedParcels,
): Promise<void> {
  const shipments = new Set(contents.filter(({ author }) => own.includes(author)).map(({ shipment }) => shipment));
  if (shipments.size === 0) return;
  const lanes = await tx.selectFrom("exchange_lanes").select("recipient").execute();
  const reviews = lanes.flatMap(({ recipient }) => [...shipments].map((shipment) => ({ recipient, shipment })));
  await bulkInsert(tx, "exchange_reviews", reviews, "do nothing");
}

const asErased = (arrival: Arrival): Arrival => ({
  ...arrival,
  content: undefined,
  isFinal: true,
  receipt: { parcel: arrival.parcel, entry: arrival.entry, outcome: "erased" },
});

async function storeReceipts(
  tx: Kysely<Schema>,
  { sender, recipient, nowMs }: ArrivedParcels,
  arrivals: readonly Arrival[],
  condition: string,
): Promise<void> {
  const mayKeep = await roomForItems(tx, sender, arrivals);
  const rows = new Map<Bytes32, ArrivalsTable>();
  for (const { parcel, entry, sequence, receipt, isFinal, item, content } of arrivals) {
    rows.set(parcel, {
      parcel,
      sender,
      recipient,
      entry,
      view: content?.view ?? 0,
      sequence,
      receipt: toJsonText(receipt),
      final: flag(isFinal),
      item: mayKeep ? item : null,
      arrived_at_ms: nowMs,
    });
  }
  await bulkInsert(
    tx,
    "exchange_arrivals",
    [...rows.values()],
    `(parcel) do update set receipt = excluded.receipt, final = excluded.final, entry = excluded.entry,
      view = excluded.view, item = excluded.item, arrived_at_ms = excluded.arrived_at_ms ${condition}`,
  );
}

/** A sender must not fill the database with parcels that convict it. */
async function roomForItems(tx: Kysely<Schema>, sender: ParticipantId, arrivals: readonly Arrival[]): Promise<boolean> {
  if (arrivals.every(({ item }) => item === null)) return true;
  const { kept } = await tx
    .selectFrom("exchange_arrivals")
    .select(({ fn }) => fn.countAll<number>().as("kept"))
    .where("sender", "=", sender)
    .where("item", "is not", null)
    .executeTakeFirstOrThrow();
  return Number(kept) < MOST_KEPT_ITEMS;
}

/** A member that sends is there: its lane is due at once. */
async function noteContact(tx: Kysely<Schema>, sender: ParticipantId, nowMs: number): Promise<void> {
  await tx
    .updateTable("exchange_lanes")
    .set({ contacted_at_ms: nowMs, attempts: 0, due_at_ms: 0, problem: null })
    .where("recipient", "=", sender)
    .execute();
}
