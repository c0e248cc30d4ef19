import { expect } from "chai";
import { PortolanError } from "../../src/domain/errors/portolan-error.ts";
import { answerFields } from "../../src/rpc/answer-fields.ts";
import { JsonRpcClient } from "../../src/rpc/json-rpc-client.ts";

describe("answerFields", () => {
  const rpc = new JsonRpcClient({ peer: "Chain", url: "http://127.0.0.1:1" });
  after(async () => await rpc.close());

  const of = (value: unknown) => answerFields(rpc, "eth_test", { value });
  const refused = (act: () => unknown) =>
    expect(act).to.throw(PortolanError).with.property("code", "ChainAnswerInvalid");

  it("a quantity is read", () => {
    expect(of("0x0").quantity("value")).to.equal(0);
    expect(of("0x1F").quantity("value")).to.equal(31);
    expect(of("0x1fffffffffffff").quantity("value")).to.equal(Number.MAX_SAFE_INTEGER);
    expect(of(`0x${"f".repeat(64)}`).bigQuantity("value")).to.equal(2n ** 256n - 1n);
  });

  for (const value of [
    "",
    "0x",
    "0x00",
    "0x01",
    "12",
    12,
    null,
    undefined,
    "0x-1",
    "0xg",
    ` 0x1`,
    `0x1${"0".repeat(64)}`,
  ])
    it(`${JSON.stringify(value)} is not a quantity`, () => {
      refused(() => of(value).bigQuantity("value"));
    });

  it("a quantity of 2^53 is not a safe number", () => refused(() => of("0x20000000000000").quantity("value")));

  it("bytes become lower-case", () => {
    expect(of("0x").bytes("value")).to.equal("0x");
    expect(of("0xABcd").bytes("value", 2)).to.equal("0xabcd");
  });

  for (const value of ["", "0xa", "ab", "0xzz", 5, null, {}, "0xab\n"])
    it(`${JSON.stringify(value)} is not bytes`, () => {
      refused(() => of(value).bytes("value"));
    });

  it("bytes of another length are refused", () => refused(() => of("0xabcdef").bytes("value", 2)));

  it("only a list is read as a list", () => {
    expect(of([1]).array("value")).to.deep.equal([1]);
    refused(() => of({ length: 1 }).array("value"));
  });

  it("a present field is found", () => {
    expect(of(false).has("value")).to.equal(true);
    expect(of(null).has("value")).to.equal(false);
    expect(of(undefined).has("value")).to.equal(false);
  });

  for (const value of [null, "text", 5, undefined])
    it(`${JSON.stringify(value)} is not an object`, () => refused(() => answerFields(rpc, "eth_test", value)));
});
