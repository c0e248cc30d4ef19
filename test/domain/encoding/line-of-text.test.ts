import { expect } from "chai";
import { isolate, isolateRuns } from "../../../src/domain/encoding/isolate.ts";
import { requireLineOfText } from "../../../src/domain/encoding/line-of-text.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";

describe("A line of text", () => {
  const names = [
    "Ångfartygs AB",
    "上海海关",
    "株式会社　港",
    "สำนักงานศุลกากร",
    "شركة الخليج",
    "می‌خواهم",
    "क्‍ष",
    "O'Brien & Söhne-2",
  ];
  for (const name of names) it(`may be ${name}`, () => expect(() => requireLineOfText("name", name)).not.to.throw());

  const unseen: [string, string, number][] = [
    ["Exa\u200bmple", "U+200B", 3],
    ["Example\u202eelpmaxE", "U+202E", 7],
    ["Exa\u200dmple", "U+200D", 3],
    ["Ex\u00adample", "U+00AD", 2],
    ["\ufeffExample", "U+FEFF", 0],
    ["two\nlines", "U+000A", 3],
  ];
  for (const [name, found, position] of unseen)
    it(`has no ${found}`, () =>
      expectRefusal(() => requireLineOfText("name", name), "TextUnseen", { what: "name", found, position }));
});

describe("Words from right to left", () => {
  it("are isolated as one value in a sentence", () => {
    expect(isolate("شركة الخليج 7")).to.equal("\u2068شركة الخليج 7\u2069");
    expect(isolate("Ångfartygs AB")).to.equal("Ångfartygs AB");
  });

  it("are isolated name by name in a text whose parts are unknown", () => {
    expect(isolateRuns("to شركة الخليج; case #4, נמל")).to.equal(
      "to \u2068شركة الخليج\u2069; case #4, \u2068נמל\u2069",
    );
  });
});
