import { runAll } from "./checks/run-all.ts";
import { STATIC_CHECKS } from "./checks/static-checks.ts";

// npm test [-- files]: types, lint and every suite, or the named test files alone.
process.exitCode = await runAll(STATIC_CHECKS, process.argv.slice(2));
