/** Whether the gateway has an entry's payload; `withheld` from callers that read ledger facts only. */
export type PayloadState = "known" | "erased" | "unknown" | "withheld";

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
