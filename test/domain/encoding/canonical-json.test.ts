import canonicalize from "canonicalize";
import { expect } from "chai";
import fc from "fast-check";
import { inspect } from "node:util";

import { canonicalJson } from "../../../src/domain/encoding/canonical-json.ts";
import { type JsonObject, type JsonValue, PAYLOAD_LIMITS } from "../../../src/domain/encoding/json.ts";
import { parseJson } from "../../../src/domain/encoding/parse-json.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";
import { jsonValues } from "../../support/json-values.ts";

/** The double with this pattern of 64 bits. */
function double(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

describe("Canonical JSON (RFC 8785)", () => {
  describe("Numbers", () => {
    // The bit patterns are those of the RFC's appendix B: the edges of the format and of its notation.
    const cases: [bits: bigint, text: string][] = [
      [0x0000000000000000n, "0"],
      [0x8000000000000000n, "0"],
      [0x0000000000000001n, "5e-324"],
      [0x7fefffffffffffffn, "1.7976931348623157e+308"],
      [0x4340000000000000n, "9007199254740992"],
      [0x4430000000000000n, "295147905179352830000"],
      [0x44b52d02c7e14af5n, "9.999999999999997e+22"],
      [0x44b52d02c7e14af6n, "1e+23"],
      [0x444b1ae4d6e2ef50n, "1e+21"],
      [0x3eb0c6f7a0b5ed8dn, "0.000001"],
      [0x3eb0c6f7a0b5ed8cn, "9.999999999999997e-7"],
    ];
    for (const [bits, text] of cases) {
      it(`canonical JSON writes the double 0x${bits.toString(16)} as ${text}`, () =>
        expect(canonicalJson(double(bits))).to.equal(text));
    }

    for (const number of [Number.NaN, Infinity, -Infinity]) {
      it(`canonical JSON refuses the number ${number}`, () =>
        expectRefusal(() => canonicalJson(number), "JsonUnrepresentable", { found: String(number) }));
    }
  });

  describe("Texts", () => {
    it("only control characters, quote and backslash are escaped", () => {
      const text = '\u20ac$\u000f\nA\'B"\\\\"/\u007f';

      expect(canonicalJson(text)).to.equal('"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u007f"');
    });

    it("a lone surrogate in a value or name is refused", () => {
      expectRefusal(() => canonicalJson("\ud83d"), "JsonLoneSurrogate");
      expectRefusal(() => canonicalJson({ "\udc00": 1 }), "JsonLoneSurrogate");
    });
  });

  describe("Objects", () => {
    it("names are sorted by UTF-16 code units, not by code points", () => {
      // U+1F600 has the code units d83d de00, and so sorts before U+FB33.
      const names = ["\ufb33", "\u{1f600}", "\u20ac", "\u00f6", "\r", "1", "\u0080"];
      const sorted = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\u{1f600}", "\ufb33"];

      const text = canonicalJson(Object.fromEntries(names.map((name) => [name, 0])));

      expect(text).to.equal(`{${sorted.map((name) => `${JSON.stringify(name)}:0`).join(",")}}`);
    });

    it("an object without a prototype is written", () => {
      expect(canonicalJson(Object.assign(Object.create(null) as JsonObject, { member: 1 }))).to.equal('{"member":1}');
    });

    const strangers: [stranger: unknown, found: string][] = [
      [undefined, "undefined"],
      [1n, "bigint"],
      [Symbol("x"), "symbol"],
      [() => 1, "function"],
      [new Date(0), "an instance of a class"],
      [new Map(), "an instance of a class"],
      [Buffer.from("x"), "an instance of a class"],
      [new Array<JsonValue>(2), "undefined"],
    ];
    for (const [stranger, found] of strangers) {
      it(`a value that JSON would drop or change is refused: ${inspect(stranger)}`, () =>
        expectRefusal(() => canonicalJson({ member: stranger as never }), "JsonUnrepresentable", { found }));
    }
  });

  describe("Depth", () => {
    const { depth: limit } = PAYLOAD_LIMITS;
    const nested: [what: string, text: (depth: number) => string][] = [
      ["arrays", (depth) => "[".repeat(depth) + "]".repeat(depth)],
      ["objects", (depth) => `${'{"a":'.repeat(depth)}0${"}".repeat(depth)}`],
    ];
    for (const [what, text] of nested) {
      it(`canonical JSON has at most ${limit} nested ${what}`, () => {
        expect(canonicalJson(JSON.parse(text(limit)) as JsonValue)).to.equal(text(limit));
        expectRefusal(() => canonicalJson(JSON.parse(text(limit + 1)) as JsonValue), "JsonTooDeep", { limit });
      });
    }

    it("a value that contains itself is refused as too deep", () => {
      const loop: Record<string, JsonValue> = {};
      loop["self"] = loop;

      expectRefusal(() => canonicalJson(loop), "JsonTooDeep");
    });
  });

  it("canonical JSON equals that of an independent implementation for any value", () => {
    fc.assert(fc.property(jsonValues, (value) => canonicalJson(value) === canonicalize(value)));
  });

  it("canonical JSON does not depend on the order of members, and is stable when read and written", () => {
    fc.assert(
      fc.property(jsonValues, (value) => {
        const text = canonicalJson(value);
        return canonicalJson(parseJson(text)) === text && canonicalJson(reversed(value)) === text;
      }),
    );
  });
});

function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member as JsonValue)]),
  );
}
