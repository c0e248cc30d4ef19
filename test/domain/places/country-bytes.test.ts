import { expect } from "chai";
import { countryFromBytes, countryToBytes, NO_COUNTRY } from "../../../src/domain/places/country-bytes.ts";

describe("A country as the contracts store it", () => {
  it("a country code is its two letters as bytes, and no country is zeros", () => {
    expect(countryToBytes("NL")).to.equal("0x4e4c");
    expect(countryToBytes("")).to.equal(NO_COUNTRY);
  });

  it("bytes give back the code that they were made of", () => {
    for (const code of ["", "NL", "CH", "ZZ"]) expect(countryFromBytes(countryToBytes(code))).to.equal(code);
  });
});
