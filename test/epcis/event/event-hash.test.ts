import { expect } from "chai";
import fc from "fast-check";
import { readFileSync } from "node:fs";

import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/domain/encoding/json.ts";
import { Context } from "../../../src/epcis/event/context.ts";
import { eventHashId } from "../../../src/epcis/event/event-hash.ts";
import { arbitraryEvent, CONTEXT } from "./arbitrary-event.ts";

/** Examples with their ids, published by the authors of the algorithm. */
const published = JSON.parse(
  readFileSync(new URL("../../vectors/epcis-event-hashes.json", import.meta.url), "utf8"),
) as { name: string; id: string; context?: JsonObject; event: JsonObject }[];

const context = Context.STANDARD.with(CONTEXT);
const idOf = (event: JsonObject) => eventHashId(event, context);

const EVENT: JsonObject = {
  type: "ObjectEvent",
  eventTime: "2026-03-01T12:00:00.000+01:00",
  eventTimeZoneOffset: "+01:00",
  action: "ADD",
  epcList: ["urn:epc:id:sscc:9521141.1000000471"],
  bizStep: "shipping",
  ilmd: { "example:grade": "7" },
  "example:weight": "12.5",
  "example:box": { "example:colour": "red", "example:sides": ["left", "right"] },
};

describe("The event hash id", () => {
  describe("of the published examples", () => {
    for (const { name, id, context: own, event } of published)
      it(`the event hash id is the published one for ${name}`, () => {
        expect(eventHashId(event, Context.STANDARD.with(own))).to.equal(id);
      });
  });

  describe("of one event in two notations", () => {
    it("the event hash id does not depend on the order of members, the time zone, or the notation of identifiers", () => {
      fc.assert(fc.property(arbitraryEvent, ({ one, other }) => void expect(idOf(one)).to.equal(idOf(other))));
    });

    const SAME: readonly (readonly [string, JsonObject])[] = [
      ["a word as URI", { bizStep: "https://ref.gs1.org/cbv/BizStep-shipping" }],
      ["a word as URI of the former host", { bizStep: "https://ns.gs1.org/cbv/BizStep-shipping" }],
      ["a word as URN", { bizStep: "urn:epcglobal:cbv:bizstep:shipping" }],
      ["a word as compact URI", { bizStep: "cbv:BizStep-shipping" }],
      ["a Digital Link with attributes", { epcList: ["https://example.com/00/195211410000004712?4311=260101"] }],
      ["no milliseconds", { eventTime: "2026-03-01T12:00:00+01:00" }],
      ["a time in UTC", { eventTime: "2026-03-01T11:00:00Z" }],
      ["insignificant digits of a second", { eventTime: "2026-03-01T12:00:00.00049+01:00" }],
      ["a number written with trailing zeros", { "example:weight": "12.500" }],
      ["a number instead of its text", { "example:weight": 12.5 }],
      ["spaces around a text", { "example:weight": " 12.5 " }],
      ["a list without elements", { quantityList: [] }],
      [
        "another order in a list of an extension member",
        { "example:box": { "example:sides": ["right", "left"], "example:colour": "red" } },
      ],
      ["the context in the event", { "@context": [CONTEXT] }],
    ];
    for (const [what, members] of SAME)
      it(`the event hash id is the same for ${what}`, () =>
        expect(idOf({ ...EVENT, ...members })).to.equal(idOf(EVENT)));

    it("the event hash id does not depend on the prefix of a name", () => {
      const { "example:weight": weight, ...rest } = EVENT;
      const renamed = Context.STANDARD.with({ ...CONTEXT, ex: "https://ns.example.com/epcis/" });

      expect(idOf({ ...rest, "https://ns.example.com/epcis/weight": weight as JsonValue })).to.equal(idOf(EVENT));
      expect(eventHashId({ ...rest, "ex:weight": weight as JsonValue }, renamed)).to.equal(idOf(EVENT));
    });
  });

  describe("of another event", () => {
    it("the event hash id differs when any value changes", () => {
      fc.assert(
        fc.property(arbitraryEvent, fc.nat(), ({ one }, which) => {
          const leaves = countLeaves(one);
          expect(idOf(changeLeaf(one, which % leaves))).not.to.equal(idOf(one));
        }),
      );
    });

    it("the event hash id differs when any member is removed", () => {
      fc.assert(
        fc.property(arbitraryEvent, fc.nat(), ({ one }, which) => {
          const members = Object.entries(one);
          const rest = Object.fromEntries(members.toSpliced(which % members.length, 1));
          expect(idOf(rest)).not.to.equal(idOf(one));
        }),
      );
    });

    const ANOTHER: readonly (readonly [string, JsonObject])[] = [
      ["a significant digit of a second", { eventTime: "2026-03-01T12:00:00.0005+01:00" }],
      ["another time zone at the place", { eventTimeZoneOffset: "+02:00" }],
      ["a word of another namespace", { bizStep: "https://ns.example.com/epcis/shipping" }],
      ["the case of a letter", { ilmd: { "example:Grade": "7" } }],
      ["the namespace of a name", { ilmd: { "https://example.org/grade": "7" } }],
      ["a value that moved to another place", { ilmd: {}, "example:grade": "7" }],
      [
        "a repeated element",
        { "example:box": { "example:colour": "red", "example:sides": ["left", "right", "right"] } },
      ],
    ];
    for (const [what, members] of ANOTHER)
      it(`the event hash id differs for ${what}`, () =>
        expect(idOf({ ...EVENT, ...members })).not.to.equal(idOf(EVENT)));
  });

  describe("of members that are not part of the event", () => {
    const EXCLUDED: JsonObject = {
      eventID: "urn:uuid:00000000-0000-4000-8000-00000000000a",
      recordTime: "2026-03-02T00:00:00Z",
      errorDeclaration: { declarationTime: "2026-03-03T00:00:00Z", reason: "incorrect_data" },
      certificationInfo: "https://example.com/certificate",
    };
    for (const [name, value] of Object.entries(EXCLUDED))
      it(`the event hash id ignores the member ${name}`, () => {
        fc.assert(
          fc.property(arbitraryEvent, ({ one }) => void expect(idOf({ ...one, [name]: value })).to.equal(idOf(one))),
          { numRuns: 20 },
        );
      });
  });

  it("the event hash id writes numbers without an exponent, however large or small", () => {
    const weighing = (weight: JsonValue) => idOf({ ...EVENT, "example:weight": weight });

    expect(weighing(1e21)).to.equal(weighing(`1${"0".repeat(21)}`));
    expect(weighing(1.25e-7)).to.equal(weighing("0.000000125"));
    expect(weighing(-1.5e22)).to.equal(weighing(`-15${"0".repeat(21)}`));
    expect(weighing(-0)).to.equal(weighing(0));
  });

  it("the event hash id sorts texts by their characters in UTF-8", () => {
    const boxes = (...sides: string[]) => idOf({ ...EVENT, "example:box": sides });

    expect(boxes("\u{1F4E6}", "\uFF5E", "z")).to.equal(boxes("z", "\uFF5E", "\u{1F4E6}"));
  });
});

function countLeaves(value: JsonValue): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, one: JsonValue) => sum + countLeaves(one), 0);
}

/** The event with a different nth value, counted from the front. */
function changeLeaf(event: JsonObject, which: number): JsonObject {
  let left = which;
  const change = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map(change);
    if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one)]));
    if (left-- !== 0) return value;
    if (typeof value === "number") return value + 1;
    return typeof value === "boolean" ? !value : `${String(value)}7`;
  };
  return change(event) as JsonObject;
}
