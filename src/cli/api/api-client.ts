import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { trimEnd } from "../../domain/encoding/trim-end.ts";
import type { JsonLimits } from "../../domain/encoding/json.ts";
import { parseJson } from "../../domain/encoding/parse-json.ts";
import { publicUrl } from "../../domain/encoding/public-url.ts";
import { reasonOf } from "../../domain/errors/reason-of.ts";
import { collectText } from "../../domain/encoding/collect.ts";

/** Largest size of an answer; a page of the API is far smaller. */
const MAX_ANSWER_BYTES = 32 * 2 ** 20;
const LIMITS: JsonLimits = { characters: MAX_ANSWER_BYTES, depth: 64, values: 5_000_000 };
/** Longer than the longest `Prefer: wait`. */
const TIMEOUT_MS = 90_000;

/**
 * Calls a gateway's API for one caller. It does not check the type of an answer; code that relies on a hash or a
 * signature verifies it.
 */
export interface ApiClient {
  readonly url: string;
  get<Answer>(path: string, query?: Query): Promise<Answer>;
  send<Answer>(method: Method, path: string, body?: unknown, headers?: Headers): Promise<Answer>;
}

/** Parameters of the URL. Undefined members are not sent. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;
type Method = "POST" | "PATCH" | "PUT" | "DELETE";
type Headers = Readonly<Record<string, string>>;

/**
 * Creates a client of the gateway at `url`. Its methods return the JSON of a 2xx answer, or `undefined` for an empty
 * body.
 *
 * @param apiKey `undefined` for routes that need no key.
 * @param accessContext visible ASCII: why an authority reads.
 * @throws GatewayUnreachable, GatewayAnswerUnexpected, GatewayRefused (from each method).
 */
export function createApiClient(url: string, apiKey: string | undefined, accessContext?: string): ApiClient {
  const base = trimEnd(url, "/");
  const name = publicUrl(url);

  async function request<Answer>(method: string, path: string, headers: Headers, body?: string): Promise<Answer> {
    const answer = await fetch(`${base}${path}`, {
      method,
      ...(body !== undefined && { body }),
      headers: {
        accept: "application/json",
        ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
        ...(accessContext !== undefined && { "access-context": accessContext }),
        ...headers,
      },
      // A redirection must not receive the key.
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((cause: unknown) => {
      throw new PortolanError("GatewayUnreachable", { url: name, reason: reasonOfFetch(cause) }, { cause });
    });
    const text = await readText(answer, name);
    const document = parse(text, name);
    if (!answer.ok) throw problemOf(document, answer.status, name);
    return document as Answer;
  }

  return {
    url: base,
    get: (path, query = {}) => request("GET", path + queryString(query), {}),
    send: (method, path, body, headers = {}) =>
      body === undefined
        ? request(method, path, headers)
        : request(method, path, { "content-type": "application/json", ...headers }, JSON.stringify(body)),
  };
}

function queryString(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? ""
    : `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
}

async function readText(answer: Response, url: string): Promise<string> {
  if (answer.body === null) return "";
  const text = await collectText(answer.body, MAX_ANSWER_BYTES).catch((cause: unknown) => {
    throw new PortolanError("GatewayUnreachable", { url, reason: reasonOfFetch(cause) }, { cause });
  });
  if (text === undefined)
    throw new PortolanError("GatewayAnswerUnexpected", { url, problem: `more than ${MAX_ANSWER_BYTES} bytes` });
  return text;
}

function parse(text: string, url: string): unknown {
  if (text === "") return undefined;
  try {
    return parseJson(text, LIMITS);
  } catch (cause) {
    throw new PortolanError("GatewayAnswerUnexpected", { url, problem: "the answer is not JSON" }, { cause });
  }
}

/** Finds the reason why `fetch` failed, which wraps an error of the system, such as ECONNREFUSED, in another error. */
function reasonOfFetch(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${TIMEOUT_MS / 1000} s`;
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}

/** Makes an error from the gateway's problem document (RFC 9457), with the gateway's sentence. */
function problemOf(document: unknown, status: number, url: string): PortolanError {
  const detail = textOf(document, "detail");
  const code = textOf(document, "code");
  if (detail === undefined || code === undefined)
    return new PortolanError("GatewayAnswerUnexpected", { url, problem: `HTTP status ${status} without a reason` });
  return new PortolanError("GatewayRefused", { detail, reason: code, advice: textOf(document, "remedy") ?? "" });
}

function textOf(document: unknown, member: string): string | undefined {
  const value: unknown = typeof document === "object" && document !== null ? Reflect.get(document, member) : undefined;
  return typeof value === "string" ? value : undefined;
}
