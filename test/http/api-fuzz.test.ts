import { expect } from "chai";
import { randomInt } from "node:crypto";
import { DATABASES } from "../support/databases.ts";
import { fuzzApi, type FuzzResult } from "./fuzz/fuzz-api.ts";
import { startFuzzStack, type FuzzStack } from "./fuzz/fuzz-stack.ts";

/** As many as there is time for; `npm run assurance -- --only api-fuzz` sends many more. */
const REQUESTS = 10;

for (const database of DATABASES) {
  const seed = randomInt(1_000_000, 2 ** 30);

  describe(`requests made from the OpenAPI document, on ${database.name} (seed ${seed})`, () => {
    let stack: FuzzStack;
    let result: FuzzResult;
    before(async () => {
      stack = await startFuzzStack(database);
      result = await fuzzApi(stack, { seed, requests: REQUESTS, atOnce: REQUESTS });
    });
    after(() => stack.stop());

    it("are answered as documented, without an error of ours, and without trouble behind the scenes", () => {
      expect(result.failures.join("\n\n")).to.equal("");
    });

    it("are served by every operation at least once", () => {
      expect(result.counts.filter(({ served }) => served === 0)).to.deep.equal([]);
      expect(result.counts.every(({ sent }) => sent >= REQUESTS)).to.equal(true);
    });
  });
}
