import { readOptions } from "./conformance/options.ts";
import { renderResults } from "./conformance/render-results.ts";
import { runChecks } from "./conformance/run-checks.ts";

// npm run conformance -- --url URL --key KEY: what of EPCIS 2.0 a server does, its own or another's. It captures events
// of its own making and leaves them there.
const options = readOptions(process.argv.slice(2));
const results = await runChecks(options, ({ name, outcome }) => console.error(`${outcome.padEnd(13)} ${name}`));
console.log(renderResults(results));
process.exitCode = results.some(({ outcome }) => outcome === "fail") ? 1 : 0;
