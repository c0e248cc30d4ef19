import { Worker } from "node:worker_threads";
import { processTerminal } from "../../src/cli/terminal.ts";
import { untilStopped } from "../../src/cli/until-stopped.ts";

/** A server with an endless thread and an open timer, whose stop never ends. */
new Worker("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);", { eval: true });
setInterval(() => undefined, 1_000);
const forever = new Promise<void>(() => undefined);

const stopped = untilStopped(processTerminal(true), { stopped: forever, stop: () => forever });
process.stdout.write("ready\n");
await stopped;
