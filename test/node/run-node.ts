import { startNode } from "../../src/node/start-node.ts";

/** Runs a node in a process of its own: `run-node.ts <folder> [port]`. Its first line of output is its URL. */
const [folder, port] = process.argv.slice(2);
const node = await startNode({
  host: "127.0.0.1",
  port: Number(port ?? 0),
  dataDir: folder ?? "",
  onWarning: (text) => process.stderr.write(`${text}\n`),
  onProgress: () => undefined,
});
process.stdout.write(`${node.url}\n`);
await node.stopped.catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
