import { endProcess } from "../src/cli/end-process.ts";
import { runPortolan } from "../src/start/run-portolan.ts";

// npm start: the chain, the gateway and a journey to look at, on this machine.
await endProcess(await runPortolan(["start", ...process.argv.slice(2)]));
