import { expect } from "chai";
import { nameUnseen } from "../../../src/domain/encoding/unseen.ts";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";

describe("Invisible characters in a text", () => {
  const named: [text: string, shown: string][] = [
    ["CSQU3054383\u200b", "CSQU3054383<U+200B>"],
    ["a\u00a0b", "a<U+00A0>b"],
    ["\ufeffa", "<U+FEFF>a"],
    ["a\u202eb", "a<U+202E>b"],
    ["so\u00adft", "so<U+00AD>ft"],
    ["a\u200db", "a<U+200D>b"],
    ["\u0007", "<U+0007>"],
  ];
  for (const [text, shown] of named)
    it(`an invisible character is named: ${shown}`, () => expect(nameUnseen(text)).to.equal(shown));

  for (const text of ["Köln 上海", "می\u200cخواهم", "👩\u200d👧", "line\nbreak\ttab", "שלום"])
    it(`characters of ordinary spelling stay unchanged: ${JSON.stringify(text)}`, () =>
      expect(nameUnseen(text)).to.equal(text));

  it("an error names invisible characters in its message, and keeps them in its facts", () => {
    const error = new PortolanError("RouteUnknown", { path: "/v1\u200b" });
    expect(error.message).to.include("/v1<U+200B>");
    expect(error.facts["path"]).to.equal("/v1\u200b");
  });
});
