import { expect } from "chai";
import { PLANTED_FAULTS, tryPlanted } from "./planted-faults.ts";

describe("The matrix of crashes", () => {
  // `npm run assurance` tries the faults of a gateway, which take longer.
  for (const fault of PLANTED_FAULTS.filter(({ name }) => !name.includes("gateway"))) {
    it(`the crash matrix finds ${fault.name}`, async () => {
      expect(await tryPlanted(fault)).not.to.be.empty;
    });
  }
});
