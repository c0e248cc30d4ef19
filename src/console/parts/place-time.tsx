import type { Place } from "../../domain/summary.ts";
import { text } from "../texts/text.ts";
import { placeZone } from "./place-zone.ts";
import { dateTime, Time } from "./time.tsx";

/** A moment in the viewer's zone and, where the clocks of its place show another time, in the place's. */
export function PlaceTime({ at, place }: { readonly at: number; readonly place: Place | null }) {
  const there = place === null ? undefined : timeAt(place, at);
  return (
    <>
      <Time at={at} />
      {there !== undefined && <span className="soft there">{text("time.there", { time: there })}</span>}
    </>
  );
}

function timeAt(place: Place, at: number): string | undefined {
  const zone = placeZone(place);
  if (zone === undefined) return undefined;
  const there = dateTime(at, zone);
  return there === dateTime(at) ? undefined : there;
}
