import type { PayloadState } from "../../api/entry.ts";
/** The state of a stored entry's payload towards the caller that it was read for. */
export function payloadState(record: {
  readonly whole: 0 | 1;
  readonly summary: string | null;
  readonly erasedAt: number | null;
}): PayloadState {
  if (record.whole === 0) return "withheld";
  if (record.erasedAt !== null) return "erased";
  return record.summary === null ? "unknown" : "known";
}
