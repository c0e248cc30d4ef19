import type { Place } from "../../domain/payload/summary.ts";
import { placeZone } from "../places/place-zone.ts";
import { text } from "../texts/text.ts";
import { dateTime } from "./format-time.ts";

/** A moment in the viewer's zone; to the second in UTC where it is pointed at. @param at Unix seconds. */
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

/** A moment in the viewer's zone and, where the clocks of its place show another time, in the place's. */
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

/** The time of day in a zone, with the date where that is another than the viewer's. */
function clockAt(at: number, zone: string): string {
  const isSameDay = dateTime(at, zone, "date") === dateTime(at, undefined, "date");
  return dateTime(at, zone, isSameDay ? "clock" : "both");
}
