import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { createOpenApi } from "../../src/http/serve/openapi.ts";
import { ROUTES } from "../../src/http/route-table.ts";
import type { Answer } from "./api-client.ts";

interface DocumentedAnswer {
  readonly content?: Readonly<Record<string, unknown>>;
}

/** The document as read from its JSON text. */
export const OPENAPI = JSON.parse(JSON.stringify(createOpenApi(ROUTES)));

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema({ $id: "openapi", ...OPENAPI });
const validators = new Map<string, ValidateFunction>();

/**
 * Fails unless the document allows the answer for the operation: its status, its media type, its body, and the code of
 * a problem.
 *
 * @param template The documented path.
 */
export function requireDocumented(method: string, template: string, { status, headers, text, body }: Answer): void {
  const documented = OPENAPI.paths[template]?.[method.toLowerCase()];
  if (documented === undefined) return;
  const what = `${method} ${template} ${status}`;
  const spec = documented.responses[status] as DocumentedAnswer | undefined;
  if (spec === undefined) throw new Error(`${what} is not documented: ${text}`);
  if (spec.content === undefined || method === "HEAD") {
    if (text !== "") throw new Error(`${what} has a body that is not documented`);
    return;
  }
  const media = headers.get("content-type")?.split(";")[0] ?? "none";
  if (!(media in spec.content)) throw new Error(`${what} has the undocumented type ${media}`);
  if (body === undefined) return;
  const validate = validatorOf([
    "paths",
    template,
    method.toLowerCase(),
    "responses",
    String(status),
    "content",
    media,
  ]);
  if (!validate(body)) throw new Error(`${what} is not as documented: ${ajv.errorsText(validate.errors)}\n${text}`);
}

function validatorOf(content: readonly string[]): ValidateFunction {
  const pointer = [...content, "schema"].map((part) => part.replace(/~/g, "~0").replace(/\//g, "~1"));
  const key = `openapi#/${pointer.map(encodeURIComponent).join("/")}`;
  let validate = validators.get(key);
  if (validate === undefined) {
    validate = ajv.compile({ $ref: key });
    validators.set(key, validate);
  }
  return validate;
}
