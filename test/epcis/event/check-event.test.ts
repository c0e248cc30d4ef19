import { expect } from "chai";
import fc from "fast-check";

import type { JsonObject, JsonValue } from "../../../src/domain/encoding/json.ts";
import { checkEvent } from "../../../src/epcis/event/check-event.ts";
import { Context } from "../../../src/epcis/event/context.ts";
import type { EventContent, TypedReference } from "../../../src/epcis/event/event-content.ts";
import { eventHashId } from "../../../src/epcis/event/event-hash.ts";
import { arbitraryEvent, CONTEXT, type MadeUp } from "./arbitrary-event.ts";
import { INVALID_EVENTS } from "./invalid-events.ts";
import { VALID_EVENTS } from "./valid-events.ts";

const context = Context.STANDARD.with(CONTEXT);

describe("checkEvent", () => {
  describe("accepted events", () => {
    for (const [what, event] of Object.entries(VALID_EVENTS))
      it(`checkEvent accepts ${what} and keeps it unchanged`, () => {
        const before = structuredClone(event);
        const { json, warnings } = accepted(event);

        expect(json).to.equal(event);
        expect(json).to.deep.equal(before);
        expect(warnings).to.deep.equal([]);
      });

    it("checkEvent accepts any generated event in either notation, and extracts its content", () => {
      fc.assert(
        fc.property(arbitraryEvent, (madeUp) => {
          expectContent(accepted(madeUp.one).content, madeUp);
          expectContent(accepted(madeUp.other).content, madeUp);
        }),
      );
    });
  });

  describe("refused events", () => {
    for (const [situation, cases] of Object.entries(INVALID_EVENTS))
      describe(situation, () => {
        for (const [what, event, ...pointers] of cases)
          it(`checkEvent refuses ${what}: ${pointers.map((pointer) => pointer || "the event").join(", ")}`, () => {
            expect(pointersOf(event)).to.deep.equal(pointers);
          });
      });

    it("checkEvent refuses any event without a required member", () => {
      fc.assert(
        fc.property(arbitraryEvent, fc.nat(), ({ one }, which) => {
          const required = REQUIRED[one["type"] as string] as readonly string[];
          const gone = required[which % required.length] as string;
          const rest = Object.fromEntries(Object.entries(one).filter(([name]) => name !== gone));
          expect(pointersOf(rest)).to.deep.equal([`/${gone}`]);
        }),
      );
    });

    it("checkEvent refuses any member that neither the standard nor a namespace defines", () => {
      fc.assert(
        fc.property(arbitraryEvent, fc.stringMatching(/^[a-z]{1,8}$/), ({ one }, letters) => {
          expect(pointersOf({ ...one, [`own${letters}`]: 1 })).to.deep.equal([`/own${letters}`]);
        }),
      );
    });

    it("checkEvent reports at most fifty violations", () => {
      const quantityList = Array.from({ length: 500 }, () => ({ epcClass: "none", quantity: "many" }));

      expect(pointersOf({ ...(VALID_EVENTS["an observation"] as JsonObject), quantityList })).to.have.lengthOf(50);
    });
  });

  describe("of any JSON at all", () => {
    it("checkEvent returns an event or violations for any JSON, and never throws", () => {
      fc.assert(
        fc.property(fc.jsonValue({ depthSize: "large" }), (value) => {
          const result = checkEvent(value as JsonValue, context);
          expect("value" in result || result.violations.length > 0).to.equal(true);
        }),
        { numRuns: 300 },
      );
    });

    it("checkEvent returns an event or violations for an event with one changed value", () => {
      fc.assert(
        fc.property(arbitraryEvent, fc.nat(), fc.jsonValue(), ({ one }, which, value) => {
          const names = Object.keys(one);
          const result = checkEvent({ ...one, [names[which % names.length] as string]: value as JsonValue }, context);
          expect("value" in result || result.violations.every(({ pointer }) => /^(\/|$)/.test(pointer))).to.equal(true);
        }),
        { numRuns: 500 },
      );
    });
  });

  describe("of a sensor", () => {
    const DEVICE = {
      deviceID: "urn:epc:id:giai:9521141.12345",
      deviceMetadata: "https://example.com/devices/1",
      rawData: "https://example.com/raw/1",
      dataProcessingMethod: "https://example.com/methods/1",
      bizRules: "https://example.com/rules/1",
    };
    const eventWith = (inMetadata: JsonObject, inReport: JsonObject): JsonObject => ({
      ...(VALID_EVENTS["an observation"] as JsonObject),
      sensorElementList: [
        { sensorMetadata: inMetadata, sensorReport: [{ type: "Temperature", value: 1, uom: "CEL", ...inReport }] },
      ],
    });

    it("each member about a sensor's device may be in both places with one value, with a warning", () => {
      const { warnings } = accepted(eventWith(DEVICE, DEVICE));
      expect(warnings.map(({ pointer }) => pointer)).to.deep.equal(
        Object.keys(DEVICE).map((member) => `/sensorElementList/0/sensorReport/0/${member}`),
      );
    });

    it("the device of a sensor may be named in two notations", () => {
      const link = { deviceID: "https://id.gs1.org/8004/952114112345" };
      expect(accepted(eventWith({ deviceID: DEVICE.deviceID }, link)).warnings).to.have.length(1);
    });

    it("the device of a sensor's report may not differ from that of its element", () => {
      for (const [member, value] of Object.entries(DEVICE))
        expect(pointersOf(eventWith({ [member]: value }, { [member]: `${value}9` }))).to.deep.equal([
          `/sensorElementList/0/sensorReport/0/${member}`,
        ]);
    });
  });

  describe("of a unit with a wrong check digit that equipment may carry", () => {
    const WRONG = "urn:epc:id:bic:CSQU3054384";
    const { epcList, ...base } = VALID_EVENTS["an observation"] as JsonObject;
    const aggregation = { ...base, type: "AggregationEvent", parentID: "urn:example:1", childEPCs: epcList ?? [] };
    const where: Record<string, JsonObject> = {
      "/epcList/0": { ...base, epcList: [WRONG] },
      "/parentID": { ...aggregation, parentID: WRONG },
      "/childEPCs/0": { ...aggregation, childEPCs: [WRONG] },
    };
    for (const [pointer, event] of Object.entries(where))
      it(`a wrong check digit of a unit that equipment may carry gives a warning at ${pointer}, with the right digit`, () => {
        const [warning, ...others] = accepted(event).warnings;
        expect([warning?.pointer, others]).to.deep.equal([pointer, []]);
        expect(warning?.reason).to.include("3");
      });
  });

  describe("of the eventID", () => {
    const { eventID, ...event } = VALID_EVENTS["an observation"] as JsonObject;

    it("checkEvent adds the event hash id to an event without eventID", () => {
      expect(accepted(event).content.eventID).to.equal(eventHashId(event, context));
    });

    it("checkEvent keeps an existing eventID", () => {
      expect(accepted({ ...event, eventID: eventID as string }).content.eventID).to.equal(eventID);
    });

    it("checkEvent does not warn about the correct event hash id", () => {
      expect(accepted({ ...event, eventID: eventHashId(event, context) }).warnings).to.deep.equal([]);
    });

    it("checkEvent warns about a different event hash id, which another release may have made", () => {
      const { content, warnings } = accepted({ ...event, eventID: `ni:///sha-256;${"0".repeat(64)}?ver=CBV2.0` });

      expect(content.eventID).to.contain("0".repeat(64));
      expect(warnings.map(({ pointer }) => pointer)).to.deep.equal(["/eventID"]);
    });
  });

  describe("the content of an event", () => {
    it("checkEvent extracts extension members at any place", () => {
      const { extensions } = accepted(VALID_EVENTS["an event with extension members at every place"]).content;

      const ns = "https://ns.example.com/epcis/";
      expect(extensions).to.have.deep.members([
        { place: "event", name: `${ns}weight`, inner: false, value: 12.5 },
        { place: "event", name: `${ns}box`, inner: false },
        { place: "event", name: `${ns}colour`, inner: true, value: "red" },
        { place: "event", name: `${ns}sides`, inner: true },
        { place: "event", name: `${ns}sides`, inner: true, value: "left" },
        { place: "event", name: `${ns}sides`, inner: true, value: "right" },
        { place: "event", name: `${ns}none`, inner: false },
        { place: "event", name: "https://example.org/terms#full", inner: false, value: true },
        { place: "event", name: "http://purl.org/dc/terms/title", inner: false, value: "T" },
        { place: "ilmd", name: "urn:epcglobal:cbv:mda:lotNumber", inner: false, value: "L7" },
        { place: "readPoint", name: `${ns}dock`, inner: false, value: "D7" },
        { place: "bizLocation", name: `${ns}hall`, inner: false, value: "H2" },
        { place: "sensorElement", name: `${ns}mounting`, inner: false, value: "roof" },
        { place: "sensorMetadata", name: `${ns}firmware`, inner: false, value: "1.2" },
        { place: "sensorReport", name: `${ns}probe`, inner: false, value: 3 },
        { place: "errorDeclaration", name: `${ns}officer`, inner: false, value: "desk 4" },
      ]);
    });

    it("checkEvent extracts an error declaration", () => {
      const { errorDeclaration } = accepted(VALID_EVENTS["an error declaration"]).content;

      expect(errorDeclaration).to.deep.equal({
        declaredAtMs: Date.UTC(2026, 2, 2, 8),
        reason: "did_not_occur",
        correctiveEventIDs: ["urn:example:event:2"],
      });
    });

    it("checkEvent extracts only the common members of an extension type", () => {
      const { content } = accepted(VALID_EVENTS["an event of an extension type"]);

      expect(content.type).to.equal("https://ns.example.com/epcis/WeighingEvent");
      expect(content.epcs).to.deep.equal([]);
      expect(content.extensions.map(({ name }) => name)).to.deep.equal(["https://ns.example.com/epcis/scale"]);
    });

    it("checkEvent accepts standard members with any meaning in an extension type", () => {
      const event = VALID_EVENTS["an event of an extension type"] as JsonObject;

      expect(accepted({ ...event, quantityList: "12 pallets" }).content.quantities).to.deep.equal([]);
    });
  });
});

