import { ServerResponse } from "node:http";
import { Pool, type Dispatcher } from "undici";
import { actWithEnd } from "./act.ts";

/** Watches outgoing HTTP requests: calls of a node by their methods, and messages to receivers. */
export function watchCalls(): void {
  const base = Object.getPrototypeOf(Object.getPrototypeOf(Pool.prototype)) as Dispatcher;
  const dispatch = base.dispatch;
  // A pool passes a request on to a client through the same method.
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

/** Watches outgoing HTTP answers: before they are sent, and when the system has accepted them. */
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

/** The JSON-RPC method with an effect; all others only read. */
const SENDING = "eth_sendRawTransaction";

function nameOf({ body, method, path }: Dispatcher.DispatchOptions): string {
  const calls = parsed(body);
  if (calls.length === 0) return `${method.toLowerCase()} ${path.replace(/\?.*/, "")}`;
  const methods = [...new Set(calls)].toSorted();
  return `${methods.includes(SENDING) ? "send" : "ask"} ${methods.join(", ")}`;
}

/** The methods of a JSON-RPC call or batch; an empty list for any other body. */
function parsed(body: unknown): string[] {
  if (typeof body !== "string") return [];
  const calls = [JSON.parse(body) as { method?: string } | { method?: string }[]].flat();
  return calls.flatMap(({ method }) => (typeof method === "string" ? [method] : []));
}
