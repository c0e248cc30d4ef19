import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { visibilityOf, type Caller } from "../../gateway/caller.ts";
import type { ReadContext } from "../../gateway/read/read-context.ts";
import { readCarriers, type EventRecord } from "../../store/epcis/results.ts";
import type { EventQuery } from "./event-query.ts";
import { findEvents, findFirstEvents, type EventPageRequest } from "./find-events.ts";
import { Parameter } from "./parameters/parameter.ts";
import { parseConditions } from "./parse-query.ts";
import { queryDocument, type DocumentOptions } from "./query-document.ts";

/** The queryName in the results of an unnamed query. */
export const SIMPLE_EVENT_QUERY = "SimpleEventQuery";

/** Largest number of events with one eventID: the event and its error declarations. */
const MAX_WITH_ONE_ID = 100;

/** Members of results apart from the events. */
export interface ResultOptions {
  readonly queryName?: string;
  readonly subscriptionID?: string;
  /** Whether each event lists the entries that record it. */
  readonly withEntries?: boolean;
}

/** Runs a query. @returns a page of results as an EPCISQueryDocument, and the token of the next page. */
export async function queryEvents(
  reading: ReadContext,
  caller: Caller,
  query: EventQuery,
  list: string,
  page: EventPageRequest,
  options: ResultOptions = {},
): Promise<{ document: JsonObject; next: string | undefined }> {
  const { events, next } = await findEvents(reading, caller, query, list, page);
  return { document: await documentOf(reading, caller, events, options), next };
}

/**
 * Reads the event with an eventID and its error declarations as an EPCISQueryDocument.
 *
 * @throws PortolanError `EpcisEventUnknown`.
 */
export async function readEvent(
  reading: ReadContext,
  caller: Caller,
  eventID: string,
  options: ResultOptions = {},
): Promise<JsonObject> {
  const parameter = new Parameter("EQ_eventID", [eventID]);
  parameter.requireStorable();
  const events = await findFirstEvents(reading, caller, parseConditions(parameter), MAX_WITH_ONE_ID);
  if (events.length === 0) throw new PortolanError("EpcisEventUnknown", { event: eventID.slice(0, 500) });
  return documentOf(reading, caller, events, options);
}

export async function documentOf(
  reading: ReadContext,
  caller: Caller,
  events: readonly EventRecord[],
  { queryName = SIMPLE_EVENT_QUERY, subscriptionID, withEntries = false }: ResultOptions,
): Promise<JsonObject> {
  const ids = events.map(({ id }) => id);
  const carriers =
    withEntries || reading.opened ? await readCarriers(reading.db, visibilityOf(caller), ids) : undefined;
  for (const { entry, shipment, author } of carriers ?? []) reading.opened?.add(entry, shipment, author);
  const options: DocumentOptions = {
    queryName,
    ...(subscriptionID !== undefined && { subscriptionID }),
    ...(carriers && withEntries && { carriers }),
  };
  return queryDocument(events, options, reading.now());
}
