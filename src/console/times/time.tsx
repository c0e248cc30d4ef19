import type { Place } from "../../domain/payload/summary.ts";
import { placeZone } from "../places/place-zone.ts";
import { text } from "../texts/text.ts";
import { dateTime } from "./format-time.ts";

/** A moment in the viewer's zone; its tooltip shows the second in UTC. @param at Unix seconds. */
export function Time({ at }: { readonly at: number }) {
  return (
    <time
      dateTime={new Date(at * 1000).toISOString()}
      title={text("time.exact", { time: dateTime(at, "UTC", "exact") })}
    >
      {dateTime(at)}
    </time>
  );
}

/** A moment in the viewer's zone and, when the local time of its place differs, in the place's zone. */
export function PlaceTime({ at, place }: { readonly at: number; readonly place: Place | null }) {
  const zone = place === null ? undefined : placeZone(place);
  const isOther = zone !== undefined && dateTime(at, zone) !== dateTime(at);
  return (
    <>
      <Time at={at} />
      {isOther && <span className="soft there">{text("time.there", { time: clockAt(at, zone) })}</span>}
    </>
  );
}

/** The time of day in a zone, with the date when it differs from the viewer's. */
function clockAt(at: number, zone: string): string {
  const isSameDay = dateTime(at, zone, "date") === dateTime(at, undefined, "date");
  return dateTime(at, zone, isSameDay ? "clock" : "both");
}
