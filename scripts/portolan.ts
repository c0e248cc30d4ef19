import { runPortolan } from "../src/start/run-portolan.ts";

// npm run portolan -- COMMAND: the command line.
process.exitCode = await runPortolan(process.argv.slice(2));
