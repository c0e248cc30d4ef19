import type { Receipt } from "../../api/exchange.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { Disclosure } from "../../domain/payload/disclosure.ts";
import type { Summary } from "../../domain/payload/summary.ts";
import type { ViewNumber } from "../access/visibility.ts";
import type { ActRecordsTable } from "../cooperation/tables.ts";
import type { KeyedEvent } from "../epcis/events.ts";
import type { NumberedParcel } from "./note-numbers.ts";

/** The verified content of a parcel, of an entry that the store has. */
export interface ArrivedContent {
  readonly commitment: Bytes32;
  readonly author: ParticipantId;
  readonly shipment: ShipmentId;
  /** Position of the entry. */
  readonly position: number;
  readonly body: JsonText<JsonObject>;
  readonly seed: Bytes32 | null;
  readonly disclosure: JsonText<Disclosure> | null;
  readonly view: ViewNumber;
  readonly summary: JsonText<Summary>;
  readonly countries: readonly string[];
  /** The event of a whole payload that is one. */
  readonly event: KeyedEvent | undefined;
  /** Whether the entry's author held the shipment, so that its countries count as named. */
  readonly isOfHolder: boolean;
  readonly identities: readonly {
    readonly shipment: ShipmentId;
    readonly identifier: string;
    readonly blind: Bytes32;
  }[];
}

/** The verified record of an act that the store has. */
export interface ArrivedRecord extends ActRecordsTable {
  /** Position of the act. */
  readonly position: number;
}

/** An authentic parcel with its outcome. */
export interface Arrival {
  readonly parcel: Bytes32;
  readonly entry: EntryHash | null;
  readonly sequence: number;
  readonly receipt: Receipt;
  readonly isFinal: boolean;
  /** The parcel itself, where it convicts its sender. */
  readonly item: string | null;
  /** The payload or the record, for a parcel that is stored. */
  readonly content: ArrivedContent | undefined;
  readonly record: ArrivedRecord | undefined;
}

/** The parcels of one request, in its order. */
export interface ArrivedParcels {
  readonly sender: ParticipantId;
  readonly recipient: ParticipantId;
  /** The members of this gateway. */
  readonly own: readonly ParticipantId[];
  readonly arrivals: readonly Arrival[];
  /** The places of all authentic parcels. */
  readonly places: readonly NumberedParcel[];
  /** Unix milliseconds. */
  readonly nowMs: number;
}
