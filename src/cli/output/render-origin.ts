import type { Origin } from "../../gateway/trace/trace.ts";
import type { Terminal } from "../terminal.ts";
import { renderFields } from "./fields.ts";
import { nameOfPlace } from "./name-of-place.ts";
import { nameOf } from "./name-of.ts";
import { formatTime } from "./time.ts";

/** With whom, where and when a shipment began, for people. */
export function renderOrigin({ consignor, place, beganAt, entry }: Origin, terminal: Terminal): string {
  return renderFields(
    {
      Consignor: nameOf(consignor),
      Country: consignor?.jurisdiction,
      Place: nameOfPlace(place),
      Began: `${formatTime(beganAt)} UTC`,
      Entry: entry,
    },
    terminal,
  );
}
