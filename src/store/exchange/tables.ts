import type { Receipt } from "../../api/exchange.ts";
import type { ComparisonStep } from "../../api/comparison.ts";
import type { ClosingReason } from "../../api/owed-payload.ts";
import type { ParcelRule } from "../../domain/audience/parcel-rule.ts";
import type { MatterId } from "../../domain/cooperation/act.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { Flag } from "../chain/tables.ts";
import type { ViewNumber } from "../access/visibility.ts";

/** What members with other gateways send to the members of this gateway, and get from them. */
export interface ExchangeTables {
  exchange_lanes: LanesTable;
  exchange_reviews: ReviewsTable;
  exchange_parcels: ParcelsTable;
  exchange_receipts: ReceiptsTable;
  exchange_windows: WindowsTable;
  exchange_sequences: SequencesTable;
  exchange_arrivals: ArrivalsTable;
  exchange_erasures: ErasuresTable;
  exchange_nonces: NoncesTable;
  exchange_wanted: WantedTable;
  exchange_news: NewsTable;
  exchange_heals: HealsTable;
  exchange_comparisons: ComparisonsTable;
}

/** A member with another gateway, to which this gateway sends. */
export interface LanesTable {
  recipient: ParticipantId;
  /** What decided the plan besides the chain's entries: the member's offices and the members of this gateway. */
  basis: JsonText<LaneBasis>;
  /** Position of the last entry for which new parcels are planned. */
  planned_to: number;
  /** Position of the last entry of the history for which parcels are planned, and where the history ends. */
  history_to: number;
  history_end: number;
  /** Position of the last act of which the record, and what it opens, is planned. */
  acts_to: number;
  /** Unix milliseconds of the last answer or request that the member signed; 0 before the first. */
  contacted_at_ms: number;
  /** Attempts without an answer since the last contact. */
  attempts: number;
  /** Unix milliseconds before which nothing is sent. */
  due_at_ms: number;
  /** Why the last attempt failed, in words; null after a contact. */
  problem: string | null;
}

/** What, if it grows, makes a lane plan the whole history again. */
export interface LaneBasis {
  /** See `Visibility`. */
  readonly country: string;
  readonly tribunalOf: string;
  /** The members of this gateway, by number. */
  readonly own: readonly ParticipantId[];
}

/**
 * A shipment to whose earlier entries a member may have become entitled, or a matter to whose earlier acts it may have, so
 * that its lane must plan them again.
 */
export interface ReviewsTable {
  recipient: ParticipantId;
  shipment: ShipmentId | MatterId;
}

/** What is owed to a member with another gateway: one row for each entry, and for each act with a record. */
export interface ParcelsTable {
  recipient: ParticipantId;
  /** The entry or the act. */
  entry: EntryHash;
  /** Its position. */
  position: number;
  /** The member of this gateway that sends. */
  sender: ParticipantId;
  rule: ParcelRule;
  view: ViewNumber;
  /** 0: live, sent first. 1: history. 2: history that only a later entry opens, which names the recipient's country. */
  history: 0 | 1 | 2;
  /**
   * `due`: to be sealed and sent. `sealed`: its bytes are in the lane's window. `settled`: its receipt is final.
   * `closed`: not owed, for `reason`.
   */
  state: "due" | "sealed" | "settled" | "closed";
  attempts: number;
  due_at_ms: number;
  /** Number and id of its last parcel; null before the first. */
  sequence: number | null;
  parcel: Bytes32 | null;
  /** The last receipt, and the id of the signed receipts that contain it. */
  receipt: JsonText<Receipt> | null;
  signed: Bytes32 | null;
  /** Unix milliseconds at which it was first sealed and signed; null before. */
  offered_at_ms: number | null;
  settled_at_ms: number | null;
  /** Whether the recipient became entitled to a wider view while the parcel was `sealed`. */
  widened: Flag;
  reason: ClosingReason | null;
}

/** Signed receipts, as their signer sent them. Its id is the digest of their statement. */
export interface ReceiptsTable {
  id: Bytes32;
  item: string;
}

