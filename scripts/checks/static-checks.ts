import type { Check } from "./run-check.ts";

/** The native compiler, ten times as fast. It has no API for ESLint, which uses TypeScript 6. */
const COMPILER = "typescript-native/bin/tsc";

/** Type checks and linters; part of `npm test`. */
export const STATIC_CHECKS: readonly Check[] = [
  { name: "types", program: COMPILER, args: ["--project", "."] },
  { name: "types of the console", program: COMPILER, args: ["--project", "src/console"] },
  { name: "types of the verification page", program: COMPILER, args: ["--project", "src/audit/page"] },
  { name: "lint", program: ".bin/eslint", args: ["--max-warnings", "0", "."] },
  // What needs types or all files at once; a fifth of ESLint's time.
  { name: "lint of promises and circles", program: ".bin/oxlint", args: ["--type-aware", "--deny-warnings", "."] },
  { name: "lint of the contracts", program: ".bin/solhint", args: ["--max-warnings", "0", "contracts/**/*.sol"] },
];

/** Checks of formatting and unused code; part of `npm run check`, but not of `npm test`. */
export const TIDINESS_CHECKS: readonly Check[] = [
  { name: "format", program: ".bin/prettier", args: ["--check", "."] },
  { name: "dead code", program: ".bin/knip", args: [] },
];
