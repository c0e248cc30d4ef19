import { randomUUID } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { MAX_URL_CHARACTERS } from "./create-express.ts";
import { rawProblem } from "./problem.ts";

/** Timeouts in milliseconds: for the request's head, for the whole request, and for an idle connection. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 60_000;
const KEEP_ALIVE_MS = 65_000;

/**
 * Bytes of URL and header fields that Node reads. It is above the limits of {@link createExpress}, which tell a long URL
 * from large header fields, and below 64 KiB, the most that Node reads at once: see {@link clientError}.
 */
const HEAD_BYTES = 49_152;
/** Far above the limit of event streams, so that other requests always find a connection. */
const CONNECTIONS = 10_000;

/** Milliseconds that open requests may take to finish when the server closes. */
const DRAIN_MS = 10_000;
const IDLE_LOOK_MS = 20;

export interface Listening {
  readonly url: string;
  readonly port: number;
  readonly connections: number;
  /**
   * Refuses new connections, lets open requests finish for at most `drainMs`, then closes the remaining connections.
   */
  close(drainMs?: number): Promise<void>;
}

/**
 * Serves an application over HTTP.
 *
 * @param port 0 for any free port.
 * @throws PortolanError `PortTaken`.
 */
export async function listen(app: RequestListener, host: string, port: number): Promise<Listening> {
  const server = createServer(
    {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 2_000,
      maxHeaderSize: HEAD_BYTES,
    },
    app,
  );
  server.maxConnections = CONNECTIONS;
  let connections = 0;
  server.on("connection", (socket) => {
    connections += 1;
    socket.once("close", () => (connections -= 1));
  });
  server.on("clientError", (error: ClientError, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else socket.end(rawProblem(clientError(error), randomUUID()));
  });

  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, host, resolve);
  try {
    await listening;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    throw new PortolanError("PortTaken", { host, port, reason: code, setting: "PORT" }, { cause: error });
  }
  server.removeListener("error", reject);

  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    port: bound,
    get connections() {
      return connections;
    },
    async close(drainMs = DRAIN_MS) {
      const closed = new Promise<void>((done) => server.close(() => done()));
      // A kept-alive connection becomes idle only after its last answer, so that one call would miss it.
      const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS);
      const timer = setTimeout(() => server.closeAllConnections(), drainMs);
      await closed;
      clearInterval(idle);
      clearTimeout(timer);
    },
  };
}

/** An error of Node's parser. @see https://nodejs.org/api/http.html#event-clienterror */
interface ClientError extends NodeJS.ErrnoException {
  /** The bytes of the request that arrived last. */
  readonly rawPacket?: Buffer;
}

/** Names the refusal of a request that Node cannot parse. The first line of a head that is too large may hold a long URL. */
function clientError({ code, rawPacket }: ClientError): PortolanError {
  if (code === "HPE_HEADER_OVERFLOW") {
    const [line = ""] = rawPacket?.toString("latin1").split("\r\n", 1) ?? [];
    return /^[A-Z]+ /.test(line) && line.length > MAX_URL_CHARACTERS
      ? new PortolanError("UriTooLong", { limit: MAX_URL_CHARACTERS })
      : new PortolanError("HeadersTooLarge", {});
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new PortolanError("RequestTimedOut", {});
  return new PortolanError("RequestMalformed", { reason: "it is not HTTP/1.1" });
}