/** Without the type: an event without one lacks more than one member. */
const COMMON = ["eventTime", "eventTimeZoneOffset"];

const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  ObjectEvent: [...COMMON, "action"],
  AggregationEvent: [...COMMON, "action"],
  AssociationEvent: [...COMMON, "action", "parentID"],
  TransactionEvent: [...COMMON, "action", "bizTransactionList"],
  TransformationEvent: COMMON,
};

function accepted(event: JsonValue | undefined) {
  const result = checkEvent(event as JsonValue, context);
  if ("value" in result) return result.value;
  return expect.fail(`expected a valid event, got ${JSON.stringify(result)}`);
}

function pointersOf(event: JsonValue): string[] {
  const result = checkEvent(event, context);
  if ("value" in result) return expect.fail("expected violations, got a valid event");
  for (const { reason } of result.violations) expect(reason).to.match(/^[a-z]/);
  return result.violations.map(({ pointer }) => pointer);
}

/** Compares the extracted content with the generated one, in any order. */
function expectContent(content: EventContent, { fact }: MadeUp): void {
  const put = (name: string) => (fact[name] ?? []) as readonly Record<string, unknown>[];
  const same = (found: readonly unknown[], expected: readonly unknown[]) =>
    expect(found).to.have.deep.members([...expected]);
  const references = (found: readonly TypedReference[], list: string, member: string) =>
    same(
      found,
      put(list).map(({ [member]: id, ...type }) => ({ ...type, id })),
    );

  expect(content).to.include({
    type: fact["type"],
    eventTimeMs: fact["eventTime"],
    eventTimeZoneOffset: fact["eventTimeZoneOffset"],
  });
  for (const name of ["action", "bizStep", "disposition", "transformationID"] as const)
    expect(content[name]).to.equal(fact[name]);
  for (const name of ["readPoint", "bizLocation"] as const)
    expect(content[name]).to.equal((fact[name] as { id: string } | undefined)?.id);
  for (const list of ["set", "unset"] as const)
    same(
      content.persistentDisposition?.[list] ?? [],
      (fact["persistentDisposition"] as Record<string, string[]> | undefined)?.[list] ?? [],
    );
  same(
    content.epcs.map(({ role, epc, unit }) => [role, epc, unit]),
    ["epcList", "parentID", "childEPCs", "inputEPCList", "outputEPCList"].flatMap((role) =>
      [fact[role] ?? []].flat().map((epc) => [role, epc, true]),
    ),
  );
  same(
    content.quantities,
    ["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"].flatMap((role) =>
      put(role).map((amount) => ({ role, unit: true, ...amount })),
    ),
  );
  references(content.bizTransactions, "bizTransactionList", "bizTransaction");
  references(content.sources, "sourceList", "source");
  references(content.destinations, "destinationList", "destination");
  const bySensor = (sensors: readonly { metadata: unknown; reports: readonly unknown[] }[]) =>
    sensors.map(({ metadata, reports }) => ({
      metadata,
      reports: new Set(reports.map((report) => JSON.stringify(sortMembers(report)))),
    }));
  same(
    bySensor(content.sensors),
    bySensor(
      put("sensorElementList").map((one) => ({
        metadata: one["sensorMetadata"] ?? {},
        reports: one["sensorReport"] as unknown[],
      })),
    ),
  );
  same(
    content.extensions.map(({ name, value }) => [name, value]),
    "example:note" in fact ? [["https://ns.example.com/epcis/note", fact["example:note"]]] : [],
  );
}

function sortMembers(object: unknown): unknown {
  return Object.fromEntries(Object.entries(object as object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
