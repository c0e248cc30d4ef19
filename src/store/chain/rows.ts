import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { FollowedCase, FollowedEntry, FollowedRefusal, FollowedShipment } from "../../domain/followed.ts";
import type { Participant } from "../../domain/participant.ts";
import type { Entitlement } from "../../domain/audience/entitlement.ts";
import { PHASES, STANDINGS } from "../../domain/rules/custody.ts";
import { entryToColumns } from "./entry-columns.ts";
import {
  flag,
  type CasesTable,
  type EntitlementsTable,
  type EntriesTable,
  type KeysTable,
  type ParticipantsTable,
  type RefusalsTable,
  type ShipmentsTable,
} from "./tables.ts";

export function participantToRows(participant: Participant): {
  participant: ParticipantsTable;
  keys: KeysTable[];
} {
  const { id, name, roles, jurisdiction, suspended } = participant;
  return {
    participant: { id, name, roles, jurisdiction, suspended: flag(suspended) },
    keys: participant.keys.map((key) => ({
      address: key.address,
      participant: id,
      valid_from: key.validFrom,
      valid_until: key.validUntil,
    })),
  };
}

export function entryToRow(followed: FollowedEntry): EntriesTable {
  return {
    hash: followed.hash,
    position: followed.position,
    sequence: followed.sequence,
    ...entryToColumns(followed.entry),
    previous: followed.entry.previous,
    signature: followed.signature,
    block: followed.block,
    recorded_at: followed.recordedAt,
    transaction_hash: followed.transactionHash,
  };
}

export function refusalToRow(refusal: FollowedRefusal): RefusalsTable {
  return {
    position: refusal.position,
    hash: refusal.hash,
    shipment: refusal.entry.shipment,
    kind: refusal.entry.kind,
    author: refusal.entry.author,
    code: refusal.failure.code,
    facts: toJsonText(refusal.failure.facts),
    block: refusal.block,
    transaction_hash: refusal.transactionHash,
  };
}

export function shipmentToRow(id: ShipmentId, shipment: FollowedShipment): ShipmentsTable {
  const { custody } = shipment;
  return {
    id,
    head: shipment.head,
    custodian: custody.custodian,
    consignor: custody.consignor,
    offered_to: custody.offeredTo,
    sequence: custody.sequence,
    contents: custody.contents,
    open_cases: custody.openCases,
    open_remedies: custody.openRemedies,
    height: custody.height,
    phase: PHASES.indexOf(custody.phase),
    container: shipment.container,
    began_at: shipment.beganAt,
    updated_at: shipment.updatedAt,
    updated_position: shipment.updatedPosition,
  };
}

export function rowToShipment(row: ShipmentsTable): FollowedShipment {
  return {
    head: row.head,
    custody: {
      custodian: row.custodian,
      consignor: row.consignor,
      offeredTo: row.offered_to,
      sequence: row.sequence,
      contents: row.contents,
      openCases: row.open_cases,
      openRemedies: row.open_remedies,
      height: row.height,
      phase: PHASES[row.phase] ?? "Unknown",
    },
    container: row.container,
    beganAt: row.began_at,
    updatedAt: row.updated_at,
    updatedPosition: row.updated_position,
  };
}

export function caseToRow(hold: EntryHash, followed: FollowedCase): CasesTable {
  const { customsCase } = followed;
  return {
    hold,
    shipment: followed.shipment,
    agency: customsCase.agency,
    custodian: customsCase.custodian,
    jurisdiction: customsCase.jurisdiction,
    notified_at: customsCase.noticeAt,
    remedy_until: customsCase.remedyUntil,
    tribunal: customsCase.tribunal,
    instance: customsCase.instance,
    custodian_standing: STANDINGS.indexOf(customsCase.custodianStanding),
    consignor_standing: STANDINGS.indexOf(customsCase.consignorStanding),
    charged: flag(customsCase.charged),
    exempt: flag(customsCase.exempt),
    contested: flag(customsCase.contested),
    seized: flag(customsCase.seized),
    closed: flag(customsCase.closed),
    profile: customsCase.profile,
    opened_at: followed.openedAt,
    closed_at: followed.closedAt,
  };
}

export function rowToCase(row: CasesTable): FollowedCase {
  return {
    shipment: row.shipment,
    customsCase: {
      agency: row.agency,
      custodian: row.custodian,
      jurisdiction: row.jurisdiction,
      noticeAt: row.notified_at,
      remedyUntil: row.remedy_until,
      tribunal: row.tribunal,
      instance: row.instance,
      custodianStanding: STANDINGS[row.custodian_standing] ?? "Unserved",
      consignorStanding: STANDINGS[row.consignor_standing] ?? "Unserved",
      charged: row.charged !== 0,
      exempt: row.exempt !== 0,
      contested: row.contested !== 0,
      seized: row.seized !== 0,
      closed: row.closed !== 0,
      profile: row.profile,
    },
    openedAt: row.opened_at,
    closedAt: row.closed_at,
  };
}

export function entitlementToRow({ shipment, reader, rule, since, from, until }: Entitlement): EntitlementsTable {
  return { shipment, reader, rule, since_position: since, from_position: from, until_position: until };
}

export function rowToEntitlement(row: EntitlementsTable): Entitlement {
  const { shipment, reader, rule } = row;
  return { shipment, reader, rule, since: row.since_position, from: row.from_position, until: row.until_position };
}
