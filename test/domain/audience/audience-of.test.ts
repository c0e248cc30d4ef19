import { expect } from "chai";
import { audienceOf, type AudienceFacts } from "../../../src/domain/audience/audience-of.ts";
import { OPEN_END, type Entitlement } from "../../../src/domain/audience/entitlement.ts";
import { roleBits, type Role } from "../../../src/domain/rules/role.ts";

const [TRADER, CARRIER, RIVAL, AGENCY, OTHER_AGENCY, TRIBUNAL, AUDITOR] = [1, 2, 3, 4, 5, 6, 7];

const member = (id: number, role: Role, jurisdiction: string) => ({
  id,
  name: `${role} ${id}`,
  roles: roleBits([role]),
  jurisdiction,
  suspended: false,
  keys: [],
});

const MEMBERS = [
  member(TRADER, "trader", "BR"),
  member(CARRIER, "carrier", "NL"),
  member(RIVAL, "carrier", "NL"),
  member(AGENCY, "customs", "NL"),
  member(OTHER_AGENCY, "customs", "NO"),
  member(TRIBUNAL, "tribunal", "NL"),
  member(AUDITOR, "auditor", "NL"),
];

const entitled = (reader: number, rule: Entitlement["rule"], from: number, until = OPEN_END): Entitlement => ({
  shipment: `0x${"01".repeat(32)}`,
  reader,
  rule,
  since: from,
  from,
  until,
});

const FACTS: AudienceFacts = {
  author: CARRIER,
  position: 50,
  entitlements: [],
  countries: new Map(),
  contestedAgencies: [],
};

const readersOf = (facts: Partial<AudienceFacts>) =>
  audienceOf({ ...FACTS, ...facts }, MEMBERS).map(({ participant, rule, view }) => [participant, rule, view]);

describe("The audience of an entry", () => {
  it("an author reads its own entry, whatever else entitles it", () => {
    expect(readersOf({ entitlements: [entitled(CARRIER, "offered", 0)] })).to.deep.equal([[CARRIER, "author", "all"]]);
  });

  it("an entitlement opens the entries within its positions, both ends included", () => {
    for (const [from, until, opens] of [
      [50, 50, true],
      [0, 49, false],
      [51, OPEN_END, false],
    ] as const) {
      const readers = readersOf({ entitlements: [entitled(RIVAL, "custodian", from, until)] });
      expect(readers.length === 2, `${from} to ${until}`).to.equal(opens);
    }
  });

  it("a reader with several entitlements gets the widest view, by its rule", () => {
    const entitlements = [
      entitled(RIVAL, "successor", 0),
      entitled(RIVAL, "custodian", 40),
      entitled(RIVAL, "offered", 0),
    ];
    expect(readersOf({ entitlements })).to.deep.equal([
      [CARRIER, "author", "all"],
      [RIVAL, "custodian", "all"],
    ]);
  });

  it("customs of a named country read it, and customs of other countries and other roles of the country do not", () => {
    expect(readersOf({ countries: new Map([["NL", 10]]) })).to.deep.equal([
      [CARRIER, "author", "all"],
      [AGENCY, "customs", "all"],
    ]);
  });

  it("a tribunal reads a shipment whose contested case belongs to an agency of its jurisdiction", () => {
    expect(readersOf({ contestedAgencies: [AGENCY] })).to.deep.include([TRIBUNAL, "tribunal", "all"]);
    expect(readersOf({ contestedAgencies: [OTHER_AGENCY] })).to.deep.equal([[CARRIER, "author", "all"]]);
  });

  it("offices of a jurisdiction that is no country open nothing", () => {
    const members = [...MEMBERS, member(8, "tribunal", "EU"), member(9, "customs", "EU")];
    const facts = { ...FACTS, countries: new Map([["EU", 10]]), contestedAgencies: [9] };
    expect(audienceOf(facts, members).map(({ participant }) => participant)).to.deep.equal([CARRIER]);
  });
});
