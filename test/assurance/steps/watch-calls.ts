import { ServerResponse } from "node:http";
import { Pool, type Dispatcher } from "undici";
import { actWithEnd } from "./act.ts";

/** Watches what is asked of others over HTTP: calls of a node by their methods, and letters to receivers of news. */
export function watchCalls(): void {
  const base = Object.getPrototypeOf(Object.getPrototypeOf(Pool.prototype)) as Dispatcher;
  const dispatch = base.dispatch;
  // A pool passes on to a client what it was asked, by the same method.
  const seen = new WeakSet<object>();
  base.dispatch = function (options, handler) {
    if (seen.has(handler)) return dispatch.call(this, options, handler);
    seen.add(handler);
    actWithEnd(nameOf(options), (atEnd) => {
      const start = handler.onResponseStart?.bind(handler);
      handler.onResponseStart = (...parameters) => atEnd(() => start?.(...parameters));
      dispatch.call(this, options, handler);
    });
    return true;
  };
}

/** Watches what is answered to others: before it is sent, and when the system has it all. */
export function watchAnswers(): void {
  const end = ServerResponse.prototype.end as (...parameters: unknown[]) => ServerResponse;
  (ServerResponse.prototype.end as typeof end) = function (this: ServerResponse, ...parameters) {
    const path = (this.req.url ?? "")
      .replace(/\?.*/, "")
      .replaceAll(/\/[^/]*\d[^/]*(?=\/|$)/g, (part) => (/^\/v\d$/.test(part) ? part : "/*"));
    actWithEnd(`answer ${this.req.method ?? ""} ${path} ${this.statusCode}`, (atEnd) => {
      this.once("finish", () => atEnd(() => undefined));
      end.apply(this, parameters);
    });
    return this;
  };
}

/** Methods of JSON-RPC that have an effect; all others ask. */
const SENDING = "eth_sendRawTransaction";

function nameOf({ body, method, path }: Dispatcher.DispatchOptions): string {
  const calls = parsed(body);
  if (calls.length === 0) return `${method.toLowerCase()} ${path.replace(/\?.*/, "")}`;
  const methods = [...new Set(calls)].toSorted();
  return `${methods.includes(SENDING) ? "send" : "ask"} ${methods.join(", ")}`;
}

/** The methods of a JSON-RPC call or batch; none when it is something else. */
function parsed(body: unknown): string[] {
  if (typeof body !== "string") return [];
  const calls = [JSON.parse(body) as { method?: string } | { method?: string }[]].flat();
  return calls.flatMap(({ method }) => (typeof method === "string" ? [method] : []));
}
