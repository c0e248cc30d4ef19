import { expect } from "chai";
import { summarise } from "../../../src/domain/payload/summary.ts";
import { unitsIn } from "../../../src/domain/payload/units-in.ts";

const WRONG = "urn:epc:id:bic:CSQU3054384";

describe("The units of a payload", () => {
  it("the units of a payload are those of every member that lists units, with their pointers", () => {
    const payload = {
      parentID: "a:1",
      epcList: ["a:2", 7],
      childEPCs: ["a:3"],
      inputEPCList: ["a:4"],
      outputEPCList: ["a:5"],
    };
    expect(unitsIn(payload).map(({ pointer }) => pointer)).to.deep.equal([
      "/parentID",
      "/epcList/0",
      "/childEPCs/0",
      "/inputEPCList/0",
      "/outputEPCList/0",
    ]);
  });

  it("a summary has the units with wrong check digits, in every notation and at other hosts", () => {
    const { wrongCheckDigits } = summarise({
      parentID: "CSQU 305438-4",
      childEPCs: [WRONG, "CSQU3054383", "https://example.com/00/195211410000004710"],
    });
    expect(wrongCheckDigits).to.deep.equal([
      { identifier: WRONG, expected: "3" },
      { identifier: WRONG, expected: "3" },
      { identifier: "https://example.com/00/195211410000004710", expected: "2" },
    ]);
  });
});
