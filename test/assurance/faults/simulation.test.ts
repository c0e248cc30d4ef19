import { expect } from "chai";
import { planSimulation, type Scale } from "./plan-simulation.ts";
import { simulate } from "./simulate.ts";

/** Small; `npm run assurance -- --only simulation` has larger ones. */
const SCALE: Scale = { stories: 4, steps: 15, captures: 2, episodes: 2 };

describe("A simulation of random work under random faults", () => {
  // The plan of this seed has two gateways on PostgreSQL, and reorganisations.
  const seed = 143_675_291;
  it(`a simulated gateway keeps every promise (seed ${seed})`, async () => {
    const told: string[] = [];
    const { violations } = await simulate(planSimulation(seed, SCALE), (text) => told.push(text));
    expect(violations, told.join(", ")).to.deep.equal([]);
  });

  it("each seed has its own, repeatable schedule", () => {
    const schedule = (seed: number) =>
      JSON.stringify(planSimulation(seed, { stories: 3, steps: 20, captures: 2, episodes: 20 }));
    expect(schedule(7)).to.equal(schedule(7));
    expect(schedule(7)).not.to.equal(schedule(8));
  });
});
