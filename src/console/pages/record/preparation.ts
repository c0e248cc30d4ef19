import type { EntryHash } from "../../../domain/entry.ts";
import type { TypedData } from "../../../domain/typed-data.ts";
import type { PreparedEntry } from "../../../gateway/record/draft.ts";

/** What will be signed, as the gateway prepared it. */
export interface Preparation {
  readonly prepared: PreparedEntry;
  readonly hash: EntryHash;
  readonly typedData: TypedData;
}
