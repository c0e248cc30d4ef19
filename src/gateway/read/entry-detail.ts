import type { EntryHash } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { EntryView } from "./entry-view.ts";

/** A recorded entry with its payload. */
export interface EntryDetail extends EntryView {
  /** `null` unless it is known. */
  readonly body: JsonObject | null;
  /** Unix seconds; `null` unless the payload was erased. */
  readonly erasedAt: number | null;
  /** The entry of the same author that corrected this one. */
  readonly supersededBy: EntryHash | null;
}
