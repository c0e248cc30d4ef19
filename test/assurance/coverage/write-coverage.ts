import { takeCoverage } from "node:v8";

/** Lets every process write its coverage after each suite: a worker that mocha ends may not write it at its exit. */
export const mochaHooks = { afterAll: () => takeCoverage() };
