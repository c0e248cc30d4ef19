import { flushCompileCache } from "node:module";
import { PortolanError } from "../../src/domain/errors/portolan-error.ts";
import { startNode } from "../../src/node/start-node.ts";

/** Runs a node in its own process: `run-node.ts <folder>`. It writes its URL, or the code of its error. */
const node = await startNode({
  host: "127.0.0.1",
  port: 0,
  dataDir: process.argv[2] ?? "",
  onWarning: (text) => process.stderr.write(`${text}\n`),
  onProgress: () => undefined,
});
// A killed process would not write its compile cache.
flushCompileCache();
process.stdout.write(`${node.url}\n`);
await node.stopped.catch((error: unknown) => {
  process.stdout.write(`${PortolanError.is(error) ? error.code : String(error)}\n`);
  process.exitCode = 1;
});
