import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { answerJsonRpc } from "./answer-json-rpc.ts";
import { handleWebSocket } from "./handle-websocket.ts";
import { handleHttp, MAX_MESSAGE_BYTES, refuse } from "./http-handler.ts";
import { isOwnHost } from "./is-own-host.ts";
import type { Method } from "./methods.ts";
import type { Subscriptions } from "./subscriptions.ts";

const MAX_CONNECTIONS = 256;

/** The functions of the server when the chain is ready. */
export interface Service {
  readonly methods: ReadonlyMap<string, Method>;
  readonly subscriptions: Subscriptions;
}

/** A listening server. Before `serve` is called it answers 503. */
export interface RpcServer {
  /** `http://` address; WebSocket is at the same address with `ws://`. */
  readonly url: string;
  serve(service: Service): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

/**
 * Listens for JSON-RPC over HTTP and WebSocket.
 *
 * @param port 0 for a free port.
 * @throws NodeCannotListen
 */
export async function listen(host: string, port: number): Promise<RpcServer> {
  let service: Service | undefined;
  const http = createServer({
    headersTimeout: 10_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 30_000,
    // TCP keep-alive closes a WebSocket whose client vanished.
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
  });
  const websockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, clientTracking: true });
  http.maxConnections = MAX_CONNECTIONS;

  http.on("request", (request, response) => {
    if (!isOwnHost(request.headers.host, host)) {
      refuse(response, { status: 403, reason: "This Host is not this node." });
    } else if (service === undefined) {
      refuse(response, { status: 503, reason: "The node is replaying its journal.", headers: { "retry-after": "1" } });
    } else {
      const { methods } = service;
      // The client went away while it sent or was answered.
      handleHttp(request, response, (text) => answerJsonRpc(text, methods)).catch(() => response.destroy());
    }
  });
  http.on("upgrade", (request, socket: Duplex, head) => {
    socket.on("error", () => socket.destroy());
    // CORS does not protect WebSockets. Only web pages send an Origin, and they may not connect.
    if (!isOwnHost(request.headers.host, host) || request.headers.origin !== undefined) {
      endUpgrade(socket, "403 Forbidden");
    } else if (service === undefined) {
      endUpgrade(socket, "503 Service Unavailable");
    } else {
      const { methods, subscriptions } = service;
      websockets.handleUpgrade(request, socket, head, (websocket) =>
        handleWebSocket(websocket, subscriptions, (text, own) => answerJsonRpc(text, methods, own)),
      );
    }
  });

  await bind(http, host, port);
  return {
    url: urlOf(host, (http.address() as AddressInfo).port),
    serve: (ready) => {
      service = ready;
    },
    close: async () => {
      const closed = new Promise((resolve) => http.close(resolve));
      for (const websocket of websockets.clients) websocket.terminate();
      http.closeAllConnections();
      await closed;
    },
  };
}

function bind(http: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? "the port is in use" : error.message;
      reject(new PortolanError("NodeCannotListen", { host, port, reason }, { cause: error }));
    });
    http.listen(port, host, resolve);
  });
}

function endUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${String(port)}`;
}
