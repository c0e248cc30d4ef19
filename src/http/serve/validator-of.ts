import type { Static, TSchema } from "@sinclair/typebox";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** The part of a request that a schema validates. */
export type RequestPart = "body" | "query" | "path";

/** Problems that an answer lists at most. */
const LISTED = 20;
/** Characters of a problem's pointer that an answer shows at most. */
const POINTER_LENGTH = 200;

/** Validates a part of a request and gives it the schema's type. @throws PortolanError `RequestInvalid`. */
export type Validator<Schema extends TSchema> = (value: unknown) => Static<Schema>;

const strict = ajv(false);
/** Converts the text of a query or path to numbers and booleans. */
const coercing = ajv(true);

function ajv(coerceTypes: boolean): Ajv2020 {
  const made = new Ajv2020({ strict: true, allErrors: true, coerceTypes });
  addFormats.default(made, ["date-time", "uri", "uri-reference"]);
  return made;
}

/**
 * The validator of a schema, which is compiled when it is first used: compiling all schemas would take a quarter of the
 * time in which a gateway starts. It converts the numbers and booleans of a query or path in place.
 */
export function validatorOf<Schema extends TSchema>(schema: Schema, part: RequestPart): Validator<Schema> {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= (part === "body" ? strict : coercing).compile(schema);
    if (validate(value)) return value as Static<Schema>;
    const problems = (validate.errors ?? []).slice(0, LISTED).map(describe);
    throw new PortolanError("RequestInvalid", { part, problems });
  };
}

/** Describes an error as a JSON Pointer (a URI fragment), a space and the problem: `#/payload must be object`. */
function describe({ instancePath, keyword, params, message }: ErrorObject): string {
  const member: unknown =
    keyword === "additionalProperties"
      ? params["additionalProperty"]
      : keyword === "required"
        ? params["missingProperty"]
        : undefined;
  const path =
    member === undefined ? instancePath : `${instancePath}/${String(member).replace(/~/g, "~0").replace(/\//g, "~1")}`;
  const pointer = `#${path.toWellFormed().slice(0, POINTER_LENGTH).toWellFormed().split("/").map(encodeURIComponent).join("/")}`;
  if (keyword === "additionalProperties") return `${pointer} is not known here`;
  if (keyword === "required") return `${pointer} is missing`;
  if (keyword === "enum") return `${pointer} must be one of ${(params["allowedValues"] as unknown[]).join(", ")}`;
  return `${pointer} ${message ?? "is not valid"}`;
}
