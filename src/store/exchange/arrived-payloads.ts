import { sql, type Kysely } from "kysely";
import type { ShipmentId } from "../../domain/entry.ts";
import { ROLES } from "../../domain/rules/role.ts";
import type { ViewNumber } from "../access/visibility.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";
import type { ArrivedContent } from "./arrivals.ts";

/** Identifies the payload of a content. */
export const keyOf = ({ commitment, author }: Pick<ArrivedContent, "commitment" | "author">) =>
  `${commitment} ${author}`;

/** The held view of each payload, or its erasure. */
export async function readHeld(
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
export async function storePayloads(tx: Kysely<Schema>, contents: readonly ArrivedContent[]): Promise<void> {
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
export async function storeIdentities(tx: Kysely<Schema>, contents: readonly ArrivedContent[]): Promise<void> {
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
export async function nameCountries(tx: Kysely<Schema>, contents: readonly ArrivedContent[]): Promise<void> {
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
