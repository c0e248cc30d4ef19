import { expect } from "chai";
import { publicUrl } from "../../../src/domain/encoding/public-url.ts";

describe("An address for messages, reports, logs and lists", () => {
  const shown: [url: string, text: string][] = [
    ["http://127.0.0.1:8545", "http://127.0.0.1:8545"],
    ["https://rpc.example.com/", "https://rpc.example.com"],
    ["https://rpc.example.com/v3/0123456789abcdef", "https://rpc.example.com/…"],
    ["https://rpc.example.com/?apikey=0123456789abcdef", "https://rpc.example.com/…"],
    ["https://user:secret@rpc.example.com", "https://rpc.example.com/…"],
    ["https://rpc.example.com/#0123456789abcdef", "https://rpc.example.com/…"],
    ["0123456789abcdef", "an address"],
    ["user:secret", "an address"],
  ];
  for (const [url, text] of shown)
    it(`the public form of ${url} is ${text}`, () => expect(publicUrl(url)).to.equal(text));
});
