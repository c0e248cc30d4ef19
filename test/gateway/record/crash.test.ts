import { expect } from "chai";
import { GatewaySubject } from "../../assurance/crashes/gateway-subject.ts";
import { eachStepOnce, tryPhase } from "../../assurance/crashes/matrix.ts";

/** Transactions that ordinary work of a gateway never runs, and the tests that cover them. */
const TRIED_ELSEWHERE: Readonly<Record<string, string>> = {
  storeReplacement: "only a price for gas and half a minute's wait bring it about",
  voidBatch: "only a relay's key that somebody else uses as well brings it about",
  replaceDelivery: "only a receiver that refuses a message as too large brings it about (test/epcis/subscriptions)",
  waitForRecording: "only a query by time of recording brings it about (test/epcis/polling)",
  undoBlocksAbove: "only a chain that takes blocks back brings it about (test/gateway/follow)",
  openLanes: "only a member with another gateway brings it about (test/gateway/exchange)",
  narrowLane: "only another member that loses an office brings it about (test/gateway/exchange/plan-lanes)",
  closeLanes: "only another member that is suspended brings it about (test/gateway/exchange)",
  resetBackOff: "only another member's request brings it about (test/gateway/exchange/lane-store)",
  planNewEntries: "only a member with another gateway brings it about (test/gateway/exchange)",
  planNewActs: "only a member with another gateway brings it about (test/gateway/exchange/travelling-records)",
  planHistory: "only a member with another gateway brings it about (test/gateway/exchange)",
  planReviews: "only a member with another gateway brings it about (test/gateway/exchange)",
  turnWindow: "only a member with another gateway brings it about (test/gateway/exchange)",
  trimWindow: "only another member that may read less brings it about (test/gateway/exchange)",
  noteAttempt: "only another member that does not answer brings it about (test/gateway/exchange)",
  hastenParcels: "only another member's new key brings it about (test/gateway/exchange)",
  storeArrivals: "only another member's gateway brings it about (test/gateway/exchange)",
  eraseForAuthor: "only another member's request brings it about (test/gateway/exchange/killed-receiver)",
  storeErasureReplies: "only another member's answer brings it about (test/gateway/exchange/killed-receiver)",
  useNonce: "only another member's request brings it about (test/gateway/exchange/killed-receiver)",
  numberAnswers: "only another member's want brings it about (test/gateway/exchange/killed-receiver)",
  wantEntries: "only a payload that another member's gateway holds brings it about (test/gateway/exchange)",
  noteAsked: "only an answer of another member brings it about (test/gateway/exchange)",
  forgetSatisfied: "only a payload that was asked for brings it about (test/gateway/exchange)",
  hastenWants: "only another member that was away brings it about (test/gateway/exchange)",
  requestHeal: "only a member that asks for what it lacks brings it about (test/cli/exchange-commands)",
  takeHealRequest: "only a member that asks for what it lacks brings it about (test/cli/exchange-commands)",
  storeComparison: "only an answer of another member brings it about (test/audit/holdings)",
  settleAnswers: "only another member's receipts bring it about (test/gateway/exchange/killed-receiver)",
  recordReads: "only an authority's reads bring it about (test/http/access-records)",
  planAnchor: "only an authority's reads bring it about (test/http/access-records)",
  settleAnchor: "only an authority's reads bring it about (test/http/access-records)",
  writeCosignedNote: "only witnesses bring it about (test/gateway/witness)",
};

describe("A gateway that is killed at each of its steps", function () {
  this.timeout(900_000);
  let subject: GatewaySubject;
  const reached = new Set<string>();
  before(async () => {
    subject = await GatewaySubject.open("SQLite");
  });
  after(() => subject.close());

  for (const [index, when] of ["while it first starts", "while it starts on what was left", "at work"].entries()) {
    it(`a killed gateway loses and doubles no entry, and keeps the order: ${when}`, async () => {
      const phase = subject.phases[index];
      if (phase === undefined) return expect.fail("There is no such phase.");
      const rows = await tryPhase(phase, eachStepOnce);
      for (const { step } of rows) reached.add(step);
      expect(rows.flatMap(({ problems }) => problems)).to.deep.equal([]);
      // The commits of a run depend partly on chance.
      expect(rows.filter(({ kills }) => kills > 0)).to.have.length.of.at.least(rows.length * 0.8);
    });
  }

  it("the kills reach every transaction that the gateway defines", () => {
    const missed = [...subject.transactions].filter((name) => !reached.has(`commit ${name}`));
    expect(missed.toSorted()).to.deep.equal(Object.keys(TRIED_ELSEWHERE).toSorted());
  });
});
