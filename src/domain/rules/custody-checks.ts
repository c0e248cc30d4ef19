import type { Custody, Phase } from "./custody.ts";
import type { ParticipantId, ShipmentId } from "../entry.ts";
import { refuse, type Refusal } from "./refusal.ts";

/** The phases of a shipment that was opened. */
export const KNOWN: readonly Phase[] = ["InCustody", "Offered", "Inside", "Closed", "Forfeited"];

export function checkPhase(shipment: ShipmentId, current: Phase, expected: readonly Phase[]): Refusal | undefined {
  return expected.includes(current)
    ? undefined
    : refuse("ShipmentLedgerUnexpectedPhase", { shipment, current, expected });
}

export function checkCustodian(shipment: ShipmentId, custody: Custody, author: ParticipantId): Refusal | undefined {
  return custody.custodian === author
    ? undefined
    : refuse("ShipmentLedgerNotCustodian", { shipment, author, custodian: custody.custodian });
}

export function checkNotHeld(shipment: ShipmentId, custody: Custody): Refusal | undefined {
  return custody.openCases === 0 ? undefined : refuse("ShipmentLedgerHeld", { shipment, openCases: custody.openCases });
}
