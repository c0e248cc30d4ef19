import { type NamedQuery } from "../../api/epcis/query.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { toJsonText, fromJsonText } from "../../domain/encoding/json-text.ts";
import type { Caller } from "../../gateway/caller.ts";
import type { ReadContext } from "../../gateway/read/read-context.ts";
import {
  deleteNamedQuery,
  insertNamedQuery,
  listNamedQueries,
  readNamedQuery,
  type NamedQueryRecord,
} from "../../store/epcis/queries.ts";
import { parseJsonQuery } from "./json-parameters.ts";
import { makePageToken, readPageToken } from "./page-token.ts";

/** Largest number of named queries of one participant. */
export const MAX_QUERIES = 200;

/**
 * Stores a query under a name.
 *
 * @throws PortolanError `EpcisQueryExists`, `EpcisTooManyQueries`, and the errors of `parseQuery`.
 */
export async function createQuery(reading: ReadContext, caller: Caller, { name, query }: NamedQuery): Promise<void> {
  parseJsonQuery(query);
  const existing = await listNamedQueries(reading.db, caller.participant, undefined, MAX_QUERIES);
  if (existing.some((one) => one.name === name)) throw new PortolanError("EpcisQueryExists", { query: name });
  if (existing.length >= MAX_QUERIES) throw new PortolanError("EpcisTooManyQueries", { limit: MAX_QUERIES });
  const record = { name, query: toJsonText(query) };
  if (!(await insertNamedQuery(reading.db, caller.participant, record, reading.now()))) {
    throw new PortolanError("EpcisQueryExists", { query: name });
  }
}

/** Reads the caller's query of this name. @throws PortolanError `EpcisQueryUnknown`. */
export async function readQuery(reading: ReadContext, caller: Caller, name: string): Promise<NamedQuery> {
  const record = await readNamedQuery(reading.db, caller.participant, name);
  if (record === undefined) throw new PortolanError("EpcisQueryUnknown", { query: name });
  return toQuery(record);
}

/** Deletes a query and its subscriptions. @throws PortolanError `EpcisQueryUnknown`. */
export async function deleteQuery(reading: ReadContext, caller: Caller, name: string): Promise<void> {
  if (!(await deleteNamedQuery(reading.db, caller.participant, name))) {
    throw new PortolanError("EpcisQueryUnknown", { query: name });
  }
}

/** Reads a page of the caller's queries, ordered by name. @throws PortolanError `EpcisPageTokenInvalid`. */
export async function listQueries(
  reading: ReadContext,
  caller: Caller,
  { perPage, token }: { readonly perPage: number; readonly token: string | undefined },
): Promise<{ queries: NamedQuery[]; next: string | undefined }> {
  const { db } = reading;
  const scope = `${caller.participant} queries`;
  const state = token === undefined ? undefined : await readPageToken<[string]>(db, scope, token, reading.now());
  const records = await listNamedQueries(db, caller.participant, state?.[0], perPage + 1);
  const page = records.slice(0, perPage);
  const last = page.at(-1);
  const next =
    records.length > perPage && last ? await makePageToken(db, scope, [last.name], reading.now()) : undefined;
  return { queries: page.map(toQuery), next };
}

const toQuery = ({ name, query }: NamedQueryRecord): NamedQuery => ({ name, query: fromJsonText(query) });
