import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { EventCondition } from "../../store/epcis/conditions.ts";
import { Context } from "../event/context.ts";
import { QUERY_LIMITS, type EventQuery, type QueryParameters } from "./event-query.ts";
import { composedParameter } from "./parameters/composed-parameters.ts";
import { NAMED_PARAMETERS } from "./parameters/named-parameters.ts";
import { Parameter } from "./parameters/parameter.ts";
import { CONTROLS, isControl, readControls } from "./parameters/query-controls.ts";

/** The names of all parameters with a fixed name. */
export const QUERY_PARAMETERS: readonly string[] = [...NAMED_PARAMETERS.keys(), ...CONTROLS];

/**
 * Reads the parameters of a SimpleEventQuery (EPCIS 2.0, 8.2.7.1).
 *
 * @param context defines the prefixes in names and values.
 * @throws PortolanError `EpcisParameterUnknown`, `EpcisParameterInvalid`, `EpcisParameterUnsupported`,
 * `EpcisQueryTooComplex`.
 */
export function parseQuery(parameters: QueryParameters, context: Context = Context.STANDARD): EventQuery {
  requireBounded(parameters);
  const conditions: EventCondition[] = [];
  for (const [name, values] of parameters) {
    const parameter = new Parameter(name, values, context);
    parameter.requireStorable();
    if (!isControl(name)) conditions.push(...parseConditions(parameter));
  }
  return { conditions, ...readControls(parameters, context) };
}

/** Converts one parameter to its conditions. @throws PortolanError the errors of {@link parseQuery}. */
export function parseConditions(parameter: Parameter): readonly EventCondition[] {
  const { name } = parameter;
  const read = NAMED_PARAMETERS.get(name) ?? composedParameter(name);
  if (read === undefined) throw new PortolanError("EpcisParameterUnknown", { parameter: name.slice(0, 200) });
  return [read(parameter) ?? []].flat();
}

function requireBounded(parameters: QueryParameters): void {
  const { parameters: most, values } = QUERY_LIMITS;
  if (parameters.size > most) throw new PortolanError("EpcisQueryTooComplex", { what: "parameters", limit: most });
  const given = [...parameters.values()].reduce((sum, list) => sum + list.length, 0);
  if (given > values) throw new PortolanError("EpcisQueryTooComplex", { what: "values", limit: values });
}
