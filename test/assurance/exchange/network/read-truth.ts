import { audienceOf } from "../../../../src/domain/audience/audience-of.ts";
import type { View } from "../../../../src/domain/audience/view.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../../../src/domain/entry.ts";
import { countriesOf } from "../../../../src/domain/payload/countries-of.ts";
import { readAudienceFacts } from "../../../../src/store/access/audience-rows.ts";
import type { ReferenceStore } from "../../crashes/reference-store.ts";
import type { KnownPayload } from "./exchange-work.ts";

/** A recorded entry with everybody who is entitled to its payload. */
export interface TrueEntry {
  readonly hash: EntryHash;
  readonly shipment: ShipmentId;
  readonly commitment: Bytes32;
  readonly author: ParticipantId;
  readonly views: ReadonlyMap<ParticipantId, View>;
  /** Who may know the shipment's identifier. */
  readonly identified: ReadonlySet<ParticipantId>;
}

/**
 * Calculates the audience of each entry from the chain and from all payloads that the harness made. It takes no country
 * from a gateway.
 */
export async function readTruth(
  { db, catchUp }: ReferenceStore,
  payloads: readonly KnownPayload[],
): Promise<TrueEntry[]> {
  await catchUp();
  const [entries, participants] = await Promise.all([
    db.reader
      .selectFrom("entries")
      .select(["hash", "shipment", "author", "position", "commitment"])
      .orderBy("position")
      .execute(),
    db.reader.selectFrom("participants").select(["id", "roles", "jurisdiction"]).execute(),
  ]);
  // What its author sent past its gateway nobody can read.
  const known = new Map(payloads.filter((each) => !each.isPastGateway).map((each) => [each.commitment, each.payload]));
  const truth: TrueEntry[] = [];
  for (const [shipment, ofShipment] of Map.groupBy(entries, (entry) => entry.shipment)) {
    const { entitlements, contestedAgencies } = await readAudienceFacts(db, shipment);
    const countries = new Map<string, number>();
    for (const { author, position, commitment } of ofShipment) {
      const isOfHolder = entitlements.some(
        ({ reader, rule, from, until }) =>
          reader === author && (rule === "consignor" || rule === "custodian") && from <= position && until > position,
      );
      const named = isOfHolder ? countriesOf(known.get(commitment) ?? {}) : [];
      for (const country of named) if (!countries.has(country)) countries.set(country, position);
    }
    const identified = new Set(entitlements.map(({ reader }) => reader));
    for (const { hash, author, position, commitment } of ofShipment) {
      const facts = { author, position, entitlements, countries, contestedAgencies };
      const readers = audienceOf(facts, participants);
      for (const { participant, rule } of readers)
        if (rule === "customs" || rule === "tribunal") identified.add(participant);
      const views = new Map(readers.map(({ participant, view }) => [participant, view]));
      truth.push({ hash, shipment, commitment, author, views, identified });
    }
  }
  return truth;
}
