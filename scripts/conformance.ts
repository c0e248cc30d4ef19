import { constants } from "node:os";
import { readConformanceOptions } from "./conformance/options.ts";
import { renderResults } from "./conformance/render-results.ts";
import { runChecks } from "./conformance/run-checks.ts";
import { Server } from "./conformance/server.ts";

// npm run conformance: checks that a server, Portolan's or another, behaves as EPCIS 2.0 requires.
const options = readConformanceOptions();
const interruption = new AbortController();
let status: number | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // A terminal and npm send the signal more than once. The first ends the checks; the run still deletes what it made.
  process.on(signal, () => {
    status ??= 128 + constants.signals[signal];
    interruption.abort(new Error("The run was interrupted."));
  });
}
const run = await runChecks(new Server(options, interruption.signal), ({ name, outcome }) =>
  console.error(`${outcome.padEnd(4)} ${name}`),
);
console.log(renderResults(run));
if (status !== undefined) console.error("The run was interrupted. The table has the checks before that.");
process.exitCode = status ?? (run.results.some(({ outcome }) => outcome === "fail") ? 1 : 0);
