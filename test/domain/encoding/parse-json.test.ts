import { expect } from "chai";
import fc from "fast-check";

import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import { parseJson } from "../../../src/domain/encoding/parse-json.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";
import { jsonValues } from "../../support/json-values.ts";

describe("parseJson", () => {
  it("the output of JSON.stringify is read with any indentation", () => {
    fc.assert(
      fc.property(jsonValues, fc.constantFrom(0, 1, "\t"), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJson(text)).to.deep.equal(JSON.parse(text));
      }),
    );
  });

  it("every text that JSON.parse accepts is read, except values that would lose information", () => {
    const mutations = fc.record({ value: jsonValues, at: fc.nat(), put: fc.constantFrom(...'{}[],:"\\0-.e nt\u0001') });
    const stricter = ["JsonInexactNumber", "JsonDuplicateMember", "JsonLoneSurrogate", "PayloadReservedName"];
    fc.assert(
      fc.property(mutations, ({ value, at, put }) => {
        const text = JSON.stringify(value);
        const position = at % (text.length + 1);
        const mutated = text.slice(0, position) + put + text.slice(position + 1);
        const [expected, actual] = [attempt(() => JSON.parse(mutated) as unknown), attempt(() => parseJson(mutated))];
        if ("value" in actual) expect(actual).to.deep.equal(expected);
        else expect("value" in expected ? stricter : [...stricter, "JsonMalformed"]).to.include(actual.code);
      }),
      { numRuns: 1000 },
    );
  });

  describe("Malformed text", () => {
    const cases: [text: string, position: number, expected: string][] = [
      ["", 0, "a value"],
      ['{"a":1,}', 7, '"'],
      ['{"a" 1}', 5, ":"],
      ['{"a":1 "b":2}', 7, "}"],
      ["[1,]", 3, "a value"],
      ["[1 2]", 3, "]"],
      ["{'a':1}", 1, '"'],
      ["01", 1, "the end"],
      ["+1", 0, "a value"],
      ["tru", 0, "a value"],
      ['"a\nb"', 2, '"'],
      ['"\\x"', 1, "an escape sequence of JSON"],
      ['"\\u12"', 1, "an escape sequence of JSON"],
      ["1 1", 2, "the end"],
      ["\u00a01", 0, "a value"],
    ];
    for (const [text, position, expected] of cases) {
      it(`malformed text is refused at character ${position}: ${JSON.stringify(text)}`, () =>
        expectRefusal(() => parseJson(text), "JsonMalformed", { position, expected }));
    }
  });

  describe("Texts that JSON.parse changes silently", () => {
    it("a repeated member is refused, also with a different escape", () => {
      expectRefusal(() => parseJson('{"a":1,"b":{"c":1,"c":2}}'), "JsonDuplicateMember", { member: "c" });
      expectRefusal(() => parseJson('{"a":1,"\\u0061":2}'), "JsonDuplicateMember", { member: "a", position: 7 });
      expect(parseJson('[{"a":1},{"a":2}]')).to.deep.equal([{ a: 1 }, { a: 2 }]);
    });

    it("an integer beyond 2^53 is refused unless a double represents it exactly", () => {
      expectRefusal(() => parseJson("[9007199254740993]"), "JsonInexactNumber", { position: 1 });
      expectRefusal(() => parseJson("-12345678901234567890123"), "JsonInexactNumber");
      expect(parseJson("9007199254740992")).to.equal(2 ** 53);
      expect(parseJson("60491378077984328")).to.equal(60491378077984328);
      // The form of canonical JSON.
      expect(parseJson("60491378077984330")).to.equal(60491378077984328);
      expectRefusal(() => parseJson("60491378077984331"), "JsonInexactNumber");
      expect(parseJson("-9007199254740991")).to.equal(-(2 ** 53) + 1);
    });

    it("a fraction with any digits and exponent is rounded", () => {
      expect(parseJson("1.50")).to.equal(1.5);
      expect(parseJson("0.1000000000000000055511151231257827")).to.equal(0.1);
      expect(parseJson("12.5e300")).to.equal(1.25e301);
    });

    it("a number that becomes infinite or zero is refused", () => {
      expectRefusal(() => parseJson("1e400"), "JsonInexactNumber");
      expectRefusal(() => parseJson("1e-400"), "JsonInexactNumber");
      expectRefusal(() => parseJson("0.1e-400"), "JsonInexactNumber");
      expect(parseJson("0.000e-999")).to.equal(0);
    });

    it("a lone surrogate is refused, raw or escaped", () => {
      expectRefusal(() => parseJson('"\\ud83d"'), "JsonLoneSurrogate");
      expectRefusal(() => parseJson('"\ud83d"'), "JsonLoneSurrogate");
      expect(parseJson('"\\ud83d\\ude00"')).to.equal("\u{1f600}");
    });

    it("__proto__ is refused, and other names of Object.prototype are plain members", () => {
      expectRefusal(() => parseJson('{"__proto__":{}}'), "PayloadReservedName", { member: "__proto__" });
      expect(parseJson('{"constructor":1,"toString":2}')).to.deep.equal({ constructor: 1, toString: 2 });
    });
  });

  describe("Limits", () => {
    const limits = { characters: 100, depth: 3, values: 10 };

    it("JSON at the limits is read", () => {
      expect(parseJson("[[[1]]]", limits)).to.deep.equal([[[1]]]);
      expect(parseJson("[1,2,3,4,5,6,7,8,9]", limits)).to.have.length(9);
      expect(parseJson("1".padStart(100), limits)).to.equal(1);
    });

    it("JSON beyond the limits of depth, number and length is refused", () => {
      expectRefusal(() => parseJson("[[[[1]]]]", limits), "JsonTooDeep", { limit: 3 });
      expectRefusal(() => parseJson("[1,2,3,4,5,6,7,8,9,10]", limits), "JsonTooManyValues", { limit: 10 });
      expectRefusal(() => parseJson("1".padStart(101), limits), "JsonTooLarge", { limit: 100 });
    });

    it("a million brackets do not exhaust the stack", () => {
      expectRefusal(() => parseJson("[".repeat(1_000_000)), "JsonTooDeep");
    });
  });
});

/** The result of an action, or the code of its error. */
function attempt(action: () => unknown): { value: unknown } | { code: string | undefined } {
  try {
    return { value: action() };
  } catch (error) {
    return { code: PortolanError.is(error) ? error.code : undefined };
  }
}
