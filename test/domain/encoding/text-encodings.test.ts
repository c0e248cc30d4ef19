import { expect } from "chai";
import { fromBase64url } from "../../../src/domain/encoding/strict-base64.ts";
import { escapeHtml } from "../../../src/domain/encoding/escape-html.ts";
import { bytesOf, hexOf } from "../../../src/domain/encoding/hex.ts";

describe("Bytes as hexadecimal", () => {
  it("hexadecimal bytes are written in lower case, and read in either case", () => {
    const bytes = Uint8Array.of(0, 1, 0xab, 0xff);

    expect(hexOf(bytes)).to.equal("0x0001abff");
    expect([...bytesOf("0x0001ABff")]).to.deep.equal([...bytes]);
    expect([...bytesOf("0x")]).to.deep.equal([]);
  });
});

describe("Bytes as base64url", () => {
  it("base64url texts of RFC 4648 are read", () => {
    const vectors: [string, number[]][] = [
      ["", []],
      ["Zg", [0x66]],
      ["Zm8", [0x66, 0x6f]],
      ["Zm9v", [0x66, 0x6f, 0x6f]],
      ["-_-_", [0xfb, 0xff, 0xbf]],
    ];
    for (const [text, bytes] of vectors) expect([...(fromBase64url(text) ?? [])]).to.deep.equal(bytes);
  });

  for (const text of ["Zg==", "+/+/", "Z", "Zm9vZ", "Zh", "Zm9", "Zg\n", " Zg", "Zg é"]) {
    it(`${JSON.stringify(text)} is not canonical base64url`, () => {
      expect(fromBase64url(text)).to.equal(undefined);
    });
  }
});

describe("Text escaped for HTML", () => {
  it("escaped text opens no tag, ends no attribute and names no entity", () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp;</a> plain`)).to.equal(
      "&#60;a href=&#34;x&#34; title=&#39;y&#39;&#62;&#38;amp;&#60;/a&#62; plain",
    );
  });
});
