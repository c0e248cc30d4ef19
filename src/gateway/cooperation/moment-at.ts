import { type Moment, momentOf } from "../../domain/rules/moment.ts";
import type { ReadContext } from "../read/read-context.ts";

/** The registry of now, and the time at which an act would be recorded, by which the rules predict its outcome. */
export function momentAt(directory: ReadContext["directory"], time: number): Moment {
  return momentOf(time, (participant) => directory.get(participant));
}
