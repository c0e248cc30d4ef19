import { expect } from "chai";
import { checkPayload } from "../../../src/domain/payload/check-payload.ts";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { type Kind, KIND_NAMES } from "../../../src/domain/rules/kind.ts";

const MEASURE = [
  ["/portolan:legalBasis", "a measure against goods requires a legal basis"],
  ["/portolan:reason", "the affected party must learn the reason in order to respond"],
  ["/portolan:officer", "an officer must be accountable for the measure"],
];
const DECISION = [
  ["/portolan:reason", "a review of the decision requires its reasons"],
  ["/portolan:legalBasis", "a decision on a remedy requires a legal basis"],
];

const ASKED: Readonly<Partial<Record<Kind, string[][]>>> = {
  Refuse: [["/portolan:exceptions or /portolan:reason", "the offering party must learn why the goods were refused"]],
  Inspect: [["/portolan:result or /disposition", "an inspection requires a result"]],
  Hold: MEASURE,
  Notice: [
    ["/portolan:servedAt", "time limits of the affected party start at service"],
    ["/portolan:servedHow", "the validity of service depends on its manner"],
  ],
  Release: [["/portolan:reason", "the release of a case requires a reason"]],
  Contest: [["/portolan:reason", "the tribunal needs the grounds of the contest"]],
  Uphold: DECISION,
  Annul: DECISION,
  Seize: MEASURE,
  Forfeit: MEASURE,
  Charge: [
    ["/portolan:facts", "the parties must learn what is alleged in order to answer it"],
    ["/portolan:legalBasis", "a charge requires the law that was broken"],
    ["/portolan:officer", "an officer must be accountable for the charge"],
  ],
  Hear: [
    ["/portolan:hearing", "the record must say whether the party was heard, waived or is exempt"],
    ["/portolan:evidence", "a hearing is fair only with access to the evidence"],
    ["/portolan:officer", "an officer must be accountable for the hearing"],
  ],
  Appeal: [["/portolan:reason", "the further instance needs the grounds of the appeal"]],
  Lapse: [["/portolan:clock", "a lapse must name the clock that ran out"]],
  Correct: [["/portolan:reason or /errorDeclaration", "a correction must state the error"]],
};

const EXAMPLES: JsonObject = {
  "portolan:exceptions": [{ type: "seal" }],
  "portolan:result": "conformant",
  "portolan:hearing": "heard",
  "portolan:clock": "us-cafra/notice",
  "portolan:servedAt": "2025-09-22T11:20:00+02:00",
};

/** The missing members of a payload, one after the other, with the reasons. */
function askedOf(kind: Kind, payload: JsonObject = {}): unknown[] {
  try {
    checkPayload(kind, payload);
    return [];
  } catch (error) {
    if (!PortolanError.is(error, "PayloadMemberMissing")) throw error;
    const { pointer, reason } = error.facts;
    const member = String(pointer).slice(1).split(" or ")[0] as string;
    return [[pointer, reason], ...askedOf(kind, { ...payload, [member]: EXAMPLES[member] ?? "text" })];
  }
}

describe("The required members of a payload", () => {
  for (const kind of KIND_NAMES) {
    const asked = ASKED[kind] ?? [];

    it(`a ${kind} requires ${asked.map(([pointer]) => pointer).join(", ") || "no member"}`, () =>
      expect(askedOf(kind)).to.deep.equal(asked));
  }

  it("a waiver requires nothing more, and an exemption its code, its citation and an officer", () => {
    expect(askedOf("Hear", { "portolan:hearing": "waived" })).to.deep.equal([]);
    expect(askedOf("Hear", { "portolan:hearing": "exempt" })).to.deep.equal([
      ["/portolan:exemption", "an exemption requires its code"],
      ["/portolan:legalBasis", "an exemption requires the citation of the law"],
      ["/portolan:officer", "an officer must be accountable for the exemption"],
    ]);
  });
});
