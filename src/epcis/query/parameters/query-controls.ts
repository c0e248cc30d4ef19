import type { Context } from "../../event/context.ts";
import { QUERY_LIMITS, type EventQuery, type QueryParameters } from "../event-query.ts";
import { TERM } from "../term-names.ts";
import { Parameter } from "./parameter.ts";

/** The parameters that order and limit the results instead of selecting events. */
export const CONTROLS = ["orderBy", "orderDirection", "eventCountLimit", "maxEventCount"] as const;

export function isControl(name: string): boolean {
  return CONTROLS.some((control) => control === name);
}

/** @throws PortolanError `EpcisParameterInvalid`. */
export function readControls(parameters: QueryParameters, context: Context): Omit<EventQuery, "conditions"> {
  const given = (name: (typeof CONTROLS)[number]) => {
    const values = parameters.get(name);
    return values && new Parameter(name, values, context);
  };
  const orderBy = given("orderBy");
  const limit = given("eventCountLimit");
  const most = given("maxEventCount");
  if (limit !== undefined && most !== undefined) throw most.invalid("cannot be combined with eventCountLimit");
  if (limit !== undefined && orderBy === undefined) throw limit.invalid("requires orderBy");
  return {
    order: readOrder(orderBy, given("orderDirection")),
    ...(limit && { eventCountLimit: limit.integer(1, Number.MAX_SAFE_INTEGER) }),
    ...(most && { maxEventCount: most.integer(1, QUERY_LIMITS.maxEventCount) }),
  };
}

function readOrder(orderBy: Parameter | undefined, direction: Parameter | undefined): EventQuery["order"] {
  const descending = (direction?.oneOf(["ASC", "DESC"])[0] ?? "DESC") === "DESC";
  if (direction !== undefined) direction.one();
  // Without orderBy, results are in the order of recording: new events come last and change no earlier page.
  if (orderBy === undefined) return { by: "recordTime", descending: direction !== undefined && descending };
  const by = orderBy.one();
  if (by === "eventTime" || by === "recordTime") return { by, descending };
  if (!by.includes(":")) throw orderBy.invalid("takes eventTime, recordTime, or an extension field with its prefix");
  return { by: { field: TERM.extension("event", false, orderBy.context.expand(by)) }, descending };
}
