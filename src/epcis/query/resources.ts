import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { visibilityOf, type Caller } from "../../gateway/caller.ts";
import type { ReadContext } from "../../gateway/read/read-context.ts";
import { searchEvents } from "../../store/epcis/search.ts";
import { listTermValues, type ValuePlace } from "../../store/epcis/vocabulary.ts";
import type { EventCondition } from "../../store/epcis/conditions.ts";
import { makePageToken, readPageToken } from "./page-token.ts";
import { parseConditions } from "./parse-query.ts";
import { Parameter } from "./parameters/parameter.ts";

/** The top-level resources, which group events by one of their values (EPCIS 2.0, 12.6). */
export const RESOURCES = {
  eventTypes: { parameter: "eventType", names: ["type"], one: "event type" },
  epcs: {
    parameter: "MATCH_anyEPC",
    names: ["epcList", "childEPCs", "parentID", "inputEPCList", "outputEPCList"],
    one: "EPC",
  },
  bizSteps: { parameter: "EQ_bizStep", names: ["bizStep"], one: "business step" },
  bizLocations: { parameter: "EQ_bizLocation", names: ["bizLocation"], one: "business location" },
  readPoints: { parameter: "EQ_readPoint", names: ["readPoint"], one: "read point" },
  dispositions: { parameter: "EQ_disposition", names: ["disposition"], one: "disposition" },
} as const;

export type ResourceName = keyof typeof RESOURCES;

/** Largest duration of the search for one page, in milliseconds; the next page continues the search. */
const PAGE_MS = 400;

/** A page of a list of values. */
export interface ValuePage {
  readonly values: readonly string[];
  /** Token of the next page; `undefined` on the last page. A short or empty page is not always the last. */
  readonly next: string | undefined;
}

/**
 * Lists the values of a resource in the events that the caller may read, in the order of the database.
 *
 * @throws PortolanError `EpcisPageTokenInvalid`.
 */
export async function listResource(
  reading: ReadContext,
  caller: Caller,
  resource: ResourceName,
  { perPage, token }: { readonly perPage: number; readonly token: string | undefined },
): Promise<ValuePage> {
  const { db } = reading;
  const scope = `${caller.participant} ${resource}`;
  const state = token === undefined ? undefined : await readPageToken<ValuePlace>(db, scope, token, reading.now());
  const { names } = RESOURCES[resource];
  reading.opened?.addUnnamed();
  const deadline = Date.now() + PAGE_MS;
  const { values, next } = await listTermValues(db, visibilityOf(caller), names, state, perPage, deadline);
  return { values, next: next && (await makePageToken(db, scope, next, reading.now())) };
}

/** Makes the conditions that select the events of one value. @throws PortolanError `EpcisParameterInvalid`. */
export function conditionsOf(resource: ResourceName, value: string): readonly EventCondition[] {
  const parameter = new Parameter(RESOURCES[resource].parameter, [value]);
  parameter.requireStorable();
  return parseConditions(parameter);
}

/** @throws PortolanError `EpcisResourceUnknown` if no event that the caller may read has the value. */
export async function requireResource(
  reading: ReadContext,
  caller: Caller,
  resource: ResourceName,
  value: string,
): Promise<readonly EventCondition[]> {
  const unknown = () =>
    new PortolanError("EpcisResourceUnknown", { resource: RESOURCES[resource].one, value: value.slice(0, 500) });
  let conditions: readonly EventCondition[];
  try {
    conditions = conditionsOf(resource, value);
  } catch (error) {
    if (PortolanError.is(error, "EpcisParameterInvalid")) throw unknown();
    throw error;
  }
  const order = { by: "recordTime", descending: false } as const;
  const search = { conditions, order, until: Number.MAX_SAFE_INTEGER };
  const found = await searchEvents(reading.db, visibilityOf(caller), search, 1, Infinity);
  if (found === undefined || found.events.length === 0) throw unknown();
  return conditions;
}
