import { PHASES, type Phase } from "../../domain/rules/custody.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { statement, type Parameter } from "../query/statement.ts";
import { identifiedFlag, seen, visibilityParameters, type Visibility } from "../access/visibility.ts";
import { walkDown, type Walked } from "../query/walk-down.ts";

/** A shipment at its head, as one caller may see it. */
export interface ShipmentRecord {
  readonly id: ShipmentId;
  readonly head: EntryHash;
  readonly custodian: ParticipantId;
  readonly consignor: ParticipantId;
  readonly offeredTo: ParticipantId;
  readonly sequence: number;
  readonly contents: number;
  readonly openCases: number;
  readonly openRemedies: number;
  /** Index into `PHASES`. */
  readonly phase: number;
  readonly container: Bytes32;
  readonly beganAt: number;
  readonly updatedAt: number;
  readonly updatedPosition: number;
  readonly identifier: string | null;
  readonly blind: Bytes32 | null;
  /** 1 when the caller reads the identifier, 0 when it reads only the ledger's fields. */
  readonly identified: 0 | 1;
}

/** Conditions on shipments, which a result must all satisfy. */
export interface ShipmentFilter {
  readonly custodian?: ParticipantId | undefined;
  /** A party to the shipment. */
  readonly participant?: ParticipantId | undefined;
  readonly phase?: Phase | undefined;
  /** Whether the shipment has an open customs case. */
  readonly held?: boolean | undefined;
  /** Beginning of the canonical URI. It finds only shipments whose identifiers the caller may read. */
  readonly identifierPrefix?: string | undefined;
  /** Earliest time of recording of the last entry, in Unix seconds. */
  readonly updatedSince?: number | undefined;
  /** Time in Unix seconds before which the last entry was recorded. */
  readonly updatedBefore?: number | undefined;
}

export const SHIPMENT_COLUMNS = `s.id, s.head, s.custodian, s.consignor, s.offered_to as "offeredTo", s.sequence, s.contents,
  s.open_cases as "openCases", s.open_remedies as "openRemedies", s.phase, s.container, s.began_at as "beganAt",
  s.updated_at as "updatedAt", s.updated_position as "updatedPosition", i.identifier, i.blind`;
export const SHIPMENT_FROM = "from shipments s left join identities i on i.shipment = s.id";

const byId = statement<ShipmentRecord>(
  `select ${SHIPMENT_COLUMNS}, ${identifiedFlag("s.id")} as identified ${SHIPMENT_FROM} where s.id = ?5 and ${seen("s.id")}`,
);

const byIdentifier = statement<ShipmentRecord>(
  `select ${SHIPMENT_COLUMNS}, 1 as identified from identities i join shipments s on s.id = i.shipment
  where i.identifier = ?5 and ${seen("s.id")}
  order by s.began_at desc, s.updated_position desc limit ?6`,
);

/** The shipment, or `undefined` when it does not exist or is invisible to the caller. */
export async function readShipmentRecord(
  db: Database,
  visibility: Visibility,
  id: ShipmentId,
): Promise<ShipmentRecord | undefined> {
  return (await byId(db, [...visibilityParameters(visibility), id]))[0];
}

/** The shipments under a canonical identifier whose identifiers the caller may read, the latest beginning first. */
export async function findShipmentRecords(
  db: Database,
  visibility: Visibility,
  identifier: string,
  limit: number,
): Promise<ShipmentRecord[]> {
  const asParty = visibilityParameters({ ...visibility, everyShipment: false });
  return byIdentifier(db, [...asParty, identifier, limit]);
}

/** Shipments that meet every condition, the latest change first, before the position `from` in that order. */
export function listShipmentRecords(
  db: Database,
  visibility: Visibility,
  conditions: ShipmentFilter,
  from: number | undefined,
  limit: number,
): Promise<Walked<ShipmentRecord>> {
  const { custodian, participant, phase, held, identifierPrefix, updatedSince, updatedBefore } = conditions;
  /** SQL: shipments before a position that an index finds; adds the values to `parameters`. */
  const within = (parameters: Parameter[], before = Number.MAX_SAFE_INTEGER): string => {
    const where = [`s.updated_position < ?${parameters.push(before)}`];
    if (custodian !== undefined) where.push(`s.custodian = ?${parameters.push(custodian)}`);
    return where.join(" and ");
  };
  return walkDown<ShipmentRecord>(
    {
      async end(before, size) {
        const parameters: Parameter[] = [];
        const end = statement<{ position: number; updatedAt: number }>(
          `select s.updated_position as position, s.updated_at as "updatedAt" from shipments s
          where ${within(parameters, before)} order by s.updated_position desc limit 1 offset ?${parameters.push(size - 1)}`,
        );
        const [row] = await end(db, parameters);
        if (row === undefined) return { key: undefined, isLast: true };
        return { key: row.position, isLast: updatedSince !== undefined && row.updatedAt < updatedSince };
      },
      find(before, end = 0, most) {
        const parameters: Parameter[] = visibilityParameters(
          // A caller that reads only the ledger's fields must not discover identifiers by search.
          identifierPrefix === undefined ? visibility : { ...visibility, everyShipment: false },
        );
        const where = [within(parameters, before), `s.updated_position >= ?${parameters.push(end)}`, seen("s.id")];
        const add = (condition: (parameter: string) => string, value: Parameter | undefined) => {
          if (value !== undefined) where.push(condition(`?${parameters.push(value)}`));
        };
        add((it) => `exists (select 1 from entitlements p where p.reader = ${it} and p.shipment = s.id)`, participant);
        add((it) => `s.phase = ${it}`, phase && PHASES.indexOf(phase));
        if (held !== undefined) where.push(held ? "s.open_cases > 0" : "s.open_cases = 0");
        add((it) => `substr(i.identifier, 1, length(${it})) = ${it}`, identifierPrefix);
        add((it) => `s.updated_at >= ${it}`, updatedSince);
        add((it) => `s.updated_at < ${it}`, updatedBefore);
        const found = statement<ShipmentRecord>(
          `select ${SHIPMENT_COLUMNS}, ${identifiedFlag("s.id")} as identified ${SHIPMENT_FROM} where ${where.join(" and ")}
          order by s.updated_position desc limit ?${parameters.push(most)}`,
        );
        return found(db, parameters);
      },
      keyOf: ({ updatedPosition }) => updatedPosition,
    },
    from,
    limit,
  );
}