/** The sealed parcels that a lane sends until they have receipts. After a crash the same bytes are sent again. */
export interface WindowsTable {
  sender: ParticipantId;
  recipient: ParticipantId;
  /** Number of its last parcel when it was sealed, which no other window of the pair has. */
  sequence: number;
  /** The body of the request, as JSON lines. */
  body: Uint8Array;
}

/** The last parcel from one member to another, see `LastOfPair`. */
export interface SequencesTable {
  sender: ParticipantId;
  recipient: ParticipantId;
  sequence: number;
  parcel: Bytes32;
  /** Of received parcels: lower numbers that did not arrive. */
  missing: number;
  /** Of received parcels: the last number that its sender gave to two of them, see `PairOrder`; null without one. */
  fork: number | null;
  /** Unix milliseconds at which the fork was noticed. */
  forked_at_ms: number | null;
}

/** A received parcel with its outcome. */
export interface ArrivalsTable {
  parcel: Bytes32;
  sender: ParticipantId;
  recipient: ParticipantId;
  /** Null for a parcel that could not be opened. */
  entry: EntryHash | null;
  /** The view whose members it contained; 0 when it was not stored. */
  view: ViewNumber;
  sequence: number;
  receipt: JsonText<Receipt>;
  /** Whether each repeat has this receipt. */
  final: Flag;
  /** The parcel as it arrived, where it convicts its sender: for some mismatches of each sender, otherwise null. */
  item: string | null;
  arrived_at_ms: number;
}

/** An entry of which a member of this gateway may read more than the gateway holds, so that it asks other members. */
export interface WantedTable {
  entry: EntryHash;
  /** Position of the entry. */
  position: number;
  /** The member of this gateway that may read most of it, and its view. */
  reader: ParticipantId;
  view: ViewNumber;
  /** Unix milliseconds since when it is known to be missing. */
  since_ms: number;
  /** Members asked since the last round began, as a list. */
  asked: JsonText<readonly ParticipantId[]>;
  /** Rounds of questions to all holders. */
  rounds: number;
  /** Unix milliseconds before which nobody is asked. */
  due_at_ms: number;
  /** What the last round found; null before its end. */
  answer: JsonText<WantedAnswer> | null;
}

/** The members whose holdings are to be compared with those of others at once. */
export interface HealsTable {
  reader: ParticipantId;
}

/** The last complete comparison of holdings with another member: the statements that both signed. */
export interface ComparisonsTable {
  /** The member of this gateway that asked. */
  reader: ParticipantId;
  holder: ParticipantId;
  compared_at_ms: number;
  steps: JsonText<readonly ComparisonStep[]>;
}

/** Why nobody that was asked gave a payload. */
export type WantedAnswer =
  /** The author answered that it erased it. */
  | { readonly state: "erased" }
  /** No member that answered holds it. */
  | { readonly state: "notHeld" }
  /** A holder finds that the reader is not entitled, by its rule at a height. */
  | { readonly state: "refused"; readonly holder: ParticipantId; readonly rule: string; readonly height: number }
  /** It is sealed to a key that this gateway lacks. */
  | { readonly state: "sealed"; readonly holder: ParticipantId; readonly key: Bytes32 };

/** What another member is asked to erase: one row for each entry and each member that has or may have its payload. */
export interface ErasuresTable {
  recipient: ParticipantId;
  entry: EntryHash;
  /** The author of the entry, which asks. */
  author: ParticipantId;
  /** Unix seconds at which the author erased its own. */
  erased_at: number;
  ground: string;
  /** `due`: no answer yet. `erased`: the member attested it. `kept`: it refused for a time, and is asked again. */
  state: "due" | "erased" | "kept";
  attempts: number;
  due_at_ms: number;
  /** Unix seconds at which a refusal ends, and its ground. */
  kept_until: number | null;
  kept_ground: string | null;
  /** The signed answer, as the member sent it. */
  answer: string | null;
}

/** Entries whose payload, or a wider part of it, arrived after their block, in the order of arrival. */
export interface NewsTable {
  number: number;
  entry: EntryHash;
  view: ViewNumber;
}

/** The nonces of requests that have not expired. */
export interface NoncesTable {
  sender: ParticipantId;
  nonce: Bytes32;
  /** Unix seconds. */
  expires: number;
}
