import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "chai";
import { checkPayload } from "../../../src/domain/payload/check-payload.ts";
import type { JsonValue } from "../../../src/domain/encoding/json.ts";
import { payloadSchema } from "../../../src/domain/payload/payload-schema.ts";
import { PORTOLAN_MEMBERS, type PortolanMember } from "../../../src/domain/payload/portolan-members.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";

interface Example {
  /** The expected form in the error of a refusal. */
  readonly expected: string;
  /** Values that check and schema accept. */
  readonly right: readonly JsonValue[];
  /** Values that the check accepts, and the schema for forms refuses. */
  readonly lenient?: readonly JsonValue[];
  /** Values that check and schema refuse. */
  readonly wrong: readonly JsonValue[];
  /** Values that the schema accepts, and the check refuses. */
  readonly wellFormed?: readonly JsonValue[];
}

const COFFEE = { hsCode: "090111", description: "Coffee" };

const TEXT: Example = {
  expected: "a text of 1 to 2000 characters",
  right: ["x", " x ", "x".repeat(2000)],
  wrong: ["", " \t\n", "x".repeat(2001), 1, ["x"], null],
};
const MOMENT: Example = {
  expected: "a date and time with its zone (RFC 3339)",
  right: ["2025-09-22T11:20:00Z", "2024-02-29T23:59:59.123-03:00"],
  wrong: ["2025-09-22", "2025-09-22T11:20:00", "2025-02-29T00:00:00Z", "yesterday", 1],
};

const EXAMPLES: Readonly<Record<PortolanMember, Example>> = {
  "portolan:place": {
    expected: "a UN/LOCODE such as BRSSZ",
    right: ["BRSSZ", "US2AB", "XZABC"],
    wrong: ["BR SSZ", "brssz", "BRSS", "BRSS1", "BRSSZX", "xBRSSZ", { id: "BRSSZ" }],
    wellFormed: ["XQABC"],
  },
  "portolan:placeName": TEXT,
  "portolan:itinerary": {
    expected: "a list of UN/LOCODEs",
    right: [[], ["BRSSZ", "CHBSL"], Array(1000).fill("BRSSZ")],
    wrong: ["BRSSZ", ["BRSSZ", 1], Array(1001).fill("BRSSZ")],
    wellFormed: [["BRSSZ", "XQABC"]],
  },
  "portolan:identifier": TEXT,
  "portolan:description": TEXT,
  "portolan:goods": {
    expected: "a list of goods, each with an hsCode of 6 to 12 digits, a description, and quantities from 0",
    right: [
      [],
      [COFFEE, { ...COFFEE, hsCode: "090111000000" }],
      [{ ...COFFEE, quantity: 0, uom: "KGM", packages: 0, grossWeightKg: 0 }],
      [{ ...COFFEE, quantity: 0.5, uom: "KGM", packages: 3, grossWeightKg: 1.5 }],
    ],
    wrong: [
      COFFEE,
      [COFFEE, "Coffee"],
      [{ description: "Coffee" }],
      [{ hsCode: "090111" }],
      ...["09011", "0901110000000", "x090111", "090111x", 90111].map((hsCode) => [{ ...COFFEE, hsCode }]),
      ...["quantity", "packages", "grossWeightKg"].flatMap((member) =>
        [-1, "1"].map((quantity) => [{ ...COFFEE, [member]: quantity }]),
      ),
      [{ ...COFFEE, description: "" }],
      [{ ...COFFEE, uom: "" }],
      Array(1001).fill(COFFEE),
    ],
  },
  "portolan:seals": {
    expected: "a list of seal numbers",
    right: [[], ["BR7741902"]],
    wrong: ["BR7741902", [""], [1]],
  },
  "portolan:exceptions": {
    expected: "a list of exceptions, each with a type such as seal, quantity or condition",
    right: [
      [],
      [{ type: "quantity" }],
      [{ type: "seal", description: "Broken", expected: "BR7741902", found: "none" }],
    ],
    lenient: ["description", "expected", "found"].map((member) => [{ type: "quantity", [member]: 10 }]),
    wrong: [{}, ["seal"], [{ expected: "x" }], [{ type: "" }], [{ type: 1 }]],
  },
  "portolan:result": {
    expected: "one of conformant, non_conformant, inconclusive",
    right: ["conformant", "non_conformant", "inconclusive"],
    wrong: ["fine", "", true],
  },
  "portolan:findings": TEXT,
  "portolan:legalBasis": TEXT,
  "portolan:reason": TEXT,
  "portolan:officer": {
    expected: "an officer's identifier: up to 64 letters, digits and . _ : / - without spaces",
    right: ["NL-RTM-0417", "urn:x:1/A_z.", "7", "x".repeat(64)],
    wrong: ["A Name With Spaces", " x", "x ", "", "x".repeat(65), 7],
  },
  "portolan:servedAt": MOMENT,
  "portolan:servedHow": TEXT,
  "portolan:respondBy": MOMENT,
  "portolan:measure": TEXT,
  "portolan:rights": TEXT,
  "portolan:respondTo": TEXT,
  "portolan:language": {
    expected: "a language tag such as en or pt-BR (BCP 47)",
    right: ["en", "pt-BR", "zh-Hant-TW", "haw"],
    wrong: ["English", "", "e", "EN", "en_GB", "en-", 1, null],
  },
  "portolan:facts": TEXT,
  "portolan:hearing": {
    expected: "one of heard, waived, exempt",
    right: ["heard", "waived", "exempt"],
    wrong: ["refused", "", true],
  },
  "portolan:evidence": TEXT,
  "portolan:exemption": {
    expected: "a code of up to 64 letters, digits and . _ : / - without spaces",
    right: ["DA-10.b", "7", "x".repeat(64)],
    wrong: ["two words", "", "x".repeat(65), 7],
  },
  "portolan:clock": {
    expected: "the id of a profile and the code of its rule, such as us-cafra/notice",
    right: ["us-cafra/notice", "in-customs-act/showCause"],
    wrong: ["us-cafra", "/notice", "US/notice", "a/b/c", 7],
  },
};

const ajv = new Ajv2020({ strict: true, formats: { "un-locode": true } });
addFormats.default(ajv, ["date-time"]);
const fits = ajv.compile(payloadSchema("Report"));
const told = (value: JsonValue) => JSON.stringify(value).slice(0, 60);

describe("The members that Portolan defines", () => {
  it("every member that Portolan defines is optional", () => expect(() => checkPayload("Report", {})).not.to.throw());

  for (const member of Object.keys(PORTOLAN_MEMBERS) as PortolanMember[]) {
    const { expected, right, lenient = [], wrong, wellFormed = [] } = EXAMPLES[member];

    describe(member, () => {
      for (const value of [...right, ...lenient])
        it(`${member} may be ${told(value)}`, () =>
          expect(() => checkPayload("Report", { [member]: value })).not.to.throw());

      for (const value of [...wrong, ...wellFormed])
        it(`${member} may not be ${told(value)}`, () =>
          expectRefusal(() => checkPayload("Report", { [member]: value }), "PayloadMemberInvalid", {
            pointer: `/${member}`,
            expected,
          }));

      it(`the check and the schema of ${member} agree`, () => {
        for (const value of [...right, ...wellFormed]) expect(fits({ [member]: value }), told(value)).to.equal(true);
        for (const value of [...wrong, ...lenient]) expect(fits({ [member]: value }), told(value)).to.equal(false);
      });
    });
  }
});
