import type { Check } from "./run-check.ts";

/** The native compiler, ten times as fast. It has no API for the linters, which use TypeScript 6. */
const COMPILER = "typescript-native/bin/tsc";

/** Type checks and linters; part of `npm test`. */
export const STATIC_CHECKS: readonly Check[] = [
  { name: "types", program: COMPILER, args: ["--project", "."] },
  { name: "types of the console", program: COMPILER, args: ["--project", "src/console"] },
  { name: "types of the verification page", program: COMPILER, args: ["--project", "src/audit/page"] },
  { name: "lint", program: ".bin/eslint", args: ["--max-warnings", "0", "."] },
  { name: "lint of the contracts", program: ".bin/solhint", args: ["--max-warnings", "0", "contracts/**/*.sol"] },
];

/** Checks of formatting and unused code; part of `npm run check`, but not of `npm test`. */
export const TIDINESS_CHECKS: readonly Check[] = [
  { name: "format", program: ".bin/prettier", args: ["--check", "."] },
  { name: "dead code", program: ".bin/knip", args: [] },
];
