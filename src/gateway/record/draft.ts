import type { Bytes32, Entry, EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { Kind } from "../../domain/rules/kind.ts";

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
  /** The seed under which the payload was committed to before, so that another entry carries the same commitment. */
  readonly seed?: Bytes32;
}

/**
 * An entry made ready for its author's own wallet. It is handed out whole and comes back whole, so that preparing keeps
 * nothing at the gateway and the author can check what it signs: the commitment follows from payload and seed, the
 * shipment of a Consign from identifier and blind.
 */
export interface PreparedEntry {
  readonly entry: Entry;
  readonly payload: JsonObject;
  /** 32 bytes from which the salts of the commitment are derived. */
  readonly seed: Bytes32;
  /** For a Consign: what the shipment's id is derived from. */
  readonly identity?: { readonly identifier: string; readonly blind: Bytes32 };
}

/** A prepared entry that came back to be recorded as it is. */
export interface SignedDraft {
  readonly prepared: PreparedEntry;
  /**
   * The author's signature over its typed data, as `SignedEntry.signature` (64, 65 or more bytes); without it, the gateway
   * signs with the author's key.
   */
  readonly signature?: Hex;
}
