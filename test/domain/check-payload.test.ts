import { expect } from "chai";

import { checkPayload } from "../../src/domain/check-payload.ts";
import { countriesOf } from "../../src/domain/countries-of.ts";
import type { JsonObject, JsonValue } from "../../src/domain/json.ts";
import { type Kind, KIND_NAMES } from "../../src/domain/kind.ts";
import { expectRefusal } from "../support/expect-refusal.ts";

const MEASURE: JsonObject = {
  "portolan:legalBasis": "An article of a law",
  "portolan:reason": "The seal is broken",
  "portolan:officer": "NL-RTM-0417",
};

/** The least that a payload of each kind can say. */
const LEAST: Readonly<Partial<Record<Kind, JsonObject>>> = {
  Refuse: { "portolan:reason": "The seal is broken" },
  Inspect: { "portolan:result": "conformant" },
  Hold: MEASURE,
  Notice: { "portolan:servedAt": "2025-09-22T11:20:00+02:00", "portolan:servedHow": "Registered letter" },
  Release: { "portolan:reason": "The count agrees" },
  Contest: { "portolan:reason": "The count was right" },
  Uphold: { "portolan:reason": "There was cause", "portolan:legalBasis": "An article of a law" },
  Annul: { "portolan:reason": "There was no cause", "portolan:legalBasis": "An article of a law" },
  Seize: MEASURE,
  Forfeit: MEASURE,
  Correct: { "portolan:reason": "A slip" },
};

describe("what Portolan asks of a payload", () => {
  for (const kind of KIND_NAMES) {
    const least = LEAST[kind] ?? {};

    it(`${kind}: takes ${Object.keys(least).join(", ") || "any object"}`, () => {
      expect(() => checkPayload(kind, least)).not.to.throw();
      expect(() => checkPayload(kind, { ...least, "example:own": { any: ["thing"] } })).not.to.throw();
    });

    for (const member of Object.keys(least)) {
      it(`${kind}: refuses to go without ${member}, and says why`, () => {
        const rest = Object.fromEntries(Object.entries(least).filter(([name]) => name !== member));

        expectRefusal(() => checkPayload(kind, rest), "PayloadMemberMissing", { kind });
        expect(() => checkPayload(kind, rest)).to.throw(`/${member}`);
      });
    }
  }

  it("takes the exceptions of a refused handoff for its reason, and asks for one of both", () => {
    const exceptions = [{ type: "seal", expected: "BR7741902", found: "NL0093385" }];

    expect(() => checkPayload("Refuse", { "portolan:exceptions": exceptions })).not.to.throw();
    expectRefusal(() => checkPayload("Refuse", {}), "PayloadMemberMissing", {
      pointer: "/portolan:exceptions or /portolan:reason",
    });
  });

  it("refuses what is not an object", () => {
    for (const payload of [null, [], "text"]) expectRefusal(() => checkPayload("Report", payload), "PayloadNotObject");
  });

  describe("our members", () => {
    const right: Record<string, JsonValue[]> = {
      "portolan:place": ["BRSSZ", "NLRTM"],
      "portolan:itinerary": [["BRSSZ", "CHBSL"], []],
      "portolan:seals": [["BR7741902"], []],
      "portolan:exceptions": [[{ type: "quantity", expected: 10, found: 9 }]],
      "portolan:goods": [[{ hsCode: "090111", description: "Coffee", quantity: 0, uom: "KGM", grossWeightKg: 1.5 }]],
      "portolan:officer": ["NL-RTM-0417", "urn:x:1"],
      "portolan:result": ["conformant", "non_conformant", "inconclusive"],
      eventTime: ["2025-09-22T11:20:00Z", "2024-02-29T23:59:59.123-03:00"],
    };
    const wrong: Record<string, JsonValue[]> = {
      "portolan:place": ["BR SSZ", "XQABC", "brssz", "BRSS", { id: "BRSSZ" }],
      "portolan:itinerary": ["BRSSZ", ["BRSSZ", 1]],
      "portolan:seals": ["BR7741902", [""], [1]],
      "portolan:exceptions": [["seal"], [{ expected: "x" }], {}],
      "portolan:goods": [
        [{ hsCode: "0901", description: "Coffee" }],
        [{ hsCode: "090111" }],
        [{ hsCode: "090111", description: "Coffee", quantity: -1 }],
        [{ hsCode: "090111", description: "Coffee", packages: "1" }],
      ],
      "portolan:officer": ["A Name With Spaces", "", 7],
      "portolan:result": ["fine", true],
      "portolan:reason": ["", "   ", 1, "x".repeat(2001)],
      "portolan:servedAt": ["2025-09-22", "yesterday"],
      eventTime: ["2025-09-22T11:20:00", "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z", 1],
    };
    for (const [member, values] of Object.entries(right)) {
      for (const value of values) {
        it(`${member} can be ${JSON.stringify(value)}`, () =>
          expect(() => checkPayload("Report", { [member]: value })).not.to.throw());
      }
    }
    for (const [member, values] of Object.entries(wrong)) {
      for (const value of values) {
        it(`${member} cannot be ${JSON.stringify(value).slice(0, 60)}`, () =>
          expectRefusal(() => checkPayload("Report", { [member]: value }), "PayloadMemberInvalid", {
            pointer: `/${member}`,
          }));
      }
    }
  });
});

describe("the time of an event in a payload", () => {
  it("is refused for what it should be", () => {
    expectRefusal(() => checkPayload("Report", { eventTime: "today" }), "PayloadMemberInvalid", {
      pointer: "/eventTime",
      expected: "a date and time with its zone (RFC 3339)",
    });
  });
});

describe("a point on Earth in a payload", () => {
  for (const member of ["readPoint", "bizLocation"]) {
    for (const place of [{ id: "geo:27.4,-17.9" }, { id: "urn:x:geo:1" }, { id: 7 }, {}, "geo:127.4,-17.9"]) {
      it(`is not looked for, or is one, in ${JSON.stringify({ [member]: place })}`, () =>
        expect(() => checkPayload("Report", { [member]: place })).not.to.throw());
    }

    for (const id of ["geo:127.4,-17.9", "GEO:127.4,-17.9"]) {
      it(`is not the ${id} of the ${member}`, () =>
        expectRefusal(() => checkPayload("Report", { [member]: { id } }), "PayloadMemberInvalid", {
          pointer: `/${member}/id`,
          expected: "a point on Earth (RFC 5870)",
        }));
    }
  }
});

describe("the countries that a payload names", () => {
  it("are those of its place and its itinerary, each once", () => {
    const payload = { "portolan:place": "NLRTM", "portolan:itinerary": ["CHBSL", "BRSSZ", "CHZRH"] };

    expect(countriesOf(payload)).to.deep.equal(["BR", "CH", "NL"]);
  });

  it("are none where no place is named by a UN/LOCODE in a country", () => {
    expect(countriesOf({})).to.deep.equal([]);
    expect(countriesOf({ "portolan:place": "XZABC", "portolan:itinerary": "BRSSZ" })).to.deep.equal([]);
    expect(countriesOf({ "portolan:itinerary": [null, 7, "Basel"] })).to.deep.equal([]);
  });
});
