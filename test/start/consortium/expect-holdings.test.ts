import { expect } from "chai";
import { OPEN_END, type Entitlement } from "../../../src/domain/audience/entitlement.ts";
import type { Bytes32 } from "../../../src/domain/entry.ts";
import type { Participant } from "../../../src/domain/participant.ts";
import { ROLES } from "../../../src/domain/rules/role.ts";
import { expectHoldings, type WholeEntry } from "../../../src/start/consortium/expect-holdings.ts";

const id = (digits: string): Bytes32 => `0x${digits.repeat(32)}`;
const [BOX, OPENED, INSPECTED, OFFERED] = [id("b0"), id("01"), id("02"), id("03")];
const [CARRIER, SWISS, DUTCH, BARGE, AUDITOR] = [1, 2, 3, 4, 5];

const participant = (number: number, roles: number, jurisdiction: string): Participant => ({
  ...{ id: number, name: `Participant ${number}`, roles, jurisdiction, suspended: false, keys: [] },
});
const PARTICIPANTS = [
  participant(CARRIER, ROLES.carrier, "DE"),
  participant(SWISS, ROLES.customs, "CH"),
  participant(DUTCH, ROLES.customs, "NL"),
  participant(BARGE, ROLES.carrier, "NL"),
  participant(AUDITOR, ROLES.auditor, "CH"),
];

const entitled = (reader: number, rule: Entitlement["rule"], since: number): Entitlement => ({
  ...{ shipment: BOX, reader, rule, since, from: 0, until: OPEN_END },
});
const FACTS = {
  entitlements: [entitled(CARRIER, "consignor", 1), entitled(CARRIER, "custodian", 1), entitled(BARGE, "offered", 3)],
  contestedAgencies: [],
};
const ENTRIES: readonly WholeEntry[] = [
  { shipment: BOX, position: 1, author: CARRIER, commitment: OPENED, payload: { "portolan:place": "CHBSL" } },
  { shipment: BOX, position: 2, author: DUTCH, commitment: INSPECTED, payload: { "portolan:place": "NLRTM" } },
  { shipment: BOX, position: 3, author: CARRIER, commitment: OFFERED, payload: {} },
];

describe("What the members of a gateway are entitled to", () => {
  const expected = (...members: number[]) => {
    const { views, identities } = expectHoldings(ENTRIES, new Map([[BOX, FACTS]]), PARTICIPANTS, new Set(members));
    return { views: [OPENED, INSPECTED, OFFERED].map((each) => views.get(each)), identities: [...identities] };
  };

  it("customs of a country that the consignor named read everything", () => {
    expect(expected(SWISS)).to.deep.equal({ views: [3, 3, 3], identities: [BOX] });
  });

  it("customs that name their own country read their own entry alone, and not the identifier", () => {
    expect(expected(DUTCH)).to.deep.equal({ views: [0, 3, 0], identities: [] });
  });

  it("the addressee of an offer reads the handoffs", () => {
    expect(expected(BARGE)).to.deep.equal({ views: [2, 2, 2], identities: [BOX] });
  });

  it("an auditor reads no payload", () => {
    expect(expected(AUDITOR)).to.deep.equal({ views: [0, 0, 0], identities: [] });
  });

  it("a gateway holds what any of its members reads", () => {
    expect(expected(DUTCH, BARGE)).to.deep.equal({ views: [2, 3, 2], identities: [BOX] });
  });
});
