import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { JsonObject, JsonValue } from "../../domain/encoding/json.ts";
import { Context } from "../event/context.ts";
import type { EventQuery } from "./event-query.ts";
import { parseQuery } from "./parse-query.ts";

/**
 * Reads the parameters of a query in JSON (the EPCIS query language of EPCIS 2.0, 12.7): each has a text, a number, a
 * truth value, null, or a list of these; `@context` says what prefixes stand for.
 *
 * @throws PortolanError as `parseQuery`.
 */
export function parseJsonQuery(query: JsonObject): EventQuery {
  const { "@context": context, ...parameters } = query;
  const read = Object.entries(parameters).map(([name, value]): [string, string[]] => [name, valuesOf(name, value)]);
  return parseQuery(new Map(read), Context.STANDARD.with(context));
}

function valuesOf(parameter: string, value: JsonValue): string[] {
  const values = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  return values.flatMap((one) => {
    if (one === null) return [];
    if (typeof one !== "object") return String(one);
    const problem = "takes texts, numbers or truth values, or a list of them";
    throw new PortolanError("EpcisParameterInvalid", { parameter: parameter.slice(0, 200), problem });
  });
}
