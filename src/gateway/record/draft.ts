import type { Bytes32, EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { Kind } from "../../domain/kind.ts";

/** A JSON object as it was parsed. */
export type JsonObject = { readonly [member: string]: unknown };

/** What a caller wants recorded, before anything is decided about it. The author is the caller. */
export interface EntryDraft {
  readonly kind: Kind;
  /**
   * The shipment's id or a business identifier. A Consign opens a new shipment and takes an identifier only; any other
   * kind takes an identifier for the newest shipment under it that the author may read.
   */
  readonly shipment: ShipmentId | string;
  /** For an Offer or a Notice. */
  readonly counterparty?: ParticipantId;
  /** Id or identifier of the unit for a Load or Unload, the hash of an entry for any other kind. */
  readonly refersTo?: Bytes32 | string;
  /** Unix seconds; the payload's `eventTime`, else the present, when absent. */
  readonly occurredAt?: number;
  readonly payload: JsonObject;
  /** The head that the entry must follow. Without it, an overtaken entry is signed again on the new head. */
  readonly previous?: EntryHash;
}

/** An entry that its author signed with its own wallet, after `prepare`. */
export interface SignedDraft {
  /** The hash that `prepare` gave: names the prepared entry and its payload. */
  readonly entry: EntryHash;
  readonly signature: Hex;
}
