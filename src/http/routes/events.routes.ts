import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { positionOf } from "../../domain/position.ts";
import type { FollowerStatus } from "../../gateway/follow/follower.ts";
import type { AccessContext } from "../../domain/reads/access-record.ts";
import type { Caller } from "../../gateway/caller.ts";
import type { FeedPage } from "../../gateway/notify/feed.ts";
import { openedViews } from "../../gateway/reads/opened-views.ts";
import type { Services } from "../services.ts";
import { historyMark } from "../../gateway/read/history-mark.ts";
import { LAST_EVENT_ID } from "../serve/event-streams.ts";
import { EventStreamSchema } from "../../api/stream-event.ts";
import { route } from "../serve/route.ts";

const follow = route({
  method: "get",
  path: "/v1/events",
  operation: "followEvents",
  tag: "Events",
  summary: "Follow entries and outcomes as server-sent events",
  description:
    "An `entry` event carries an Entry that the caller may read; its id has its position in the stream and a mark of the ledger. An entry whose payload arrives from another gateway after its block comes again, with the payload; take the later event in place of the earlier one. A `submission` event carries a recorded or refused Submission of the caller's participant. It needs the scope `record`, has no id, and may repeat after a reconnection. An `act` event carries an Act that concerns the caller, and comes again with a record that arrives later; an `act-submission` event is its outcome for its author. They have no id and may repeat. Without `Last-Event-ID` the stream begins with the next event. The gateway disconnects a slow reader, which can resume with `Last-Event-ID`. An id of another ledger, or ahead of the chain, is refused.",
  access: "read",
  headers: ["Last-Event-ID"],
  replies: {
    200: {
      description: "The stream.",
      media: "text/event-stream",
      schema: EventStreamSchema,
      headers: { "X-Accel-Buffering": "`no`, so that a proxy forwards each event at once." },
    },
  },
  problems: ["StreamPositionUnknown", "TooManySubscribers"],
}).handledBy(async ({ caller, header, stated, stillAllowed }, { feed, follower, reading, reads }, { streams }) => {
  const mark = await historyMark(reading.db);
  const { position, arrived } = readLastEventId(header("last-event-id"), mark, follower.status);
  streams.requireRoom(caller.participant);
  return {
    status: 200,
    headers: {
      "Content-Type": "text/event-stream",
      "Cache-Control": "private, no-store",
      "X-Accel-Buffering": "no",
    },
    stream: (response) =>
      streams.write(
        caller.participant,
        response,
        mark,
        (signal) => feed.follow(caller, position, signal, arrived),
        stillAllowed,
        stated && ((page, content) => recordPage(reads, caller, stated, page, content)),
      ),
  };
});

/** Records a page of a stream that shows payloads to an authority. */
async function recordPage(
  reads: Services["reads"],
  { participant: reader }: Caller,
  context: AccessContext,
  { entries, completed }: FeedPage,
  content: string,
): Promise<void> {
  const opened = openedViews(reader, [...entries, ...completed]);
  if (!opened.isEmpty) await reads.record({ reader, context, way: follow.operation, opened, content });
}

/**
 * Reads the position after which a stream continues, and the last arrival. A position without a mark comes from an
 * entry's `position`, and continues with the next arrival.
 *
 * @throws PortolanError `RequestInvalid`; `StreamPositionUnknown` for another ledger, or for a block that the chain lacks.
 */
function readLastEventId(
  field: string | undefined,
  mark: string,
  { block, chainHead }: Pick<FollowerStatus, "block" | "chainHead">,
): { readonly position?: number; readonly arrived?: number } {
  if (field === undefined) return {};
  const [, digits, given, arrived = "0"] = LAST_EVENT_ID.exec(field) ?? [];
  if (digits === undefined) {
    const problems = ["#/Last-Event-ID must be the id of an event"];
    throw new PortolanError("RequestInvalid", { part: "header", problems });
  }
  const position = Number(digits);
  const refuse = (reason: string) =>
    new PortolanError("StreamPositionUnknown", { id: field, reason, block, position: positionOf(block + 1, 0) - 1 });
  if (given !== undefined && given !== mark) throw refuse("it belongs to another ledger");
  if (position >= positionOf(Math.max(block, chainHead) + 1, 0)) throw refuse("it is ahead of the chain");
  return given === undefined ? { position } : { position, arrived: Number(arrived) };
}

export const EVENT_ROUTES = [follow];
