import { runPortolan } from "../src/start/run-portolan.ts";

// npm start: the chain, the gateway and a journey to look at, on this machine.
process.exitCode = await runPortolan(["start", ...process.argv.slice(2)]);
