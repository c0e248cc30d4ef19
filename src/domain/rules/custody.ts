import type { ParticipantId } from "../entry.ts";

/** Where a shipment stands; the numbers are the contract's (`IShipmentLedger.Phase`). */
export const PHASES = ["Unknown", "InCustody", "Offered", "Inside", "Closed", "Forfeited"] as const;

export type Phase = (typeof PHASES)[number];

/** Who holds a shipment: `IShipmentLedger.Custody`, field for field. */
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

/** A customs measure, named by the hash of its Hold entry: `IShipmentLedger.Case`, field for field. */
export interface Case {
  readonly agency: ParticipantId;
  readonly custodian: ParticipantId;
  readonly notified: boolean;
  readonly contested: boolean;
  readonly seized: boolean;
  readonly closed: boolean;
}

/** The custody record of a shipment that the ledger does not know. */
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
