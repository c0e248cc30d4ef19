import { expect } from "chai";
import { activeRoles, endsByRevocation, FOREVER, type Participant } from "../../src/domain/participant.ts";
import { ROLES } from "../../src/domain/rules/role.ts";

const CARRIER: Participant = {
  id: 1,
  name: "A carrier",
  roles: ROLES.carrier,
  jurisdiction: "SE",
  suspended: false,
  keys: [],
};

describe("The roles in which a participant can act", () => {
  it("an active participant has its enrolled roles, and a suspended or unknown one has none", () => {
    expect(activeRoles(CARRIER)).to.equal(ROLES.carrier);
    expect(activeRoles({ ...CARRIER, suspended: true })).to.equal(0);
    expect(activeRoles(undefined)).to.equal(0);
  });
});

describe("The end of a key", () => {
  it("a key that is valid beyond the year 9999 counts as ending by revocation only", () => {
    const lastSecond = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;
    expect([lastSecond, lastSecond + 1, FOREVER].map(endsByRevocation)).to.deep.equal([false, true, true]);
  });
});
