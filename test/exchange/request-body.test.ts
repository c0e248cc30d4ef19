import { expect } from "chai";
import { MAX_EXCHANGE_BYTES, MAX_ITEMS } from "../../src/api/exchange.ts";
import { contentDigest, requireContentDigest } from "../../src/exchange/content-digest.ts";
import { joinLines, splitLines } from "../../src/exchange/json-lines.ts";
import { encodeParcel } from "../../src/exchange/parcel.ts";
import { expectRefusal } from "../support/expect-refusal.ts";
import { createExchange, openItem, parcelOf } from "./test-exchange.ts";

describe("The Content-Digest of a request", () => {
  const body = Buffer.from('{"hello": "world"}\n');

  it("the digest of a body is that of RFC 9530's example", () => {
    expect(contentDigest(body)).to.equal("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
  });

  it("a body with its digest is accepted", () => requireContentDigest(contentDigest(body), body));

  const digest = contentDigest(body);
  const headers: [what: string, header: string | undefined][] = [
    ["no digest", undefined],
    ["an empty digest", ""],
    ["the digest of another body", contentDigest(Buffer.from("other"))],
    ["a digest by another algorithm", digest.replace("sha-256", "sha-512")],
    ["two digests", `${digest}, ${digest}`],
    ["a parameter", `${digest};a=1`],
    ["spaces", ` ${digest}`],
    ["a digest without its colons", digest.replaceAll(":", "")],
  ];
  for (const [what, header] of headers)
    it(`a request with ${what} in Content-Digest is refused`, () =>
      expectRefusal(() => requireContentDigest(header, body), "ContentDigestMismatch"));
});

describe("The lines of a request", () => {
  const items = ["a", "", "b"].map((text) => Buffer.from(text));

  it("each line is one item, also an empty one", () => {
    expect(splitLines(joinLines(items)).map((item) => Buffer.from(item).toString())).to.deep.equal(["a", "", "b"]);
    expect(splitLines(new Uint8Array())).to.deep.equal([]);
  });

  it("a last line without an end is refused, because its rest may be lost", () =>
    expectRefusal(() => splitLines(Buffer.from("a\nb")), "ExchangeItemInvalid"));

  it("more than 100 items, or 4 MiB, are refused", () => {
    expect(splitLines(Buffer.from("\n".repeat(MAX_ITEMS))).length).to.equal(MAX_ITEMS);
    expectRefusal(() => splitLines(Buffer.from("\n".repeat(MAX_ITEMS + 1))), "ExchangeTooLarge", {
      limit: 100,
      what: "items",
    });
    expectRefusal(() => splitLines(new Uint8Array(MAX_EXCHANGE_BYTES + 1)), "ExchangeTooLarge", {
      limit: 4_194_304,
      what: "bytes",
    });
  });

  it("an invalid item of a request does not affect the outcomes of the others", async () => {
    const exchange = await createExchange();
    const parcel = encodeParcel(await parcelOf(exchange));
    const other = encodeParcel(await parcelOf(exchange, { sequence: 2 }));
    const lines = splitLines(joinLines([parcel, Buffer.from("{"), other]));
    const outcomes = await Promise.all(lines.map((item) => openItem(item, exchange.judge)));
    expect(outcomes.map(({ outcome }) => outcome)).to.deep.equal(["storable", "refused", "storable"]);
  });
});
