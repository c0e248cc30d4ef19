import { ZERO_BYTES32, type ParticipantId, type ShipmentId } from "../../domain/entry.ts";
import { PHASES } from "../../domain/rules/custody.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { seen, visibilityParameters, type Visibility } from "./visibility.ts";

const seenById = statement<{ id: ShipmentId }>(
  `select s.id from shipments s where s.id = ?5 and (${seen("s.id")}
    or exists (select 1 from cases c where c.shipment = s.id and c.agency = ?1))`,
);
const openedHere = statement<{ id: ShipmentId }>(
  "select shipment as id from identities where shipment = ?1 and opened_by = ?2",
);
const seenUnder = statement<{ id: ShipmentId }>(
  `select s.id from identities i join shipments s on s.id = i.shipment
   where i.identifier = ?5 and ${seen("s.id")}
   order by s.updated_position desc limit 1`,
);
const openedUnder = statement<{ id: ShipmentId }>(
  `select i.shipment as id from identities i left join shipments s on s.id = i.shipment
   where i.identifier = ?1 and i.opened_by = ?2
     and (s.id is null or s.phase not in (${PHASES.indexOf("Closed")}, ${PHASES.indexOf("Forfeited")}))
     and (s.id is not null or exists (
       select 1 from submissions where submissions.shipment = i.shipment and submissions.state = 'accepted'))
   limit 1`,
);

const heldAround = statement<{ id: ShipmentId }>(
  `with recursive above (id, container, custodian) as (
     select id, container, custodian from shipments where id = ?1
     union all
     select s.id, s.container, s.custodian from above join shipments s on s.id = above.container)
   select id from above where custodian = ?2 and container = '${ZERO_BYTES32}' and id <> ?1`,
);

/**
 * Whether the participant holds a unit that contains the shipment. It may then have to unload a shipment of which it
 * sees only the id. The answer changes with custody.
 */
export async function holdsUnitAround(
  db: Database,
  participant: ParticipantId,
  shipment: ShipmentId,
): Promise<boolean> {
  return (await heldAround(db, [shipment, participant])).length > 0;
}

/**
 * Whether a participant may permanently write about a shipment: it may read it, opened it here, recorded or not yet, or
 * opened a case on it.
 */
export async function mayWriteAbout(db: Database, visibility: Visibility, shipment: ShipmentId): Promise<boolean> {
  const seen = await seenById(db, [...visibilityParameters(visibility), shipment]);
  return seen.length > 0 || (await openedHere(db, [shipment, visibility.participant])).length > 0;
}

/** The newest shipment under a canonical identifier that the participant may write about. */
export async function shipmentUnder(
  db: Database,
  visibility: Visibility,
  identifier: string,
): Promise<ShipmentId | undefined> {
  const opened = await unfinishedUnder(db, visibility.participant, identifier);
  return opened ?? (await seenUnder(db, [...visibilityParameters(visibility), identifier]))[0]?.id;
}

/**
 * The unfinished shipment that the participant opened under a canonical identifier; its opening may still be
 * unrecorded.
 */
export async function unfinishedUnder(
  db: Database,
  participant: ParticipantId,
  identifier: string,
): Promise<ShipmentId | undefined> {
  return (await openedUnder(db, [identifier, participant]))[0]?.id;
}
