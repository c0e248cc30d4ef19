import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { route } from "../serve/route.ts";

const POSITION = /^\d{1,16}$/;

const follow = route({
  method: "get",
  path: "/v1/events",
  operation: "followEvents",
  tag: "Events",
  summary: "Follow entries and outcomes as server-sent events",
  description:
    "An `entry` event carries an Entry that the caller may read; its id is the entry's position. A `submission` event carries a recorded or refused Submission of the caller's participant. It needs the scope `record`, has no id, and may repeat after a reconnection. Without `Last-Event-ID` the stream begins with the next event. The gateway disconnects a slow reader, which can resume with `Last-Event-ID`.",
  access: "read",
  headers: ["Last-Event-ID"],
  replies: {
    200: {
      description: "The stream.",
      media: "text/event-stream",
      headers: { "X-Accel-Buffering": "`no`, so that a proxy forwards each event at once." },
    },
  },
  problems: ["TooManySubscribers"],
}).handledBy(({ caller, header, stillAllowed }, { feed }, { streams }) => {
  const after = header("last-event-id");
  if (after !== undefined && !POSITION.test(after)) {
    throw new PortolanError("RequestInvalid", { part: "header", problems: ["#/Last-Event-ID must be a position"] });
  }
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
        (signal) => feed.follow(caller, after === undefined ? undefined : Number(after), signal),
        stillAllowed,
      ),
  };
});

export const EVENT_ROUTES = [follow];
