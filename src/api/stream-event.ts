import { EntryViewSchema } from "./entry.ts";
import { SubmissionSchema } from "./submission.ts";

/**
 * The events of the stream `/v1/events` by name, with the schema of the JSON in their `data`.
 *
 * - `entry`: an entry that the caller may read; its `id` is the entry's position.
 * - `submission`: the outcome of a submission of the caller's participant, recorded or refused, for callers with the
 *   scope `record`. It has no `id`. It is sent before the entries of the same blocks, and again when a stream that was
 *   cut off between the two goes on, so that none is missed.
 */
export const STREAM_EVENTS = { entry: EntryViewSchema, submission: SubmissionSchema } as const;

export type StreamEvent = keyof typeof STREAM_EVENTS;
