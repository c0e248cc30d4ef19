import { expect } from "chai";

import { summarise } from "../../src/domain/summary.ts";

describe("summarise", () => {
  it("keeps what a trace shows of an EPCIS event, with bare words and canonical identifiers", () => {
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

  it("says nothing of what a payload does not have, or has in another shape", () => {
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

  it("is bounded, however long the payload is", () => {
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
});
