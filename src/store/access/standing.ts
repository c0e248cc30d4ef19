import { ENTITLING_RULES, OPEN_END, type EntitlingRule } from "../../domain/audience/entitlement.ts";
import type { Entry, ShipmentId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { byOffice, numberOf, readerParameters, type ViewNumber, type Visibility } from "./visibility.ts";

/** A caller's right to read the entries of a shipment between two positions, by its part in it or by its office. */
interface StandingRow {
  readonly shipment: ShipmentId;
  readonly rule: EntitlingRule | "office";
  readonly from: number;
  readonly until: number;
}

const standings = statement<StandingRow>(
  `select t.shipment, t.rule, t.from_position as "from", t.until_position as "until" from entitlements t
   where t.reader = ?1 and t.shipment in (?4, ?5)
   union all select s.id, 'office', 0, ${OPEN_END} from shipments s where s.id in (?4, ?5) and ${byOffice("s.id")}`,
);

/** The view of a row's entry. */
export type ViewOfRow = (row: { readonly entry: Entry; readonly position: number }) => ViewNumber;

/**
 * Reads once what decides a caller's view of the entries of a shipment and of a unit around it, as `viewOfEntry` decides
 * it for one entry. Who reads the handoffs of a content also reads what happened to the unit.
 *
 * @param unit the unit, or the shipment itself.
 */
export async function readStanding(
  db: Database,
  visibility: Visibility,
  content: ShipmentId,
  unit: ShipmentId,
): Promise<ViewOfRow> {
  const rows = await standings(db, [...readerParameters(visibility), content, unit]);
  const viewAt = (shipment: ShipmentId, position: number): ViewNumber =>
    rows
      .filter((row) => row.shipment === shipment && row.from <= position && position <= row.until)
      .reduce<ViewNumber>(
        (widest, { rule }) => wider(widest, rule === "office" ? ALL : numberOf(ENTITLING_RULES[rule])),
        0,
      );
  return ({ entry, position }) => {
    if (entry.author === visibility.participant) return ALL;
    const own = viewAt(entry.shipment, position);
    return own === 0 && viewAt(content, position) >= numberOf("handoff") ? numberOf("unit") : own;
  };
}

const ALL = numberOf("all");

const wider = (a: ViewNumber, b: ViewNumber): ViewNumber => (a < b ? b : a);
