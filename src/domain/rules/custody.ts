import type { Hex, ParticipantId } from "../entry.ts";
import { NO_COUNTRY } from "../places/country-bytes.ts";

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

/** How far an affected party has come in a case, in the order of the contract's numbers (`IShipmentLedger.Standing`). */
export const STANDINGS = ["Unserved", "Served", "Waived", "Heard"] as const;

export type Standing = (typeof STANDINGS)[number];

/** A customs case with the fields of `IShipmentLedger.Case`, identified by the hash of its Hold entry. */
export interface Case {
  readonly agency: ParticipantId;
  readonly custodian: ParticipantId;
  /** Of the agency at the opening, two bytes. */
  readonly jurisdiction: Hex;
  /** Unix seconds; 0 before the first Notice. */
  readonly noticeAt: number;
  /** Unix seconds before which nothing is forfeited. */
  readonly remedyUntil: number;
  readonly tribunal: ParticipantId;
  readonly instance: number;
  readonly custodianStanding: Standing;
  readonly consignorStanding: Standing;
  readonly charged: boolean;
  readonly exempt: boolean;
  readonly contested: boolean;
  readonly seized: boolean;
  readonly closed: boolean;
  /** The first four bytes of the digest of its profile. */
  readonly profile: Hex;
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
  jurisdiction: NO_COUNTRY,
  noticeAt: 0,
  remedyUntil: 0,
  tribunal: 0,
  instance: 0,
  custodianStanding: "Unserved",
  consignorStanding: "Unserved",
  charged: false,
  exempt: false,
  contested: false,
  seized: false,
  closed: false,
  profile: "0x00000000",
};
