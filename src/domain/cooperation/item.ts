import type { Hex, ParticipantId } from "../entry.ts";
import type { MatterState } from "./matter-state.ts";

/** A handover, a seal or an exhibit, with the fields of `ICooperationLedger.Item`. */
export interface Item {
  /** The state that the last act left; see {@link itemStateAt}. */
  readonly state: MatterState;
  /** The participant that gives, that seals, or that contributes an exhibit. */
  readonly author: ParticipantId;
  /** 0 for a seal or an exhibit. */
  readonly recipient: ParticipantId;
  /**
   * The participant that gave it first, before any onward transfer, or that contributed the first exhibit of a chain of
   * derived ones.
   */
  readonly originator: ParticipantId;
  /** The participant to whom the recipient may now pass it on; 0 for nobody. */
  readonly consentTo: ParticipantId;
  /** A code of BASES, or of SEAL_GROUNDS for a seal. */
  readonly code: number;
  /** The set of CAVEATS as bits. */
  readonly caveats: number;
  /** Unix seconds: the end of the offer or of the seal; after a Recall, the time to erase by; 0 for an exhibit. */
  readonly until: number;
  /** Where the author of a seal sealed: ISO 3166-1 alpha-2 as two bytes; zero for another item. */
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
