import { expect } from "chai";
import { KIND_NAMES } from "../../src/domain/rules/kind.ts";
import { type FuzzArena, startFuzzArena } from "../assurance/fuzz/fuzz-arena.ts";
import { fuzzSeeds, kindsRecorded } from "../assurance/fuzz/fuzz-seeds.ts";

const RUNS = 1_500;
const SEED = 20260101;

describe("ShipmentLedger under random entries with authorised and unauthorised keys", function () {
  this.timeout(300_000);
  let arena: FuzzArena;

  before(async () => {
    arena = await startFuzzArena();
  });

  after(() => arena.close());

  it("every run keeps the ledger's promises and records every kind of entry", async () => {
    const { broken, tally } = await fuzzSeeds(arena, SEED, RUNS);

    expect(broken).to.be.undefined;
    expect(kindsRecorded(tally)).to.deep.equal(KIND_NAMES);
  });
});
