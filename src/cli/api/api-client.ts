import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readProblem } from "./read-problem.ts";
import { trimEnd } from "../../domain/encoding/trim-end.ts";

/** The most that an answer may have; a page of the API has far less. */
const MAX_ANSWER_BYTES = 32 * 2 ** 20;
/** Longer than the longest `Prefer: wait`. */
const TIMEOUT_MS = 90_000;

/** A gateway's public API, as one caller sees it. */
export interface ApiClient {
  readonly url: string;
  get(path: string, query?: Query): Promise<unknown>;
  send(method: "POST" | "PATCH" | "PUT" | "DELETE", path: string, body?: unknown, headers?: Headers): Promise<unknown>;
}

/** Members without a value are left out of the query string. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;
type Headers = Readonly<Record<string, string>>;

/**
 * A client of the gateway at `url`. Its methods give the JSON of a 2xx answer, `undefined` where there is no body.
 *
 * @param apiKey `undefined` for what needs none.
 * @throws GatewayUnreachable, GatewayAnswerUnexpected, GatewayRefused (from each method).
 */
export function createApiClient(url: string, apiKey: string | undefined): ApiClient {
  const base = trimEnd(url, "/");

  async function request(method: string, path: string, init: RequestInit): Promise<unknown> {
    const answer = await fetch(`${base}${path}`, {
      ...init,
      method,
      headers: {
        accept: "application/json",
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        ...(init.headers as Headers | undefined),
      },
      // The key must not follow to wherever an answer points.
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((cause: unknown) => {
      throw new PortolanError("GatewayUnreachable", { url: base, reason: reasonOf(cause) }, { cause });
    });
    const text = await readText(answer, base);
    const document = parse(text, base);
    if (!answer.ok) throw readProblem(document, answer.status, base);
    return document;
  }

  return {
    url: base,
    get: (path, query = {}) => request("GET", path + queryString(query), {}),
    send: (method, path, body, headers = {}) =>
      request(
        method,
        path,
        body === undefined
          ? { headers }
          : { body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } },
      ),
  };
}

function queryString(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? ""
    : `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
}

async function readText(answer: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of answer.body ?? []) {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES)
        throw new PortolanError("GatewayAnswerUnexpected", { url, problem: `more than ${MAX_ANSWER_BYTES} bytes` });
      chunks.push(chunk);
    }
  } catch (cause) {
    if (PortolanError.is(cause)) throw cause;
    throw new PortolanError("GatewayUnreachable", { url, reason: reasonOf(cause) }, { cause });
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string, url: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PortolanError("GatewayAnswerUnexpected", { url, problem: "the answer is not JSON" }, { cause });
  }
}

/** What the system says in one word, such as ECONNREFUSED, where it says so. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${TIMEOUT_MS / 1000} s`;
  const { cause } = error;
  if (cause instanceof Error) return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
  return error.message;
}
