import { anyObject } from "../shape.ts";

/** Leaves the event open: extensions of EPCIS 2.0 add members. */
export const EpcisEventSchema = anyObject(
  "An event (EPCIS 2.0, 7.4 and 9). A captured event has its own `@context`.",
  "EpcisEvent",
);
