import { expect } from "chai";
import { checkTermOf, checkTimesOf } from "../../../src/domain/payload/check-times.ts";
import { CLOCK_DRIFT } from "../../../src/domain/rules/clock-drift.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";

const NOW = Date.parse("2026-11-01T12:00:00Z") / 1000;
const at = (seconds: number) => new Date(seconds * 1000).toISOString();

describe("The times of a payload", () => {
  for (const member of ["eventTime", "portolan:servedAt"]) {
    it(`${member} may be at most ${CLOCK_DRIFT} seconds ahead`, () => {
      checkTimesOf({ [member]: at(NOW + CLOCK_DRIFT) }, NOW);
      expectRefusal(() => checkTimesOf({ [member]: at(NOW + CLOCK_DRIFT + 1) }, NOW), "PayloadTimeInFuture", {
        pointer: `/${member}`,
        expected: "a time that is not in the future",
      });
    });
  }

  it("a time to respond may end at the service or later, not before it", () => {
    const term = (respondBy: string) => ({ "portolan:servedAt": at(NOW), "portolan:respondBy": respondBy });
    checkTermOf(term(at(NOW)));
    checkTermOf(term("2026-11-01T13:00:00+01:00"));
    checkTermOf({ "portolan:respondBy": at(NOW) });
    expectRefusal(() => checkTermOf(term(at(NOW - 1))), "PayloadTimesReversed", {
      pointer: "/portolan:respondBy",
      begins: "/portolan:servedAt",
      expected: "a time at or after the service",
    });
  });

  it("a time that is not a time is left to the check of its member", () => {
    expect(() => checkTimesOf({ eventTime: "tomorrow", "portolan:servedAt": 7 }, NOW)).not.to.throw();
  });
});
