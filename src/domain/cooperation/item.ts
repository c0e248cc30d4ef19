import type { Hex, ParticipantId } from "../entry.ts";
import type { MatterState } from "./matter-state.ts";

/** A handover or a seal, with the fields of `ICooperationLedger.Item`. */
export interface Item {
  /** The state that the last act left; see {@link itemStateAt}. */
  readonly state: MatterState;
  /** The participant that gives, or that seals. */
  readonly author: ParticipantId;
  /** 0 for a seal. */
  readonly recipient: ParticipantId;
  /** The participant that gave it first, before any onward transfer. */
  readonly originator: ParticipantId;
  /** The participant to whom the recipient may now pass it on; 0 for nobody. */
  readonly consentTo: ParticipantId;
  /** A code of BASES, or of SEAL_GROUNDS. */
  readonly code: number;
  /** The set of CAVEATS as bits. */
  readonly caveats: number;
  /** Unix seconds: the end of the offer or of the seal; after a Recall, the time to erase by. */
  readonly until: number;
  /** Where the author of a seal sealed: ISO 3166-1 alpha-2 as two bytes; zero for a handover. */
  readonly jurisdiction: Hex;
}

export const NO_JURISDICTION: Hex = "0x0000";

export const UNKNOWN_ITEM: Item = {
  state: "Unknown",
  author: 0,
  recipient: 0,
  originator: 0,
  consentTo: 0,
  code: 0,
  caveats: 0,
  until: 0,
  jurisdiction: NO_JURISDICTION,
};

/** The state at `time`, in Unix seconds: an offer expires by time alone. */
export function itemStateAt({ state, until }: Item, time: number): MatterState {
  return (state === "Offered" || state === "CaveatsSigned") && time >= until ? "Expired" : state;
}
