import type { Bytes32, EntryHash, Hex, ParticipantId } from "../../domain/entry.ts";

/** What is proved alike of an entry and of an act. */
export interface ProvenStatement {
  readonly hash: EntryHash;
  readonly author: ParticipantId;
  /** The author's key: the address of an account or wallet contract. */
  readonly signer: Hex;
  readonly wallet: boolean;
  readonly counterparty: ParticipantId | null;
  readonly refersTo: Bytes32 | null;
  /** Time of the event or the act according to the author. */
  readonly occurredAt: number;
  /** Time of the statement's block; `null` if the file does not prove it. */
  readonly recordedAt: number | null;
  /** Number of undisclosed fields in the disclosed objects and arrays. */
  readonly hidden: number;
}
