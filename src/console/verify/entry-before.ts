import { ZERO_BYTES32 } from "../../domain/entry.ts";
import type { EntryView } from "../../api/entry.ts";
import { call } from "../api/call.ts";
import { Problem } from "../api/problem.ts";
import type { Before } from "./check-entry.ts";

/** Reads the previous entry, if it exists and the reader may see it. */
export async function entryBefore({ previous }: EntryView, signal: AbortSignal): Promise<Before> {
  if (previous === ZERO_BYTES32) return "none";
  try {
    return await call<EntryView>(`/v1/entries/${previous}`, { signal });
  } catch (error) {
    if (Problem.is(error, "EntryUnknown")) return "unseen";
    throw error;
  }
}
