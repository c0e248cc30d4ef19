import type { Static, TSchema } from "@sinclair/typebox";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { JsonValue } from "../../domain/encoding/json.ts";
import { parseInstantMs } from "../../domain/encoding/instant.ts";
import { pointerTo, type Checked, type Violation } from "./violation.ts";

const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
addFormats.default(ajv, ["uri"]);
ajv.addFormat("event-time", (text) => parseInstantMs(text) !== undefined);

/** Largest number of reported violations of one value. */
const MAX_VIOLATIONS = 50;

/** Schema paths of errors within alternatives. The result reports only that no alternative matches. */
const WITHIN_ALTERNATIVES = /\/(?:propertyNames|anyOf)\//;

const FORMATS: Readonly<Record<string, string>> = {
  uri: "must be a URI",
  "event-time": "must be a date and time with its zone, such as 2026-11-23T14:05:00.000+01:00",
};

/**
 * Turns a schema into a function that returns the value with the schema's type, or the violations of the schema. Its first
 * call compiles the schema: the compilation takes a quarter of a start, and most processes check no event.
 */
export function compileStructure<Schema extends TSchema>(
  schema: Schema,
): (value: JsonValue) => Checked<Static<Schema>> {
  let compiled: ValidateFunction<Static<Schema>> | undefined;
  return (value) => {
    const validate = (compiled ??= ajv.compile<Static<Schema>>(schema));
    if (validate(value)) return { value };
    const errors = (validate.errors ?? []).filter(({ schemaPath }) => !WITHIN_ALTERNATIVES.test(schemaPath));
    return { violations: errors.slice(0, MAX_VIOLATIONS).map(errorToViolation) };
  };
}

function errorToViolation({ instancePath, keyword, params, message }: ErrorObject): Violation {
  const member = (name: string) => pointerTo(instancePath, String(params[name]));
  switch (keyword) {
    case "required":
      return { pointer: member("missingProperty"), reason: "is missing" };
    case "additionalProperties":
      return { pointer: member("additionalProperty"), reason: "is unknown, and no members may be added here" };
    case "propertyNames":
      return {
        pointer: member("propertyName"),
        reason: "is unknown; the name of an extension member must be a URI or have a prefix of the @context",
      };
    case "enum":
      return { pointer: instancePath, reason: `must be one of ${[params["allowedValues"]].flat().join(", ")}` };
    case "format":
      return { pointer: instancePath, reason: FORMATS[String(params["format"])] ?? "is not valid" };
    case "anyOf":
      return { pointer: instancePath, reason: "must be a URI, or a list of URIs and objects" };
    case "uniqueItems":
      return {
        pointer: pointerTo(instancePath, Math.max(Number(params["i"]), Number(params["j"]))),
        reason: "is in the list twice",
      };
    default:
      return { pointer: instancePath, reason: message ?? "is not valid" };
  }
}
