import { expect } from "chai";
import { decodeText } from "../../../src/domain/encoding/decode-text.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";

describe("The bytes of a text", () => {
  const refused: [what: string, bytes: Buffer, position: number, found: string][] = [
    ["ISO 8859-1", Buffer.from('{"a":"Köln"}', "latin1"), 7, "the byte 0xf6"],
    ["UTF-16", Buffer.from("\ufeff{}", "utf16le"), 0, "the byte order mark of UTF-16"],
    ["UTF-16 of the other order", Buffer.from("\ufeff{}", "utf16le").swap16(), 0, "the byte order mark of UTF-16"],
    ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), 0, "the byte order mark of UTF-32"],
    ["a text cut within a character", Buffer.from("Köln").subarray(0, 2), 2, "the end, within a character"],
    ["an overlong character", Buffer.from([0x61, 0xc0, 0xaf]), 1, "the byte 0xc0"],
    ["a surrogate", Buffer.from([0x61, 0x62, 0xed, 0xa0, 0x80]), 3, "the byte 0xa0"],
  ];
  for (const [what, bytes, position, found] of refused)
    it(`${what} is refused with the position of the byte`, () =>
      expectRefusal(() => decodeText(bytes), "TextNotUtf8", { position, found }));

  it("a byte order mark at the start is dropped", () => {
    expect(decodeText(Buffer.from("\ufeff{}"))).to.equal("{}");
    expect(decodeText(Buffer.from("a\ufeffb"))).to.equal("a\ufeffb");
  });

  it("UTF-8 is decoded", () => expect(decodeText(Buffer.from("Köln 上海 🚢"))).to.equal("Köln 上海 🚢"));
});
