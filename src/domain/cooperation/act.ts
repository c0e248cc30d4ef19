import type { Bytes32, EntryHash, Hex, ParticipantId } from "../entry.ts";

/** The random number that stands for one matter on chain: an agreement, a request, a journal or a joint case. */
export type MatterId = Bytes32;

/** One signed statement in one matter by one participant. Its fields are those of `ICooperationLedger.Act`. */
export interface Act {
  readonly matter: MatterId;
  /** Hash of the matter's last act; zero for the first. */
  readonly previous: EntryHash;
  /** A number of `ACT_KINDS`, or another number: a refusal on the chain may carry an unknown kind. */
  readonly kind: number;
  readonly author: ParticipantId;
  /** The party that a Name or an Invite adds, or the addressee of a request or a handover, otherwise 0. */
  readonly counterparty: ParticipantId;
  /** A matter, for a Propose, an Ask or a Convene; a handover, a seal or an exhibit, for an act about one; otherwise zero. */
  readonly refersTo: Bytes32;
  /** Time of the act in Unix seconds, as stated by the author. */
  readonly occurredAt: number;
  /** Digest of the salted record. */
  readonly commitment: Bytes32;
  /** Unix seconds that the act sets, otherwise 0. */
  readonly until: number;
  /** Seconds, otherwise 0. */
  readonly period: number;
  /** A code of the kind's closed list, from 1; otherwise 0. */
  readonly code: number;
  /** A set of measures or caveats, as bits; otherwise 0. */
  readonly codes: number;
}

/** An act without its link: the head that it follows is not chosen yet. */
export type UnlinkedAct = Omit<Act, "previous">;

/** The fields of an act, in the order of the signed struct. */
export const ACT_FIELDS = [
  "matter",
  "previous",
  "kind",
  "author",
  "counterparty",
  "refersTo",
  "occurredAt",
  "commitment",
  "until",
  "period",
  "code",
  "codes",
] as const satisfies readonly (keyof Act)[];

export type ActField = (typeof ACT_FIELDS)[number];

/** An act and its author's signature, encoded as `IShipmentLedger.SignedEntry.signature` documents. */
export interface SignedAct {
  readonly act: Act;
  readonly signature: Hex;
}
