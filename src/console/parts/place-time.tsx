import type { Place } from "../../domain/payload/summary.ts";
import { text } from "../texts/text.ts";
import { placeZone } from "./place-zone.ts";
import { dateTime } from "./date-time.ts";
import { Time } from "./time.tsx";

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
