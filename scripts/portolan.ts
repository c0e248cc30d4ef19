import { endProcess } from "../src/cli/end-process.ts";
import { runPortolan } from "../src/start/run-portolan.ts";

// Runs the command line, in the process that portolan.mjs starts.
await endProcess(await runPortolan(process.argv.slice(2)));
