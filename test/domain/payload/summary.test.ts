import { expect } from "chai";

import type { JsonObject, JsonValue } from "../../../src/domain/encoding/json.ts";
import { summarise } from "../../../src/domain/payload/summary.ts";

describe("summarise", () => {
  it("a summary has the members that a trace shows, with bare words and canonical identifiers", () => {
    const summary = summarise({
      type: "AggregationEvent",
      action: "ADD",
      bizStep: "urn:epcglobal:cbv:bizstep:packing",
      disposition: "https://ref.gs1.org/cbv/Disp-in_progress",
      readPoint: { id: "urn:epc:id:sgln:0614141.07346.1234" },
      childEPCs: ["urn:epc:id:sscc:7701234.1000000001", "https://example.com/00/177012340000000018"],
      "portolan:place": "BRSSZ",
      "portolan:placeName": "Santos",
      "portolan:seals": ["A1", "A2"],
      "portolan:exceptions": [{ type: "seal", description: "broken" }, { type: "quantity" }],
      "portolan:reason": "damaged",
      sensorElementList: [
        { sensorReport: [{ type: "Temperature", uom: "CEL", value: 4 }] },
        { sensorReport: [{ type: "Temperature", uom: "CEL", minValue: -2, maxValue: 9 }] },
      ],
    });
    expect(summary).to.deep.include({
      action: "ADD",
      bizStep: "packing",
      disposition: "in_progress",
      reason: "damaged",
    });
    const id = "urn:epc:id:sgln:0614141.07346.1234";
    expect(summary.place).to.deep.equal({ locode: "BRSSZ", name: "Santos", country: "BR", id });
    expect(summary.seals).to.deep.equal(["A1", "A2"]);
    expect(summary.exceptions).to.deep.equal([{ type: "seal", description: "broken" }, { type: "quantity" }]);
    expect(summary.sensors).to.deep.equal([{ type: "Temperature", unit: "CEL", minimum: -2, maximum: 9 }]);
    expect(new Set(summary.children).size).to.equal(1);
  });

  it("a summary omits absent and malformed members", () => {
    expect(summarise({})).to.deep.equal({});
    const odd = {
      bizStep: 7,
      "portolan:place": "nowhere",
      "portolan:seals": "A1",
      childEPCs: [],
      sensorElementList: {},
    };
    expect(summarise(odd)).to.deep.equal({});
  });

  it("a summary of any payload has a limited size", () => {
    const long = "x".repeat(5_000);
    const summary = summarise({
      "portolan:reason": `${"x".repeat(198)}😀${long}`,
      "portolan:seals": Array.from({ length: 900 }, () => long),
      childEPCs: Array.from({ length: 501 }, () => long),
    });
    expect(JSON.stringify(summary).length).to.be.below(15_000);
    expect(summary.children).to.equal(undefined);
    expect(summary.reason?.isWellFormed()).to.equal(true);
  });

  describe("Words of the CBV", () => {
    for (const [said, bizStep] of [
      ["urn:epcglobal:cbv:bizstep:departing", "departing"],
      ["URN:EPCGLOBAL:CBV:BIZSTEP:departing", "departing"],
      ["http://ref.gs1.org/cbv/BizStep-departing", "departing"],
      ["https://ref.gs1.org/cbv/BizStep-departing", "departing"],
      ["cbv:BizStep-departing", "departing"],
      ["departing", "departing"],
      ["see urn:epcglobal:cbv:bizstep:departing", "see urn:epcglobal:cbv:bizstep:departing"],
      ["see cbv:BizStep-departing", "see cbv:BizStep-departing"],
      ["https://example.com/steps/departing", "https://example.com/steps/departing"],
    ] as const) {
      it(`a summary has the business step ${bizStep} for ${said}`, () =>
        expect(summarise({ bizStep: said })).to.deep.equal({ bizStep }));
    }

    it("a summary shortens dispositions as business steps", () => {
      for (const disposition of [
        "urn:epcglobal:cbv:disp:in_transit",
        "http://ref.gs1.org/cbv/Disp-in_transit",
        "cbv:Disp-in_transit",
      ])
        expect(summarise({ disposition })).to.deep.equal({ disposition: "in_transit" });
    });
  });

  describe("Texts and lists", () => {
    for (const member of ["result", "findings", "reason", "legalBasis", "servedAt", "respondBy"])
      it(`a summary contains portolan:${member}`, () =>
        expect(summarise({ [`portolan:${member}`]: "said" })).to.deep.equal({ [member]: "said" }));

    it("a text of more than 200 characters is cut to 200 with a mark", () => {
      const reasonOf = (reason: string) => summarise({ "portolan:reason": reason }).reason;

      expect(reasonOf("x".repeat(200))).to.equal("x".repeat(200));
      expect(reasonOf("x".repeat(201))).to.equal(`${"x".repeat(199)}…`);
      expect(reasonOf("")).to.equal(undefined);
    });

    it("a list is cut to its first 50 texts, and omitted without any", () => {
      const sealsOf = (seals: JsonValue) => summarise({ "portolan:seals": seals }).seals;

      expect(sealsOf(Array.from({ length: 51 }, (_, i) => `S${i}`))).to.deep.equal(
        Array.from({ length: 50 }, (_, i) => `S${i}`),
      );
      expect(sealsOf(["S1", 2, "", null, "S3"])).to.deep.equal(["S1", "S3"]);
      expect(sealsOf([2])).to.equal(undefined);
      expect(sealsOf([])).to.equal(undefined);
    });
  });

  describe("Exceptions", () => {
    const exceptionsOf = (exceptions: JsonValue) => summarise({ "portolan:exceptions": exceptions }).exceptions;

    it("a summary has the first 50 exceptions with a type", () => {
      expect(exceptionsOf([{ type: "seal" }, { description: "no type" }, "seal", { type: 1 }])).to.deep.equal([
        { type: "seal" },
      ]);
      expect(exceptionsOf(Array.from({ length: 51 }, () => ({ type: "seal" })))).to.have.length(50);
    });

    it("an empty list of exceptions is omitted", () => {
      for (const none of [[], [{ description: "no type" }], "seal", { type: "seal" }])
        expect(exceptionsOf(none)).to.equal(undefined);
    });
  });

  describe("Sensors", () => {
    const sensorsOf = (...reports: JsonObject[]) =>
      summarise({ sensorElementList: reports.map((report) => ({ sensorReport: [report] })) }).sensors;

    it("sensor values are separate by type and unit", () => {
      expect(
        sensorsOf(
          { type: "Temperature", uom: "CEL", value: 4 },
          { type: "Temperature", uom: "FAH", value: 39 },
          { type: "Temperature", value: 5 },
          { type: "Humidity", uom: "CEL", value: 6 },
        ),
      ).to.deep.equal([
        { type: "Temperature", unit: "CEL", minimum: 4, maximum: 4 },
        { type: "Temperature", unit: "FAH", minimum: 39, maximum: 39 },
        { type: "Temperature", minimum: 5, maximum: 5 },
        { type: "Humidity", unit: "CEL", minimum: 6, maximum: 6 },
      ]);
    });

    it("a sensor's extremes include all values of a report", () => {
      expect(sensorsOf({ type: "T", value: 3, minValue: 5, maxValue: 1 }, { type: "T", value: 2 })).to.deep.equal([
        { type: "T", minimum: 1, maximum: 5 },
      ]);
    });

    it("a sensor report without a type or a number is omitted", () => {
      expect(sensorsOf({ value: 1 }, { type: "T", value: "1" }, { type: "T" })).to.equal(undefined);
      expect(summarise({ sensorElementList: [7, { sensorReport: 7 }, { sensorReport: [7] }] })).to.deep.equal({});
    });

    it("a summary has the first 50 types of sensor values, updated by later reports", () => {
      const kinds = Array.from({ length: 51 }, (_, i) => ({ type: `T${i}`, value: i }));
      const sensors = sensorsOf(...kinds, { type: "T0", value: 99 });

      expect(sensors).to.have.length(50);
      expect(sensors?.[0]).to.deep.equal({ type: "T0", minimum: 0, maximum: 99 });
    });
  });

  describe("Places", () => {
    const placeOf = (payload: JsonObject) => summarise(payload).place;

    it("the read point comes before the business location", () => {
      const [readPoint, bizLocation] = [{ id: "urn:x:read" }, { id: "urn:x:biz" }];

      expect(placeOf({ readPoint, bizLocation })).to.deep.equal({ id: "urn:x:read" });
      expect(placeOf({ bizLocation })).to.deep.equal({ id: "urn:x:biz" });
      expect(placeOf({ readPoint: "urn:x:read", bizLocation })).to.deep.equal({ id: "urn:x:biz" });
    });

    it("a place needs only one of code, name and location", () => {
      expect(placeOf({ "portolan:place": "BRSSZ" })).to.deep.equal({ locode: "BRSSZ", country: "BR" });
      expect(placeOf({ "portolan:place": "XZABC" })).to.deep.equal({ locode: "XZABC" });
      expect(placeOf({ "portolan:placeName": "Santos" })).to.deep.equal({ name: "Santos" });
      expect(placeOf({ "portolan:placeName": "" })).to.equal(undefined);
    });
  });

  describe("Children", () => {
    const childrenOf = (childEPCs: JsonValue) => summarise({ childEPCs }).children;

    it("a child that is not an identifier is cut to 500 characters, and other values are omitted", () => {
      expect(childrenOf(["no identifier", 7, `no ${"x".repeat(600)}`])).to.deep.equal([
        "no identifier",
        `no ${"x".repeat(497)}`,
      ]);
    });

    it("more than 500 children are omitted", () => {
      expect(childrenOf(Array.from({ length: 500 }, (_, i) => `urn:x:${i}`))).to.have.length(500);
      expect(childrenOf(Array.from({ length: 501 }, (_, i) => `urn:x:${i}`))).to.equal(undefined);
      expect(childrenOf("urn:x:1")).to.equal(undefined);
    });
  });
});
