import { Problem, Unreachable } from "./problem.ts";

/** The options of a request. */
export interface CallOptions {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Parameters of the query; `undefined` ones are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Body, sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Called when an answer shows that the session is missing or has ended. */
const listeners = new Set<() => void>();

export function onSessionLost(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Sends a request to the API of the page's server; the browser adds the session's cookie.
 *
 * @returns the JSON of the answer, or `undefined` when it has no body.
 * @throws Problem when the gateway refuses; Unreachable when it does not answer.
 */
export async function call<Answer>(path: string, options: CallOptions = {}): Promise<Answer> {
  const { method = "GET", body, headers, signal } = options;
  let response: Response;
  try {
    response = await fetch(path + search(options.query), {
      method,
      headers: {
        accept: "application/json",
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Unreachable(cause);
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Answer;
  const document = await response.json().catch(() => ({}));
  if (response.status === 401) for (const listener of listeners) listener();
  throw new Problem(response.status, document as object);
}

function search(query: CallOptions["query"] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return parameters.size === 0 ? "" : `?${parameters}`;
}
