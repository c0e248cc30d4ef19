import { Type } from "@sinclair/typebox";
import { ActSubmissionSchema, ActViewSchema } from "./act.ts";
import { EntryViewSchema } from "./entry.ts";
import { inline } from "./shape.ts";
import { SubmissionSchema } from "./submission.ts";

/**
 * The events of the stream `/v1/events` by name, with the schema of the JSON in their `data`.
 *
 * - `entry`: an entry that the caller may read. Its `id` has its position in the stream and a mark of the ledger. The
 *   entry comes again when its payload arrives from another gateway after its block.
 * - `submission`: the outcome of a submission of the caller's participant, for callers with the scope `record`.
 *   It has no `id` and precedes the entries of the same blocks. A stream that breaks between the two repeats it
 *   after the reconnection, so that no outcome is lost.
 * - `act`: an act that concerns the caller, before the entries of the same blocks and without an `id`. It comes again when
 *   its record arrives from another gateway.
 * - `act-submission`: the outcome of an act of the caller's participant, as `submission`.
 */
export const STREAM_EVENTS = {
  entry: EntryViewSchema,
  submission: SubmissionSchema,
  act: ActViewSchema,
  "act-submission": ActSubmissionSchema,
} as const;

export type StreamEvent = keyof typeof STREAM_EVENTS;

/** One event with its fields. `data` is JSON text in the stream. */
const StreamEventSchema = Type.Union(
  [
    inline({
      event: Type.Literal("entry"),
      id: Type.String({ description: "The position in the stream and a mark of the ledger, for `Last-Event-ID`." }),
      data: STREAM_EVENTS.entry,
    }),
    inline({ event: Type.Literal("submission"), data: STREAM_EVENTS.submission }),
    inline({ event: Type.Literal("act"), data: STREAM_EVENTS.act }),
    inline({ event: Type.Literal("act-submission"), data: STREAM_EVENTS["act-submission"] }),
  ],
  {
    title: "StreamEvent",
    description:
      "A server-sent event by its fields. The field `data` is the JSON text of the value that `data` describes.",
  },
);

/** The text of the stream. Generators make a text of it, because a stream has no end; its schema describes each event. */
export const EventStreamSchema = Type.String({
  description: "Server-sent events (WHATWG HTML, 9.2), each as `StreamEvent` describes. Comments are heartbeats.",
  contentMediaType: "text/event-stream",
  contentSchema: StreamEventSchema,
});
