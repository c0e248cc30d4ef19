import { expect } from "chai";
import { randomInt } from "node:crypto";
import { DATABASES } from "../support/databases.ts";
import { fuzzApi, type FuzzResult } from "./fuzz/fuzz-api.ts";
import { startFuzzStack, type FuzzStack } from "./fuzz/fuzz-stack.ts";

/** A small number for the time limit; `npm run assurance -- --only api-fuzz` sends many more. */
const REQUESTS = 10;

for (const database of DATABASES) {
  const seed = randomInt(1_000_000, 2 ** 30);

  describe(`Random requests of the OpenAPI document on ${database.name} (seed ${seed})`, () => {
    let stack: FuzzStack;
    let result: FuzzResult;
    before(async () => {
      stack = await startFuzzStack(database);
      result = await fuzzApi(stack, { seed, requests: REQUESTS, atOnce: REQUESTS });
    });
    after(() => stack.stop());

    it("random requests have documented answers, without internal errors and without troubles in the log", () => {
      expect(result.failures.join("\n\n")).to.equal("");
    });

    it("random requests succeed at least once for every operation", () => {
      expect(result.counts.filter(({ served }) => served === 0)).to.deep.equal([]);
      expect(result.counts.every(({ sent }) => sent >= REQUESTS)).to.equal(true);
    });
  });
}
