import { expect } from "chai";
import fc from "fast-check";
import { readFileSync } from "node:fs";

import type { ErrorCode } from "../../../src/domain/errors/table.ts";
import { parseIdentifier } from "../../../src/domain/identifiers/identifier.ts";
import { iso6346CheckDigit } from "../../../src/domain/identifiers/iso6346.ts";
import { newShipmentBlind, shipmentId, shipmentIdentifier } from "../../../src/domain/identifiers/shipment-id.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";

interface Accepted {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly uri: string;
  readonly scheme: string;
  readonly names: string;
  readonly expectedCheckDigit?: string;
}

/** Inputs that are refused for their scheme or their check digit, with the facts of the error. */
interface Refused {
  readonly input: string;
  readonly code: ErrorCode;
  readonly scheme?: keyof typeof NEEDS;
}

const { accepted, refused } = JSON.parse(
  readFileSync(new URL("../../vectors/identifiers.json", import.meta.url), "utf8"),
) as { accepted: readonly Accepted[]; refused: readonly Refused[] };

/** The expected form of an identifier, by scheme. */
const NEEDS = {
  GS1: "a key with the number of digits, and the serial or reference, that its kind has",
  iso6346: "three letters, one of U, J and Z, six digits and a check digit",
  ucr: "a digit of the year, a country code, and up to 32 more letters, digits and hyphens",
  business: "an absolute URI, a GS1 key, a container number or a UCR",
};

/** Ordinary URIs that contain an identifier or resemble one. */
const LOOKALIKES = [
  "https://example.com/00/195211410000004712/21",
  "https://example.com/00/195211410000004712/21/",
  "https://example.com/00/195211410000004712/about/us",
  "https://example.com/01/09521141000014/1/A1",
  "https://example.com/01/09521141000014/x21/A1",
  "https://example.com/01/09521141000014/21x/A1",
  "https://example.com/01/09521141000014/80111/A1",
  "https://example.com/x01/09521141000014",
  "https://example.com/01/09521141000014//",
  "https://example.com/00/%E0%A4%E0",
  "https://example.com/(00)195211410000004712",
  "https://example.com/urn:epc:id:sscc:1",
  "https://example.com/urn:epc:id:bic:1",
  "https://example.com/urn:portolan:ucr:1",
  "https://example.com/CSQU3054383",
  "web+https://id.gs1.org/00/195211410000004712",
];

