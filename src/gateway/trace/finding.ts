import type { FindingCode } from "../../api/finding-sentences.ts";
import type { EntryHash } from "../../domain/entry.ts";
import type { Fact } from "../../domain/errors/portolan-error.ts";

/** Something that is missing or does not agree, and the entries that show it. */
export interface Finding {
  readonly code: FindingCode;
  /** Times and spans are Unix seconds and seconds. */
  readonly facts: Readonly<Record<string, Fact>>;
  readonly entries: readonly EntryHash[];
}
