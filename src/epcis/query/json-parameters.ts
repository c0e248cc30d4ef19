import type { JsonObject, JsonValue } from "../../domain/encoding/json.ts";
import { Context } from "../event/context.ts";
import { jsonLdValues } from "../event/json-ld-values.ts";
import type { EventQuery } from "./event-query.ts";
import { Parameter } from "./parameters/parameter.ts";
import { parseQuery } from "./parse-query.ts";

/**
 * Reads the parameters of a query in JSON (EPCIS 2.0, 12.7). A value is a string, number, Boolean, null, or a list of
 * these; `@context` defines the prefixes.
 *
 * @throws PortolanError the errors of {@link parseQuery}.
 */
export function parseJsonQuery(query: JsonObject): EventQuery {
  const { "@context": context, ...parameters } = query;
  const read = Object.entries(parameters).map(([name, value]): [string, string[]] => [name, valuesOf(name, value)]);
  return parseQuery(new Map(read), Context.STANDARD.with(context));
}

function valuesOf(parameter: string, value: JsonValue): string[] {
  return jsonLdValues(value).flatMap((one) => {
    if (one === null) return [];
    if (typeof one !== "object") return String(one);
    throw new Parameter(parameter, []).invalid("takes texts, numbers or truth values, or a list of them");
  });
}
