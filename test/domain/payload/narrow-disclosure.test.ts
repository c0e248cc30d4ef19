import { expect } from "chai";
import { disclose } from "../../../src/domain/payload/disclosure.ts";
import { disclosedPointers, narrowDisclosure } from "../../../src/domain/payload/narrow-disclosure.ts";
import { payloadFields } from "../../../src/domain/payload/payload-fields.ts";
import { newPayloadSeed } from "../../../src/domain/payload/payload-salts.ts";
import { errorOf } from "../../support/error-of.ts";

const PAYLOAD = {
  "a/b": 1,
  "t~c": [{ x: 1, y: [2, 3] }, "four", null],
  list: [[1], []],
  empty: {},
  place: { locode: "BRSSZ", name: "Santos" },
};

describe("narrowDisclosure", () => {
  const seed = newPayloadSeed();
  const whole = disclose(PAYLOAD, seed, [""]);

  it("each field of a disclosure has its pointer into the whole payload", () => {
    expect(disclosedPointers(whole).toSorted()).to.deep.equal(payloadFields(PAYLOAD).toSorted());
    const part = disclose(PAYLOAD, seed, ["/t~0c/1"]);
    expect(disclosedPointers(part).toSorted()).to.deep.equal(["/t~0c", "/t~0c/1"]);
  });

  it("a narrowed disclosure is the one that the whole payload gives for the same fields", () => {
    for (const pointer of ["", ...payloadFields(PAYLOAD)]) {
      expect(narrowDisclosure(whole, [pointer]), pointer).to.deep.equal(disclose(PAYLOAD, seed, [pointer]));
    }
    const asked = ["/a~1b", "/t~0c/0/y/1", "/place"];
    expect(narrowDisclosure(disclose(PAYLOAD, seed, [...asked, "/list"]), asked)).to.deep.equal(
      disclose(PAYLOAD, seed, asked),
    );
  });

  it("a field that the disclosure does not show is refused, also when the payload has it", async () => {
    const part = disclose(PAYLOAD, seed, ["/place"]);
    const { code } = await errorOf(() => Promise.resolve().then(() => narrowDisclosure(part, ["/list"])));
    expect(code).to.equal("DisclosureUnknownField");
  });
});
