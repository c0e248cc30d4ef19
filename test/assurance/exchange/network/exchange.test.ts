import { expect } from "chai";
import { planExchange } from "./plan-exchange.ts";
import { simulateExchange } from "./simulate-exchange.ts";

/** Small; `npm run assurance -- --only exchange` has larger ones. */
const STEPS = 25;

describe("Gateways of several members under random faults of the network", function () {
  this.timeout(600_000);
  const seed = 2;

  it(`each member holds in the end what it may read, and never anything else (seed ${seed})`, async () => {
    const told: string[] = [];
    const { violations } = await simulateExchange(planExchange(seed, STEPS), (text) => told.push(text));
    expect(violations, told.join("\n")).to.deep.equal([]);
  });

  it("each seed has its own, repeatable schedule of work and faults", () => {
    const schedule = (each: number) => JSON.stringify(planExchange(each, 100));
    expect(schedule(7)).to.equal(schedule(7));
    expect(schedule(7)).not.to.equal(schedule(8));
  });
});
