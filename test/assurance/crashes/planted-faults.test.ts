import { expect } from "chai";
import { PLANTED_FAULTS, tryPlanted } from "./planted-faults.ts";

describe("the matrix of crashes", () => {
  // Those in a gateway take longer, and are found by `npm run assurance`.
  for (const fault of PLANTED_FAULTS.filter(({ name }) => !name.includes("gateway"))) {
    it(`finds ${fault.name}`, async () => {
      expect(await tryPlanted(fault)).not.to.be.empty;
    });
  }
});
