import { InvalidArgumentError } from "commander";
import { globSync } from "node:fs";
import { scriptCommand } from "./command-line/script-command.ts";

// npm test [-- files]: checks types and lint and runs every suite, or runs only the named test files.
const command = scriptCommand("npm test", "Runs types, lint and every suite, or only the named test files.").argument(
  "[file...]",
  "test files or patterns of them, such as 'test/store/**/*.test.ts'",
  (pattern: string, before: string[] = []) => [...before, existing(pattern)],
);
const [files = []] = command.parse().processedArgs as [string[]?];

const { runAll } = await import("./checks/run-all.ts");
const { STATIC_CHECKS } = await import("./checks/static-checks.ts");
process.exitCode = await runAll(STATIC_CHECKS, files);

function existing(pattern: string): string {
  if (globSync(pattern).length === 0) throw new InvalidArgumentError("No test file has this name.");
  return pattern;
}
