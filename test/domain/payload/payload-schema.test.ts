import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "chai";
import fc from "fast-check";
import { checkPayload } from "../../../src/domain/payload/check-payload.ts";
import type { JsonObject, JsonValue } from "../../../src/domain/encoding/json.ts";
import { type Kind, KIND_NAMES } from "../../../src/domain/rules/kind.ts";
import { payloadSchema } from "../../../src/domain/payload/payload-schema.ts";
import { PORTOLAN_MEMBERS } from "../../../src/domain/payload/portolan-members.ts";
import { REQUIRED_MEMBERS } from "../../../src/domain/payload/required-members.ts";

const ajv = new Ajv2020({ strict: true, strictRequired: false, formats: { "un-locode": true } });
addFormats.default(ajv, ["date-time"]);

const accepts = (kind: Kind, payload: JsonValue) => {
  try {
    checkPayload(kind, payload);
    return true;
  } catch {
    return false;
  }
};

const text = fc.string({ maxLength: 30 });
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const place = fc.constantFrom("NLRTM", "BRSSZ", "XZABC", "nlrtm", "NL RTM", "NLRT", "");
const moment = fc.constantFrom(
  "2026-11-20T10:00:00Z",
  "2026-11-20T10:00:00+01:00",
  "2026-11-20",
  "2026-02-30T10:00:00Z",
);
const language = fc.constantFrom("en", "pt-BR", "zh-Hant-TW", "EN_GB", "e");
const exception = fc.record({ type: fc.oneof(text, number), found: text }, { requiredKeys: [] });
const goods = fc.record(
  { hsCode: fc.constantFrom("090111", "0901", "0901110000000"), description: text, quantity: number, uom: text },
  { requiredKeys: ["hsCode"] },
);

/** Valid and invalid values for any member. */
const value: fc.Arbitrary<JsonValue> = fc.oneof(
  language,
  text,
  number,
  place,
  moment,
  fc.constantFrom(
    "conformant",
    "non_conformant",
    "heard",
    "us-cafra/notice",
    "NL/RTM/4411",
    "two words",
    "x".repeat(2001),
  ),
  fc.array(fc.oneof(place, text, exception, goods), { maxLength: 3 }),
) as fc.Arbitrary<JsonValue>;

describe("The schema of a kind's payload", () => {
  const requirements: [Kind, JsonObject][] = [
    ["Report", {}],
    ["Notice", { required: ["portolan:servedAt", "portolan:servedHow"] }],
    ["Refuse", { allOf: [{ anyOf: [{ required: ["portolan:exceptions"] }, { required: ["portolan:reason"] }] }] }],
  ];
  for (const [kind, more] of requirements) {
    it(`the schema of ${kind} has exactly its members`, () => {
      const { properties, ...rest } = payloadSchema(kind);
      expect(rest).to.deep.equal({
        $schema: "https://json-schema.org/draft/2020-12/schema",
        type: "object",
        ...more,
      });
      expect(properties).to.have.all.keys("eventTime", ...Object.keys(PORTOLAN_MEMBERS));
      expect(properties).to.deep.include({ eventTime: { type: "string", format: "date-time" } });
    });
  }

  for (const member of Object.keys(PORTOLAN_MEMBERS)) {
    it(`the schema accepts no ${member} that the check refuses`, () => {
      const fits = ajv.compile(payloadSchema("Report"));
      let both = 0;
      fc.assert(
        fc.property(value, (one) => {
          if (!fits({ [member]: one })) return;
          both += 1;
          expect(accepts("Report", { [member]: one }), JSON.stringify(one)).to.equal(true);
        }),
        { numRuns: 400, seed: 3 },
      );
      expect(both, "some values fit").to.be.greaterThan(0);
    });
  }

  for (const kind of KIND_NAMES) {
    it(`the schema of ${kind} requires its required members`, () => {
      const fits = ajv.compile(payloadSchema(kind));
      const requirements = REQUIRED_MEMBERS[kind] ?? [];
      const whole = Object.fromEntries(
        requirements.map(({ anyOf: [member = ""] }) => [member, EXAMPLES[member] as JsonValue]),
      );
      expect([fits(whole), accepts(kind, whole)]).to.deep.equal([true, true]);
      for (const { anyOf } of requirements) {
        const without: JsonObject = Object.fromEntries(
          Object.entries(whole).filter(([member]) => !(anyOf as readonly string[]).includes(member)),
        );
        expect([fits(without), accepts(kind, without)], anyOf.join()).to.deep.equal([false, false]);
      }
    });
  }
});

const EXAMPLES: JsonObject = {
  "portolan:clock": "us-cafra/notice",
  "portolan:exceptions": [{ type: "seal" }],
  "portolan:facts": "The seal was cut",
  "portolan:hearing": "waived",
  "portolan:legalBasis": "An article of a law",
  "portolan:officer": "NL-RTM-0417",
  "portolan:reason": "The seal is broken",
  "portolan:result": "conformant",
  "portolan:servedAt": "2025-09-22T11:20:00+02:00",
  "portolan:servedHow": "Registered letter",
};
