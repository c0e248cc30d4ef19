import { createServer, connect, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** Both ends of one connection that passes through the proxy. */
export interface PassingConnection {
  readonly client: Socket;
  readonly server: Socket;
}

/** Changes that a test makes to bytes on their way. All other bytes pass unchanged. */
export interface WireInterference {
  /** Bytes from the client; `taken` keeps the proxy from passing them on. */
  up?(chunk: Buffer, connection: PassingConnection): "taken" | undefined;
  /** Bytes from the server; `taken` as in `up`. */
  down?(chunk: Buffer, connection: PassingConnection): "taken" | undefined;
}

/** A real TCP proxy on a fixed port. */
export interface TcpProxy {
  readonly port: number;
  interference: WireInterference;
  /** Whether all bytes are dropped, without closing a connection. */
  isSilent: boolean;
  /** Resets every connection. */
  reset(): void;
  /** Resets every connection, and refuses others until `accept`. */
  refuse(): Promise<void>;
  accept(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy in front of a port of this machine. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const connections = new Set<PassingConnection>();
  const server = createServer((client) => {
    const passing = { client, server: connect(target, "127.0.0.1") };
    connections.add(passing);
    const end = () => {
      connections.delete(passing);
      client.destroy();
      passing.server.destroy();
    };
    for (const socket of [client, passing.server]) socket.setNoDelay(true).on("error", end).on("close", end);
    client.on("data", (chunk) => {
      if (!proxy.isSilent && proxy.interference.up?.(chunk, passing) === undefined) passing.server.write(chunk);
    });
    passing.server.on("data", (chunk) => {
      if (!proxy.isSilent && proxy.interference.down?.(chunk, passing) === undefined) client.write(chunk);
    });
  });
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  const proxy: TcpProxy = {
    port: 0,
    interference: {},
    isSilent: false,
    reset() {
      for (const { client, server: upstream } of connections) {
        client.resetAndDestroy();
        upstream.destroy();
      }
      connections.clear();
    },
    async refuse() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      proxy.reset();
      await closed;
    },
    accept: () => listen(proxy.port),
    async close() {
      proxy.reset();
      if (server.listening) await proxy.refuse();
    },
  };
  await listen(0);
  return Object.assign(proxy, { port: (server.address() as AddressInfo).port });
}
