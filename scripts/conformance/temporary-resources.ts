import type { Answer } from "./server.ts";

/** Sends a request to the server that a run checks. */
type Call = (method: string, path: string) => Promise<Answer>;

/** What remains on the server. */
interface Remainder {
  /** Paths of queries and subscriptions. */
  readonly paths: readonly string[];
  /** Number of page tokens. */
  readonly tokens: number;
}

const QUERIES = "/queries";
const SUBSCRIPTIONS = /^\/queries\/[^/]+\/subscriptions$/;
const NEXT_TOKEN = /[?&]nextPageToken=([^&>]+)[^>]*>\s*;\s*rel="?next"?/;

/** The named queries, subscriptions and page tokens that a run makes on the server, so that it can delete them. */
export class TemporaryResources {
  /** Queries and subscriptions by path, each with whether the server said that it made it. */
  readonly #named = new Map<string, boolean>();
  /** Paths of page tokens. */
  readonly #tokens = new Set<string>();

  /** Notes the query that a request makes, before its answer, which can be lost. */
  noteRequest(method: string, path: string, body: unknown): void {
    const query = pathOfQuery(method, path, body);
    if (query !== undefined && !this.#named.has(query)) this.#named.set(query, false);
  }

  /** Notes what an answer says that the server made. */
  noteAnswer(method: string, path: string, given: unknown, { status, body, headers }: Answer): void {
    const query = pathOfQuery(method, path, given);
    if (query !== undefined && status < 300) this.#named.set(query, true);
    if (query !== undefined && status >= 300 && this.#named.get(query) === false) this.#named.delete(query);
    if (method === "POST" && SUBSCRIPTIONS.test(path) && typeof body?.subscriptionID === "string") {
      this.#named.set(`${path}/${encodeURIComponent(body.subscriptionID)}`, true);
    }
    const token = NEXT_TOKEN.exec(headers.get("link") ?? "")?.[1];
    if (token !== undefined) this.#tokens.add(`/nextPageToken/${token}`);
  }

  /** Deletes everything noted: subscriptions before their queries. */
  async release(call: Call): Promise<Remainder> {
    const named = [...this.#named].sort(([one], [other]) => other.split("/").length - one.split("/").length);
    const tokens = [...this.#tokens];
    this.#named.clear();
    this.#tokens.clear();
    const paths: string[] = [];
    for (const [path, isCertain] of named) if (await remains(call, path, isCertain)) paths.push(path);
    let unreleased = 0;
    for (const path of tokens) if ((await statusOf(call, "DELETE", path)) !== 204) unreleased++;
    return { paths, tokens: unreleased };
  }
}

/** The path of the query that a request makes; undefined for other requests. */
function pathOfQuery(method: string, path: string, body: unknown): string | undefined {
  if (method !== "POST" || path !== QUERIES || typeof body !== "object" || body === null) return undefined;
  return "name" in body && typeof body.name === "string" ? `${QUERIES}/${encodeURIComponent(body.name)}` : undefined;
}

/** Deletes a resource. @returns whether it remains; without an answer, whether it was certain to exist. */
async function remains(call: Call, path: string, isCertain: boolean): Promise<boolean> {
  const deleted = await statusOf(call, "DELETE", path);
  if (deleted !== undefined && deleted < 300) return false;
  const read = await statusOf(call, "GET", path);
  return read === undefined ? isCertain : read !== 404 && read !== 410;
}

/** The status of an answer; undefined without an answer. */
const statusOf = (call: Call, method: string, path: string) =>
  call(method, path).then(
    ({ status }) => status,
    () => undefined,
  );
