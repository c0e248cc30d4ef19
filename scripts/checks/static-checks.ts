import type { Check } from "./run-check.ts";

/** Type checks and linters; part of `npm test`. */
export const STATIC_CHECKS: readonly Check[] = [
  { name: "types", command: "tsc", args: ["--project", "."] },
  { name: "types of the console", command: "tsc", args: ["--project", "src/console"] },
  { name: "types of the verification page", command: "tsc", args: ["--project", "src/audit/page"] },
  { name: "lint", command: "eslint", args: ["--max-warnings", "0", "."] },
  { name: "lint of the contracts", command: "solhint", args: ["--max-warnings", "0", "contracts/**/*.sol"] },
];

/** Checks of formatting and unused code; part of `npm run check`, but not of `npm test`. */
export const TIDINESS_CHECKS: readonly Check[] = [
  { name: "format", command: "prettier", args: ["--check", "."] },
  { name: "dead code", command: "knip", args: [] },
];
