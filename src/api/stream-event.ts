import { EntryViewSchema } from "./entry.ts";
import { SubmissionSchema } from "./submission.ts";

/**
 * The events of the stream `/v1/events` by name, with the schema of the JSON in their `data`.
 *
 * - `entry`: an entry that the caller may read. Its `id` is the entry's position and a mark of the ledger.
 * - `submission`: the outcome of a submission of the caller's participant, for callers with the scope `record`.
 *   It has no `id` and precedes the entries of the same blocks. A stream that breaks between the two repeats it
 *   after the reconnection, so that no outcome is lost.
 */
export const STREAM_EVENTS = { entry: EntryViewSchema, submission: SubmissionSchema } as const;

export type StreamEvent = keyof typeof STREAM_EVENTS;
