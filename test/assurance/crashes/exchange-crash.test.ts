import { expect } from "chai";
import { ExchangeSubject } from "./exchange-subject.ts";
import { tryPhase } from "./matrix.ts";

/** The commits of each side that a parcel waits for; `npm run assurance -- --only crashes` kills at all steps. */
const COMMITS = [["commit turnWindow"], ["commit storeArrivals"]];

describe("Two gateways that exchange payloads, of which one is killed", function () {
  this.timeout(600_000);
  let subject: ExchangeSubject;
  before(async () => {
    subject = await ExchangeSubject.open();
  });
  after(() => subject.close());

  for (const [index, side] of ["sender", "recipient"].entries()) {
    it(`a killed ${side} of parcels loses and doubles none, and stands by its receipts`, async () => {
      const phase = subject.phases[index];
      if (phase === undefined) return expect.fail("There is no such phase.");
      const rows = await tryPhase(phase, (steps) =>
        [...steps.keys()]
          .filter((step) => COMMITS[index]?.includes(step))
          .flatMap((step) => (["before", "after"] as const).map((moment) => ({ step, nth: 1, moment }))),
      );
      expect(rows.map(({ kills }) => kills)).to.deep.equal([1, 1]);
      expect(rows.flatMap(({ problems }) => problems)).to.deep.equal([]);
    });
  }
});
