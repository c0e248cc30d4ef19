import { readConformanceOptions } from "./conformance/options.ts";
import { renderResults } from "./conformance/render-results.ts";
import { runChecks } from "./conformance/run-checks.ts";

// npm run conformance: checks that a server, Portolan's or another, behaves as EPCIS 2.0 requires.
const options = readConformanceOptions();
const results = await runChecks(options, ({ name, outcome }) => console.error(`${outcome.padEnd(13)} ${name}`));
console.log(renderResults(results));
process.exitCode = results.some(({ outcome }) => outcome === "fail") ? 1 : 0;
