import { endProcess } from "../src/cli/end-process.ts";
import { runPortolan } from "../src/start/run-portolan.ts";

// The command line, under the runtime that portolan.mjs starts.
await endProcess(await runPortolan(process.argv.slice(2)));