describe("Business identifiers", () => {
  for (const { name, inputs, ...expected } of accepted) {
    describe(name, () => {
      for (const input of [...inputs, expected.uri]) {
        it(`the identifier ${input} has the canonical form ${expected.uri}`, () =>
          expect(parseIdentifier(input)).to.deep.equal(expected));
      }
    });
  }

  describe("Keys in addresses by role", () => {
    const HOST = "https://erp.example.com";
    const keys = {
      "/00/195211410000004712": [],
      "/01/09521141000014/21/A1": [],
      "/253/9521141000014A1": ["document"],
      "/402/95211412345678901": [],
      "/414/9521141000014": ["place", "party"],
      "/417/9521141000014": ["party"],
    } as const;
    for (const [path, fitting] of Object.entries(keys))
      it(`the address ${HOST}${path} is a key ${["as an object", ...fitting].join(", ")}`, () => {
        for (const role of ["place", "party", "document"] as const) {
          const { uri } = parseIdentifier(HOST + path, role);
          const isKey = (fitting as readonly string[]).includes(role);
          expect(uri, role).to.equal(`${isKey ? "https://id.gs1.org" : HOST}${path}`);
        }
      });

    it("a key in its own notation is a key in each role", () => {
      for (const role of ["object", "place", "party", "document"] as const)
        expect(parseIdentifier("urn:epc:id:sscc:9521141.1000000471", role).scheme).to.equal("sscc");
    });

    it("an order number with a wrong check digit is an address", () => {
      const order = "https://erp.example.com/po/01/20261120";
      expect(parseIdentifier(order, "document")).to.deep.equal({ uri: order, scheme: "uri", names: "unit" });
    });
  });

  describe("Refused identifiers", () => {
    for (const { input, code, scheme, ...facts } of refused) {
      const needs = scheme && { identifier: input.trim(), scheme, expected: NEEDS[scheme] };

      it(`${JSON.stringify(input)} is refused with ${code}`, () =>
        expectRefusal(() => parseIdentifier(input), code, { ...facts, ...needs }));
    }

    it("an identifier has at most 500 characters, and its error repeats only the first", () => {
      const longest = `urn:example:${"x".repeat(488)}`;

      expect(parseIdentifier(` ${longest} `).uri).to.equal(longest);
      expectRefusal(() => parseIdentifier(`${longest}x`), "IdentifierInvalid", {
        identifier: "urn:example:xxxxxxxx…",
        scheme: "business",
        expected: "at most 500 characters",
      });
    });
  });

  describe("Identifiers that resemble another", () => {
    for (const uri of LOOKALIKES) {
      it(`${uri} is an ordinary URI`, () =>
        expect(parseIdentifier(uri)).to.deep.equal({ uri, scheme: "uri", names: "unit" }));
    }
  });

  it("the canonical form of an identifier with any serial is read unchanged", () => {
    const serials = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(..."!\"%&'()*+,-./:;<=>?_aZ09") });
    fc.assert(
      fc.property(serials, (serial) => {
        const link = `https://id.gs1.org/8004/9521141${encodeURIComponent(serial)}`;
        const { uri, scheme } = parseIdentifier(link);
        expect(scheme).to.equal("giai");
        expect(parseIdentifier(uri).uri).to.equal(uri);
        expect(decodeURIComponent(uri)).to.equal(`https://id.gs1.org/8004/9521141${serial}`);
      }),
    );
  });

  it("the letters of a container number count as 10 to 38 without the multiples of 11", () => {
    const values = Array.from({ length: 29 }, (_, i) => 10 + i).filter((value) => value % 11 !== 0);

    for (const [i, letter] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].entries())
      expect(iso6346CheckDigit(`0${letter}`), letter).to.equal(String(((2 * (values[i] ?? 0)) % 11) % 10));
  });

  it("the error of a wrong check digit of a container number has the correct one", () => {
    const wrong = [0, 1, 2, 4, 5, 6, 7, 8, 9].map((digit) => parseIdentifier(`CSQU305438${digit}`));

    expect(wrong.map(({ expectedCheckDigit }) => expectedCheckDigit)).to.deep.equal(Array(9).fill("3"));
    expect(iso6346CheckDigit("HLBU208000")).to.equal("0");
  });
});

describe("The id of a shipment", () => {
  const uri = "urn:epc:id:bic:CSQU3054383";

  it("the id of a shipment equals its vector", () => {
    expect(shipmentId(new Uint8Array(32).fill(1), uri)).to.equal(
      "0xedf8e8f7ee1b02a23bbc5d2ebea9bdb99d0e4420c946d17e81919cbce3ca7aed",
    );
  });

  it("the id of a shipment differs for another blind and for another identifier", () => {
    const blind = newShipmentBlind();

    expect(shipmentId(blind, uri)).not.to.equal(shipmentId(newShipmentBlind(), uri));
    expect(shipmentId(blind, uri)).not.to.equal(shipmentId(blind, "urn:epc:id:bic:HLBU2080000"));
  });

  it("a blind of a wrong length is refused", () => {
    expectRefusal(() => shipmentId(new Uint8Array(31), uri), "ShipmentBlindInvalid", { length: 31 });
  });

  it("a class of products, a place or a party is refused as a shipment", () => {
    for (const { uri: given, names } of accepted) {
      if (names === "unit") expect(shipmentIdentifier(given).uri).to.equal(given);
      else expectRefusal(() => shipmentIdentifier(given), "IdentifierNotTrackable", { names });
    }
  });
});
