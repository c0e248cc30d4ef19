import { expect } from "chai";
import { nameUnseen } from "../../../src/domain/encoding/unseen.ts";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";

describe("The characters of a text that nobody sees", () => {
  const named: [text: string, shown: string][] = [
    ["CSQU3054383\u200b", "CSQU3054383<U+200B>"],
    ["a\u00a0b", "a<U+00A0>b"],
    ["\ufeffa", "<U+FEFF>a"],
    ["a\u202eb", "a<U+202E>b"],
    ["so\u00adft", "so<U+00AD>ft"],
    ["a\u200db", "a<U+200D>b"],
    ["\u0007", "<U+0007>"],
  ];
  for (const [text, shown] of named) it(`are named: ${shown}`, () => expect(nameUnseen(text)).to.equal(shown));

  for (const text of ["Köln 上海", "می\u200cخواهم", "👩\u200d👧", "line\nbreak\ttab", "שלום"])
    it(`do not include the characters of a spelling: ${JSON.stringify(text)}`, () =>
      expect(nameUnseen(text)).to.equal(text));

  it("are named in the message of every error, and kept in its facts", () => {
    const error = new PortolanError("RouteUnknown", { path: "/v1\u200b" });
    expect(error.message).to.include("/v1<U+200B>");
    expect(error.facts["path"]).to.equal("/v1\u200b");
  });
});
