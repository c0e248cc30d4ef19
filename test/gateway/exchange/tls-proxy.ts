import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { createServer, type ServerOptions } from "node:https";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A certificate for this machine, which signs itself. Its file is an authority for `NODE_EXTRA_CA_CERTS`. */
export interface Certificate {
  readonly file: string;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Makes a certificate for localhost and the addresses of the loopback, by openssl. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const [file, keyFile] = [join(folder, "ca.pem"), join(folder, "ca-key.pem")];
  await run("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1"],
    ...["-keyout", keyFile, "-out", file],
  ]);
  return { file, cert: await readFile(file), key: await readFile(keyFile) };
}

/** A reverse proxy that ends TLS, as an operator puts one before a gateway. */
export interface TlsProxy {
  readonly port: number;
  /** Protocols of the requests so far. */
  readonly protocols: ReadonlySet<string>;
  close(): Promise<void>;
}

/** @param target Port of the gateway on 127.0.0.1. @param host The address on which the proxy listens. */
export async function startTlsProxy(
  { cert, key }: Certificate,
  target: number,
  host: string,
  options: Pick<ServerOptions, "maxVersion"> = {},
): Promise<TlsProxy> {
  const protocols = new Set<string>();
  const server = createServer({ cert, key, ...options }, (incoming, outgoing) => {
    const { socket, method, url, headers } = incoming;
    protocols.add(("getProtocol" in socket && (socket.getProtocol as () => string | null)()) || "none");
    const forwarded = request({ host: "127.0.0.1", port: target, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  server.listen(0, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  return {
    port: address.port,
    protocols,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
