import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { isJsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { Context } from "../../epcis/event/context.ts";
import type { QueryParameters } from "../../epcis/query/event-query.ts";
import type { GivenQuery } from "./paging.ts";

const PAGING: ReadonlySet<string> = new Set(["perPage", "nextPageToken"]);

/** Reads the parameters of an event query from a URL; `|` separates the values of a parameter (EPCIS 2.0, 12.7). */
export function readUrlParameters(query: GivenQuery): QueryParameters {
  const own = Object.entries(query).filter(([name]) => !PAGING.has(name));
  return new Map(own.map(([name, values = []]) => [name, [values].flat().flatMap((value) => value.split("|"))]));
}

const DEFINITION = /^\s*([A-Za-z][\w.-]*)\s*=\s*([A-Za-z][A-Za-z0-9+.-]*:\S+?)\s*$/;

/**
 * Reads the prefixes of a query from the header `GS1-Extensions`: `prefix=namespace` pairs separated by commas, or a
 * JSON object of prefixes and namespaces.
 *
 * @throws PortolanError `EpcisParameterInvalid`.
 */
export function readExtensionsHeader(header: string | undefined): Context {
  if (header === undefined || header.trim() === "") return Context.STANDARD;
  const definitions = header.trim().startsWith("{") ? parseObject(header) : parsePairs(header);
  if (definitions !== undefined) return Context.STANDARD.with(definitions);
  const problem = "takes prefix=namespace, several separated by commas";
  throw new PortolanError("EpcisParameterInvalid", { parameter: "GS1-Extensions", problem });
}

function parsePairs(header: string): Record<string, string> | undefined {
  const pairs = header.split(",").map((pair) => DEFINITION.exec(pair));
  if (!pairs.every((match) => match !== null)) return undefined;
  return Object.fromEntries(pairs.map(([, prefix = "", namespace = ""]) => [prefix, namespace]));
}

function parseObject(header: string): JsonValue | undefined {
  try {
    const value = JSON.parse(header) as JsonValue;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
