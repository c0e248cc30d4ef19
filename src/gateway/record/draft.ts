import type { EntryDraft, PreparedDraft } from "../../api/entry.ts";
import type { Bytes32, Hex } from "../../domain/entry.ts";

/** A draft, and the seed of its payload's commitment where another entry carries the same commitment. */
export interface SeededDraft extends EntryDraft {
  readonly seed?: Bytes32;
}

/** A prepared entry that came back to be recorded as it is. Without a signature the gateway signs it. */
export interface ReturnedDraft extends PreparedDraft {
  /** The author's signature, encoded as in `SignedEntry`: 64, 65 or more bytes. */
  readonly signature?: Hex;
}
