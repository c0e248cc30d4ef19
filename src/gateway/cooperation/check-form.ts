import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { ACT_FORMS } from "../../api/act-forms.ts";
import type { ActKind } from "../../domain/cooperation/act-kind.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** Problems that an error lists at most. */
const LISTED = 20;

const ajv = new Ajv2020({ strict: true, allErrors: true });
const compiled = new Map<ActKind, ValidateFunction>();

/**
 * Checks the record of an act against the form of its kind. An incomplete one is not sent.
 *
 * @returns the record; `undefined` for a kind that has none.
 * @throws ActFormIncomplete with every missing and wrong member.
 */
export function checkForm(kind: ActKind, record: JsonObject | undefined): JsonObject | undefined {
  const form = ACT_FORMS[kind];
  const fail = (problems: string[]) => new PortolanError("ActFormIncomplete", { kind, problems });
  if (form === null) {
    if (record !== undefined)
      throw fail(["record is not known here: the act repeats what an earlier act committed to"]);
    return undefined;
  }
  let validate = compiled.get(kind);
  if (validate === undefined) compiled.set(kind, (validate = ajv.compile(form)));
  const given = record ?? {};
  if (validate(given)) return given;
  throw fail((validate.errors ?? []).slice(0, LISTED).map(describe));
}

function describe({ instancePath, keyword, params, message }: ErrorObject): string {
  const place = `record${instancePath.replaceAll("/", ".")}`;
  if (keyword === "required") return `${place}.${String(params["missingProperty"]).slice(0, 100)} is missing`;
  if (keyword === "additionalProperties")
    return `${place}.${String(params["additionalProperty"]).slice(0, 100)} is not known here`;
  if (keyword === "enum") return `${place} must be one of ${(params["allowedValues"] as unknown[]).join(", ")}`;
  return `${place} ${message ?? "is not valid"}`;
}
