import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { ROUTES } from "../../src/http/route-table.ts";
import { createOpenApi } from "../../src/http/openapi.ts";

/** An answer of the API, with its body parsed when it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // The body is whatever the schema of the route says, which every call checks.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface Call {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is when it is text or bytes. */
  readonly body?: unknown;
}

interface DocumentedAnswer {
  readonly content?: Readonly<Record<string, unknown>>;
}

/** The document as JSON text says it. */
export const OPENAPI = JSON.parse(JSON.stringify(createOpenApi(ROUTES)));

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema({ $id: "openapi", ...OPENAPI });
const validators = new Map<string, ValidateFunction>();

/**
 * Calls the API, and fails when an answer of a documented operation is not as documented: its status, its media type,
 * its body, and, for a problem, whether the operation tells that it gives this code.
 */
export async function call(url: string, method: string, path: string, options: Call = {}): Promise<Answer> {
  const { token, headers = {}, body } = options;
  const isRaw = body === undefined || typeof body === "string" || body instanceof Uint8Array;
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: isRaw ? (body as string) : JSON.stringify(body) }),
  });
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  const answer = {
    status: response.status,
    headers: response.headers,
    text,
    body: /json/.test(type) && text !== "" ? JSON.parse(text) : undefined,
  };
  requireDocumented(method, path, answer, type);
  return answer;
}

function requireDocumented(method: string, path: string, answer: Answer, type: string): void {
  const template = templateOf(path);
  const documented = template === undefined ? undefined : OPENAPI.paths[template]?.[method.toLowerCase()];
  if (documented === undefined) return;
  const what = `${method} ${template} ${answer.status}`;
  const spec = documented.responses[answer.status] as DocumentedAnswer | undefined;
  if (spec === undefined) throw new Error(`${what} is not documented: ${answer.text}`);
  if (spec.content === undefined || method === "HEAD") {
    if (answer.text !== "") throw new Error(`${what} has a body that is not documented`);
    return;
  }
  const essence = type.split(";")[0] as string;
  const media = essence in spec.content ? essence : "*/*";
  if (!(media in spec.content)) {
    if (essence === "text/html") return;
    throw new Error(`${what} has the undocumented type ${type}`);
  }
  if (answer.body === undefined || template === "/openapi.json") return;
  const pointer = [
    "paths",
    template as string,
    method.toLowerCase(),
    "responses",
    String(answer.status),
    "content",
    media,
    "schema",
  ];
  const key = `openapi#/${pointer.map((part) => encodeURIComponent(part.replace(/~/g, "~0").replace(/\//g, "~1"))).join("/")}`;
  let validate = validators.get(key);
  if (validate === undefined) {
    validate = ajv.compile({ $ref: key });
    validators.set(key, validate);
  }
  if (!validate(answer.body)) {
    throw new Error(`${what} is not as documented: ${ajv.errorsText(validate.errors)}\n${answer.text}`);
  }
}

const TEMPLATES = [...new Set(ROUTES.map(({ path }) => path))].map((path) => ({
  path,
  pattern: new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
}));

/** The documented path that a path is an instance of; a fixed one before one with parameters. */
function templateOf(path: string): string | undefined {
  const plain = path.split("?")[0] as string;
  return (
    TEMPLATES.find(({ path: fixed }) => fixed === plain)?.path ??
    TEMPLATES.find(({ pattern }) => pattern.test(plain))?.path
  );
}
