import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import type { JsonObject } from "../../src/domain/encoding/json.ts";
import { require } from "./check.ts";
import { eventsIn, type Answer, type Server } from "./server.ts";

/** A message of a subscription. */
export interface Callback {
  readonly headers: IncomingHttpHeaders;
  /** The parsed body; undefined if it is not JSON. */
  readonly body: Answer["body"];
  readonly text: string;
  /** The status that the receiver answered. */
  readonly status: number;
}

/** An HTTP server that receives the messages of a subscription. */
export interface Receiver {
  /** Its URL, as the checked server reaches it. */
  readonly url: string;
  readonly callbacks: readonly Callback[];
  /** The callback with this index, when it has come. */
  callback(index: number): Promise<Callback>;
}

/** Runs `use` with a receiver. @param statusOf status of the answer to a message; 200 by default. */
export async function withReceiver(
  server: Server,
  use: (receiver: Receiver) => Promise<void>,
  statusOf: (body: Answer["body"]) => number = () => 200,
): Promise<void> {
  const callbacks: Callback[] = [];
  const listener = createServer((request, response) => {
    void text(request).then((content) => {
      const body = parsed(content);
      const status = statusOf(body);
      callbacks.push({ headers: request.headers, body, text: content, status });
      response.writeHead(status).end();
    });
  }).listen(0);
  try {
    await once(listener, "listening");
    const address = listener.address();
    require(typeof address === "object" && address !== null, "the receiver has no port");
    await use({
      url: `http://${server.options.callbackHost}:${address.port}/callback`,
      callbacks,
      callback: (index) =>
        server.until(
          () => `${callbacks.length} instead of ${index + 1} callbacks arrived`,
          () => Promise.resolve(callbacks[index]),
        ),
    });
  } finally {
    listener.close();
    listener.closeAllConnections();
  }
}

/** The events of a callback. @throws Error unless its body is an EPCISQueryDocument. */
export const eventsOf = ({ body }: Callback): JsonObject[] => eventsIn(body);

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
