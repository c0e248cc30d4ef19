import { endProcess } from "../src/cli/end-process.ts";
import { runPortolan } from "../src/start/run-portolan.ts";

// npm start: starts the local chain and the gateway, and records a sample journey.
await endProcess(await runPortolan(["start", ...process.argv.slice(2)]));
