import { takeCoverage } from "node:v8";

/** Has every process write what it ran after each suite: a worker that mocha ends may not come to it any more. */
export const mochaHooks = { afterAll: () => takeCoverage() };
