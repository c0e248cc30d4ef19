import { runPortolan } from "../src/start/run-portolan.ts";

// The command line, under the runtime that portolan.mjs starts.
process.exitCode = await runPortolan(process.argv.slice(2));
