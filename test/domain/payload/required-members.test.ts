import { expect } from "chai";
import { checkPayload } from "../../../src/domain/payload/check-payload.ts";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { type Kind, KIND_NAMES } from "../../../src/domain/rules/kind.ts";

const MEASURE = [
  ["/portolan:legalBasis", "no measure against goods without the law that allows it"],
  ["/portolan:reason", "whoever is affected must learn why, to be heard on it"],
  ["/portolan:officer", "an officer must answer for the measure"],
];
const DECISION = [
  ["/portolan:reason", "a decision on a remedy must be reasoned to be reviewed"],
  ["/portolan:legalBasis", "a decision on a remedy rests on law"],
];

const ASKED: Readonly<Partial<Record<Kind, string[][]>>> = {
  Refuse: [["/portolan:exceptions or /portolan:reason", "who offered the goods must learn what was wrong with them"]],
  Inspect: [["/portolan:result or /disposition", "an inspection without result says nothing"]],
  Hold: MEASURE,
  Notice: [
    ["/portolan:servedAt", "the clocks of the affected party start when it was served"],
    ["/portolan:servedHow", "whether service counts depends on how it was made"],
  ],
  Release: [["/portolan:reason", "a case ends for a reason"]],
  Contest: [["/portolan:reason", "a tribunal decides on grounds"]],
  Uphold: DECISION,
  Annul: DECISION,
  Seize: MEASURE,
  Forfeit: MEASURE,
  Correct: [["/portolan:reason or /errorDeclaration", "a correction must say what was wrong"]],
};

const EXAMPLES: JsonObject = {
  "portolan:exceptions": [{ type: "seal" }],
  "portolan:result": "conformant",
  "portolan:servedAt": "2025-09-22T11:20:00+02:00",
};

/** What an empty payload is asked for, one thing after the other, and why. */
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

describe("what a payload must say", () => {
  for (const kind of KIND_NAMES) {
    const asked = ASKED[kind] ?? [];

    it(`${kind}: ${asked.map(([pointer]) => pointer).join(", ") || "nothing"}`, () =>
      expect(askedOf(kind)).to.deep.equal(asked));
  }
});
