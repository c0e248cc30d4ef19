import type { Static, TSchema } from "@sinclair/typebox";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** What of a request a schema is about. */
export type RequestPart = "body" | "query" | "path";

/** How many of the things that are wrong an answer names, and how much of each place. */
const NAMED = 20;
const POINTER_LENGTH = 200;

/** The part of the request as its schema types it. @throws PortolanError `RequestInvalid`. */
export type Validator<Schema extends TSchema> = (value: unknown) => Static<Schema>;

const strict = ajv(false);
/** Query and path are text: numbers and booleans are read from it. */
const coercing = ajv(true);

function ajv(coerceTypes: boolean): Ajv2020 {
  const made = new Ajv2020({ strict: true, allErrors: true, coerceTypes });
  addFormats.default(made, ["date-time", "uri", "uri-reference"]);
  return made;
}

/** Compiles a schema once. The validator may change the numbers and booleans of a query or path in place. */
export function compileValidator<Schema extends TSchema>(schema: Schema, part: RequestPart): Validator<Schema> {
  const validate = (part === "body" ? strict : coercing).compile(schema);
  return (value) => {
    if (validate(value)) return value as Static<Schema>;
    const problems = (validate.errors ?? []).slice(0, NAMED).map(describe);
    throw new PortolanError("RequestInvalid", { part, problems });
  };
}

/** `#/payload must be object`: a JSON Pointer as a URI fragment, a space, and what is wrong there. */
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
