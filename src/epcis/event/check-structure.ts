import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { JsonValue } from "../../domain/encoding/json.ts";
import type { Schema } from "./event-schema.ts";
import { parseEventTime } from "./event-time.ts";
import { pointerTo, type Violation } from "./violation.ts";

const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
addFormats.default(ajv, ["uri"]);
ajv.addFormat("event-time", (text) => parseEventTime(text) !== undefined);

/** Problems of one event that are told; a list of ten thousand bad numbers needs no ten thousand lines. */
const TOLD = 50;

/** Where a value fits none of several ways, that alone is told, and not what each of them lacks. */
const ONE_WAY_OF_SEVERAL = /\/(?:propertyNames|anyOf)\//;

const FORMATS: Readonly<Record<string, string>> = {
  uri: "must be a URI",
  "event-time": "must be a date and time with its zone, such as 2026-11-23T14:05:00.000+01:00",
};

/** Compiles a schema to a function that tells what is wrong with a value, nothing when it fits. */
export function compileStructure(schema: Schema): (value: JsonValue, pointer: string) => Violation[] {
  const validate: ValidateFunction = ajv.compile(schema);
  return (value, pointer) => {
    if (validate(value)) return [];
    const errors = (validate.errors ?? []).filter(({ schemaPath }) => !ONE_WAY_OF_SEVERAL.test(schemaPath));
    return errors.slice(0, TOLD).map((error) => describe(error, pointer));
  };
}

function describe({ instancePath, keyword, params, message }: ErrorObject, pointer: string): Violation {
  const at = pointer + instancePath;
  const member = (name: string) => pointerTo(at, String(params[name]));
  switch (keyword) {
    case "required":
      return { pointer: member("missingProperty"), reason: "is missing" };
    case "additionalProperties":
      return { pointer: member("additionalProperty"), reason: "is not known here, and nothing may be added here" };
    case "propertyNames":
      return {
        pointer: member("propertyName"),
        reason: "is not known here; a member of one's own is named by a URI, or with a prefix of the @context",
      };
    case "enum":
      return { pointer: at, reason: `must be one of ${(params["allowedValues"] as string[]).join(", ")}` };
    case "format":
      return { pointer: at, reason: FORMATS[String(params["format"])] ?? "is not valid" };
    case "anyOf":
      return { pointer: at, reason: "must be a URI, or a list of URIs and objects" };
    case "uniqueItems":
      return {
        pointer: pointerTo(at, Math.max(Number(params["i"]), Number(params["j"]))),
        reason: "is in the list twice",
      };
    default:
      return { pointer: at, reason: message ?? "is not valid" };
  }
}
