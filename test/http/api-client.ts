import { ROUTES } from "../../src/http/route-table.ts";
import { requireDocumented } from "./documented-answer.ts";

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
  /** Sent as JSON, or unchanged when it is text or bytes. */
  readonly body?: unknown;
}

/**
 * Calls the API, and fails when the answer differs from the documented operation: in its status, media type or body, or
 * in the code of a problem.
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
  const answer = {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson(response.headers) && text !== "" ? JSON.parse(text) : undefined,
  };
  const template = templateOf(path);
  if (template !== undefined) requireDocumented(method, template, answer);
  return answer;
}

export function isJson(headers: Headers): boolean {
  return /json/.test(headers.get("content-type") ?? "");
}

const TEMPLATES = [...new Set(ROUTES.map(({ path }) => path))].map((path) => ({
  path,
  pattern: new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
}));

/** The documented path that matches a path; fixed paths come before those with parameters. */
function templateOf(path: string): string | undefined {
  const plain = path.split("?")[0] as string;
  return (
    TEMPLATES.find(({ path: fixed }) => fixed === plain)?.path ??
    TEMPLATES.find(({ pattern }) => pattern.test(plain))?.path
  );
}
