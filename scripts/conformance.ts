import { readConformanceOptions } from "./conformance/options.ts";
import { renderResults } from "./conformance/render-results.ts";
import { runChecks } from "./conformance/run-checks.ts";

// npm run conformance: the behaviours of EPCIS 2.0 that a server has, this product's or another's.
const options = readConformanceOptions();
const results = await runChecks(options, ({ name, outcome }) => console.error(`${outcome.padEnd(13)} ${name}`));
console.log(renderResults(results));
process.exitCode = results.some(({ outcome }) => outcome === "fail") ? 1 : 0;
