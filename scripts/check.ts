import { runAll } from "./checks/run-all.ts";
import { STATIC_CHECKS, TIDINESS_CHECKS } from "./checks/static-checks.ts";
import { readOptions, scriptCommand } from "./command-line/script-command.ts";

// npm run check: runs all checks that a proposed change must pass.
readOptions(
  scriptCommand("npm run check", "Checks types, lint, format and dead code, and runs every suite, as CI does."),
);
process.exitCode = await runAll([...TIDINESS_CHECKS, ...STATIC_CHECKS], []);
