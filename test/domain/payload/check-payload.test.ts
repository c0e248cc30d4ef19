import { expect } from "chai";

import { checkPayload } from "../../../src/domain/payload/check-payload.ts";
import { countriesOf } from "../../../src/domain/payload/countries-of.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { type Kind, KIND_NAMES } from "../../../src/domain/rules/kind.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";

const MEASURE: JsonObject = {
  "portolan:legalBasis": "An article of a law",
  "portolan:reason": "The seal is broken",
  "portolan:officer": "NL-RTM-0417",
};

/** The smallest payload of each kind. */
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
  Charge: {
    "portolan:facts": "The seal was cut",
    "portolan:legalBasis": "An article of a law",
    "portolan:officer": "NL-RTM-0417",
  },
  Hear: { "portolan:hearing": "waived" },
  Appeal: { "portolan:reason": "The count was right" },
  Lapse: { "portolan:clock": "us-cafra/notice" },
};

describe("The check of a payload", () => {
  for (const kind of KIND_NAMES) {
    const least = LEAST[kind] ?? {};

    it(`the payload of ${kind} may be ${Object.keys(least).join(", ") || "any object"}`, () => {
      expect(() => checkPayload(kind, least)).not.to.throw();
      expect(() => checkPayload(kind, { ...least, "example:own": { any: ["thing"] } })).not.to.throw();
    });

    for (const member of Object.keys(least)) {
      it(`the payload of ${kind} requires ${member}`, () => {
        const rest = Object.fromEntries(Object.entries(least).filter(([name]) => name !== member));

        expectRefusal(() => checkPayload(kind, rest), "PayloadMemberMissing", { kind });
        expect(() => checkPayload(kind, rest)).to.throw(`/${member}`);
      });
    }
  }

  it("the payload of Refuse requires exceptions or a reason", () => {
    const exceptions = [{ type: "seal", expected: "BR7741902", found: "NL0093385" }];

    expect(() => checkPayload("Refuse", { "portolan:exceptions": exceptions })).not.to.throw();
    expectRefusal(() => checkPayload("Refuse", {}), "PayloadMemberMissing", {
      pointer: "/portolan:exceptions or /portolan:reason",
    });
  });

  it("a payload that is not an object is refused", () => {
    for (const payload of [null, [], "text"]) expectRefusal(() => checkPayload("Report", payload), "PayloadNotObject");
  });

  describe("The time of an event", () => {
    for (const eventTime of ["2025-09-22T11:20:00Z", "2024-02-29T23:59:59.123-03:00"])
      it(`the time of an event may be ${eventTime}`, () =>
        expect(() => checkPayload("Report", { eventTime })).not.to.throw());

    for (const eventTime of ["2025-09-22T11:20:00", "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z", "today", 1])
      it(`the time of an event may not be ${eventTime}`, () =>
        expectRefusal(() => checkPayload("Report", { eventTime }), "PayloadMemberInvalid", {
          pointer: "/eventTime",
          expected: "a date and time with its zone (RFC 3339)",
        }));
  });
});

describe("A point on Earth in a payload", () => {
  for (const member of ["readPoint", "bizLocation"]) {
    for (const place of [{ id: "geo:27.4,-17.9" }, { id: "urn:x:geo:1" }, { id: 7 }, {}, "geo:127.4,-17.9"]) {
      it(`a place without a wrong point is accepted: ${JSON.stringify({ [member]: place })}`, () =>
        expect(() => checkPayload("Report", { [member]: place })).not.to.throw());
    }

    for (const id of ["geo:127.4,-17.9", "GEO:127.4,-17.9"]) {
      it(`the ${member} may not be ${id}, which is outside the Earth`, () =>
        expectRefusal(() => checkPayload("Report", { [member]: { id } }), "PayloadMemberInvalid", {
          pointer: `/${member}/id`,
          expected: "a point on Earth (RFC 5870)",
        }));
    }
  }
});

describe("The countries of a payload", () => {
  it("the countries of a payload are those of its place and itinerary, each once", () => {
    const payload = { "portolan:place": "NLRTM", "portolan:itinerary": ["CHBSL", "BRSSZ", "CHZRH"] };

    expect(countriesOf(payload)).to.deep.equal(["BR", "CH", "NL"]);
  });

  it("a payload without a UN/LOCODE in a country has no countries", () => {
    expect(countriesOf({})).to.deep.equal([]);
    expect(countriesOf({ "portolan:place": "XZABC", "portolan:itinerary": "BRSSZ" })).to.deep.equal([]);
    expect(countriesOf({ "portolan:itinerary": [null, 7, "Basel"] })).to.deep.equal([]);
  });
});
