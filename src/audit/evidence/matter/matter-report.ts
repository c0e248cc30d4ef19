import type { ActKind } from "../../../domain/cooperation/act-kind.ts";
import type { MatterId } from "../../../domain/cooperation/act.ts";
import type { Item } from "../../../domain/cooperation/item.ts";
import type { Matter } from "../../../domain/cooperation/matter.ts";
import type { MatterState } from "../../../domain/cooperation/matter-state.ts";
import type { JsonObject } from "../../../domain/encoding/json.ts";
import type { Bytes32, EntryHash, Hex, ParticipantId } from "../../../domain/entry.ts";
import type { Finality } from "../../finality/finality.ts";
import type { EnrolledParticipant } from "../../proof/consortium-slots.ts";
import type { LedgerPlace } from "../../proof/expected-code.ts";
import type { ProvenStatement } from "../proven-statement.ts";

/** The proved history of a matter, without unproved statements of the file's maker. Times are Unix seconds. */
export interface ProvenMatter {
  readonly place: LedgerPlace & {
    /** Address of the CooperationLedger. */
    readonly cooperation: Hex;
  };
  readonly block: { readonly number: number; readonly hash: Bytes32; readonly time: number };
  readonly vouchers: readonly Finality[];
  readonly matter: MatterId;
  /** The agreement that the matter rests on; `null` for an agreement and a journal. */
  readonly agreement: MatterId | null;
  /** What the contract stores about the matter and its agreement. */
  readonly records: readonly {
    readonly matter: MatterId;
    readonly head: EntryHash;
    readonly record: Matter;
    /** State at the time of the block. */
    readonly state: MatterState;
  }[];
  readonly participants: readonly (EnrolledParticipant & { readonly id: ParticipantId })[];
  readonly acts: readonly ProvenAct[];
}

/** An act whose hash, author, place in the matter and record are proved. */
export interface ProvenAct extends ProvenStatement {
  readonly matter: MatterId;
  readonly kind: ActKind;
  /** Time of the block by the file, at which the rules judge the act: equal to `recordedAt` where that is proved. */
  readonly judgedAt: number;
  readonly until: number | null;
  /** Seconds. */
  readonly period: number | null;
  /** The name of the code; `null` without one. */
  readonly code: string | null;
  readonly codes: readonly string[];
  /** The disclosed members of the record; `null` if the file contains no part of it. */
  readonly record: JsonObject | null;
  /** The matter before and after the act, by the rules. */
  readonly before: Matter;
  readonly after: Matter;
  /** The handover or seal that the act opens or is about, after the act. */
  readonly item: { readonly hash: EntryHash; readonly after: Item } | null;
}
