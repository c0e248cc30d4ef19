import { expect } from "chai";
import { playDeliveries } from "./play-deliveries.ts";
import type { Tally } from "./acts.ts";

/** Small; `npm run assurance -- --only deliveries` plays more and longer ones. */
const SEEDS = [1, 2];
const STEPS = 80;

describe("Deliveries of parcels in any order", function () {
  this.timeout(300_000);
  const tally: Tally = new Map();

  for (const seed of SEEDS) {
    it(`no sequence of deliveries lets a member hold what the audience of an entry denies it (seed ${seed})`, async () => {
      expect(await playDeliveries(seed, STEPS, tally)).to.deep.equal([]);
    });
  }

  it("the deliveries of these seeds have every outcome", () => {
    expect([...tally.keys()]).to.include.members(["stored", "notExpected", "mismatch", "early", "undecryptable"]);
  });
});
