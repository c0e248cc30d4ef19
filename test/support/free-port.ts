import { createServer } from "node:net";

/** Below the ports that systems give to connections and to servers without a wish, so that nobody else takes one meanwhile. */
const FIRST = 10_000;
const LAST = 32_000;

/** A free port of this host, for a server whose address must be known before it starts. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
