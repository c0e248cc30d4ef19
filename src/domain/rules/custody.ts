import type { ParticipantId } from "../entry.ts";

/** The phases of a shipment, in the order of the contract's numbers (`IShipmentLedger.Phase`). */
export const PHASES = ["Unknown", "InCustody", "Offered", "Inside", "Closed", "Forfeited"] as const;

export type Phase = (typeof PHASES)[number];

/** The custody record of a shipment, with the fields of `IShipmentLedger.Custody`. */
export interface Custody {
  readonly custodian: ParticipantId;
  readonly consignor: ParticipantId;
  readonly offeredTo: ParticipantId;
  readonly sequence: number;
  readonly contents: number;
  readonly openCases: number;
  readonly openRemedies: number;
  readonly height: number;
  readonly phase: Phase;
}

/** A customs case with the fields of `IShipmentLedger.Case`, identified by the hash of its Hold entry. */
export interface Case {
  readonly agency: ParticipantId;
  readonly custodian: ParticipantId;
  readonly notified: boolean;
  readonly contested: boolean;
  readonly seized: boolean;
  readonly closed: boolean;
}

/** The custody record of a shipment that was never opened. */
export const UNKNOWN_CUSTODY: Custody = {
  custodian: 0,
  consignor: 0,
  offeredTo: 0,
  sequence: 0,
  contents: 0,
  openCases: 0,
  openRemedies: 0,
  height: 0,
  phase: "Unknown",
};

/** The record of a case that was never opened. */
export const UNKNOWN_CASE: Case = {
  agency: 0,
  custodian: 0,
  notified: false,
  contested: false,
  seized: false,
  closed: false,
};
