import { expect } from "chai";
import { VIEW_CLASSES } from "../../../src/domain/audience/view.ts";
import { keysOf } from "../../../src/domain/keys-of.ts";
import { classOfMember, classOfPointer, membersOf, summaryOf } from "../../../src/domain/payload/field-class.ts";
import { PORTOLAN_MEMBERS } from "../../../src/domain/payload/portolan-members.ts";
import { summarise } from "../../../src/domain/payload/summary.ts";
import { VALID_EVENTS } from "../../epcis/event/valid-events.ts";

describe("The classes of payload members", () => {
  it("every member that Portolan defines has the class of its table", () => {
    for (const member of keysOf(PORTOLAN_MEMBERS)) {
      expect(classOfMember(member), member).to.equal(PORTOLAN_MEMBERS[member].fieldClass);
    }
  });

  it("a member that no table names is commercial, also one with a name of JavaScript", () => {
    for (const member of ["price", "example:rate", "constructor", "toString", ""]) {
      expect(classOfMember(member), member).to.equal("commercial");
    }
  });

  it("a field has the class of the top-level member around it", () => {
    expect(classOfPointer("/portolan:goods/0/hsCode")).to.equal("declared");
    expect(classOfPointer("/bizStep")).to.equal("handoff");
    expect(classOfPointer("/bizStep~1x")).to.equal("commercial");
  });

  it("the view of a handoff opens no price, goods, officer, parties or findings", () => {
    const payload = {
      bizStep: "departing",
      epcList: ["urn:epc:id:sscc:4077777.0000000001"],
      price: 7,
      "portolan:goods": [],
      "portolan:officer": "NL/1",
      "portolan:findings": "x",
      "portolan:seals": ["S1"],
      destinationList: [],
    };
    expect(membersOf(payload, VIEW_CLASSES.handoff)).to.have.all.keys("bizStep", "epcList", "portolan:seals");
    expect(membersOf(payload, VIEW_CLASSES.unit)).to.have.all.keys("bizStep", "portolan:seals", "portolan:findings");
    expect(membersOf(payload, VIEW_CLASSES.all)).to.deep.equal(payload);
    expect(membersOf(payload, VIEW_CLASSES.facts)).to.deep.equal({});
  });

  it("the summary of a part of a payload is the same part of its summary", () => {
    const payloads = [
      ...Object.values(VALID_EVENTS),
      { "portolan:place": "NLRTM", "portolan:result": "conformant", "portolan:seals": ["S1"], action: "ADD" },
    ];
    for (const payload of payloads) {
      for (const classes of Object.values(VIEW_CLASSES)) {
        expect(summaryOf(summarise(payload), classes)).to.deep.equal(summarise(membersOf(payload, classes)));
      }
    }
  });
});
