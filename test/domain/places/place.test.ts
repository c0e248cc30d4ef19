import { expect } from "chai";

import { isCountryCode, requireCountryCode } from "../../../src/domain/places/country.ts";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import { parseIdentifier } from "../../../src/domain/identifiers/identifier.ts";
import { isGeoUri, parseGeoUri } from "../../../src/domain/places/geo-uri.ts";
import { isUnLocode, parseUnLocode } from "../../../src/domain/places/un-locode.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";

/** The `PortolanError` that `act` throws. */
function thrownBy(act: () => unknown): PortolanError {
  try {
    act();
  } catch (error) {
    if (PortolanError.is(error)) return error;
  }
  throw new Error("Nothing was thrown.");
}

describe("A UN/LOCODE", () => {
  it("a UN/LOCODE is read with and without the space after its country", () => {
    expect(parseUnLocode("BRSSZ")).to.deep.equal({ code: "BRSSZ", country: "BR" });
    expect(parseUnLocode(" NL RTM ")).to.deep.equal({ code: "NLRTM", country: "NL" });
    expect(parseUnLocode("US2AB")).to.deep.equal({ code: "US2AB", country: "US" });
  });

  it("a UN/LOCODE in international waters has no country", () =>
    expect(parseUnLocode("XZABC")).to.deep.equal({ code: "XZABC" }));

  it("isUnLocode accepts only UN/LOCODEs", () => {
    expect(isUnLocode("BRSSZ")).to.equal(true);
    for (const other of ["BR SSZ", "XQABC", 7, undefined]) expect(isUnLocode(other)).to.equal(false);
  });

  it("the error of a UN/LOCODE repeats at most 40 characters", () => {
    const { facts } = thrownBy(() => parseUnLocode("?".repeat(1_000)));

    expect(facts["place"]).to.equal("?".repeat(40));
  });

  for (const text of ["", "BRSS", "BRSSZZ", "XQABC", "brssz", "BR-SSZ", "BRSS1", "BRSS0"]) {
    it(`${JSON.stringify(text)} is not a UN/LOCODE`, () => {
      const expected = "a UN/LOCODE: a country's code and three more characters, such as BRSSZ";
      expectRefusal(() => parseUnLocode(text), "PlaceInvalid", { place: text, expected });
    });
  }
});

describe("A geo URI", () => {
  it("a geo URI is read to latitude, longitude and optional values", () => {
    expect(parseGeoUri("geo:-23.9608,-46.3336")).to.deep.equal({ latitude: -23.9608, longitude: -46.3336 });
    expect(parseGeoUri("GEO:90,180,-12.5;crs=WGS84;u=35;x-y=z")).to.deep.equal({
      latitude: 90,
      longitude: 180,
      altitude: -12.5,
      uncertainty: 35,
    });
    expect(parseGeoUri("geo:-90,-180;u=0.25")).to.deep.equal({ latitude: -90, longitude: -180, uncertainty: 0.25 });
  });

  for (const uri of [
    "geo:",
    "geo:1",
    "geo:91,0",
    "geo:0,180.1",
    "geo:1,2;crs=other",
    "geo:1,2;u=-1",
    "1,2",
    "geo:1e1,2",
    "geo:90.1,0",
    "geo:-90.1,0",
    "geo:0,-180.1",
    "geo:1,2,",
    "geo:1,2;crs",
    "geo:1,2;u",
    "geo:1,2;u=",
    "geo:1,2;u=1=2",
    "geo:1,2;u=x1",
    "geo:1,2;u=1x",
    "geo:1,2;u=1.",
    "see geo:1,2",
    "geo:1,2 there",
    "geo:.5,2",
  ]) {
    it(`${uri} is not a geo URI`, () => {
      const expected = "a geo URI with latitude and longitude in degrees (RFC 5870), such as geo:-23.9608,-46.3336";
      expectRefusal(() => parseGeoUri(uri), "PlaceInvalid", { place: uri, expected });
    });
  }
});

describe("The form of a geo URI", () => {
  it("isGeoUri accepts only geo URIs, and the error repeats at most 80 characters", () => {
    expect(isGeoUri("geo:1,2")).to.equal(true);
    expect(isGeoUri("geo:1")).to.equal(false);
    expect(thrownBy(() => parseGeoUri("?".repeat(1_000))).facts["place"]).to.equal("?".repeat(80));
  });
});

describe("The country codes", () => {
  it("the country codes are the 249 of ISO 3166-1, and XK for Kosovo", () => {
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const accepted = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCountryCode);

    expect(accepted).to.have.length(250);
    expect(["BR", "NL", "CH", "GB", "XK"].every(isCountryCode)).to.equal(true);
    expect(["UK", "EL", "EU", "XI", "ZZ", "SU", "br", ""].some(isCountryCode)).to.equal(false);
  });

  const advised: [string, string][] = [
    ["UK", "GB"],
    ["EL", "GR"],
    ["EN", "GB"],
    ["XI", "GB"],
    ["SU", "RU"],
    ["EU", "seat"],
    ["ZZ", "ISO 3166-1"],
  ];
  for (const [code, right] of advised)
    it(`the error of the country code ${code} advises ${right}`, () =>
      expect(thrownBy(() => requireCountryCode(code)).remedy).to.include(right));

  it("UN/LOCODEs, UCRs and jurisdictions have the same country codes", () => {
    expect(parseUnLocode("XKPRN").country).to.equal("XK");
    expect(parseIdentifier("6XK12345-1").scheme).to.equal("ucr");
    expectRefusal(() => parseIdentifier("6UK12345-1"), "IdentifierInvalid");
    expect(isUnLocode("UKFXT")).to.equal(false);
  });
});
