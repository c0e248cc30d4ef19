import { expect } from "chai";
import type { ServerResponse } from "node:http";
import { cosign } from "../../../src/domain/checkpoint/cosignature.ts";
import { formatSignature } from "../../../src/domain/checkpoint/signed-note.ts";
import { askWitness } from "../../../src/gateway/witness/ask-witness.ts";
import { errorOf } from "../../support/error-of.ts";
import { bodyOf, serve, type TestServer } from "../../support/http-server.ts";
import { witnessKey } from "../../support/test-witness.ts";

const TEXT = `portolan/eip155:1/0x${"11".repeat(20)}\n8\n${Buffer.alloc(32, 7).toString("base64")}\n`;
const KEY = witnessKey("customs.example/w1");

describe("askWitness", () => {
  let server: TestServer;
  let asked: { url: string | undefined; text: string }[];
  let answer: (response: ServerResponse) => void;

  before(async () => {
    server = await serve(async (request, response) => {
      asked.push({ url: request.url, text: await bodyOf(request) });
      answer(response);
    });
  });
  after(() => server.close());
  beforeEach(() => (asked = []));

  const ask = (url = server.url, stop = new AbortController().signal) =>
    askWitness({ key: KEY.verifier, url }, TEXT, stop);
  const say =
    (status: number, body = "") =>
    (response: ServerResponse) =>
      void response.writeHead(status).end(body);
  const refusal = async () => {
    const { code, facts } = await errorOf(() => ask());
    expect([code, facts["witness"]]).to.deep.equal(["WitnessRefused", KEY.verifier.name]);
    return facts["reason"];
  };

  describe("A witness that cosigns", () => {
    it("a valid signature line of the witness is given, also among others", async () => {
      const line = cosign(TEXT, KEY, 1_790_000_000);
      answer = say(200, formatSignature(cosign(TEXT, witnessKey("other"), 1)) + formatSignature(line));
      expect(await ask(`${server.url}/`)).to.deep.equal(line);
      expect(asked).to.deep.equal([{ url: "/cosign", text: TEXT }]);
    });

    it("a witness whose node is behind is asked again", async () => {
      const line = cosign(TEXT, KEY, 1_790_000_000);
      answer = (response) => (asked.length < 2 ? say(503) : say(200, formatSignature(line)))(response);
      expect(await ask()).to.deep.equal(line);
      expect(asked).to.have.length(2);
    });
  });

  describe("A witness with invalid answers", () => {
    for (const [what, body, code] of [
      ["another's line", formatSignature(cosign(TEXT, witnessKey("other"), 1)), "CosignatureInvalid"],
      ["its line for another text", formatSignature(cosign(`${TEXT}\n`, KEY, 1)), "CosignatureInvalid"],
      ["text without a signature line", "cosigned", "NoteMalformed"],
    ] as const) {
      it(`an answer with ${what} is refused`, async () => {
        answer = say(200, body);
        expect((await errorOf(() => ask())).code).to.equal(code);
      });
    }
  });

  describe("A witness that refuses", () => {
    it("a refusal repeats the witness's reason, cut short", async () => {
      answer = say(409, JSON.stringify({ code: "c".repeat(100), detail: "d".repeat(1_000) }));
      expect(await refusal()).to.equal(`${"c".repeat(60)}: ${"d".repeat(300)}`);
    });

    for (const body of ["<h1>Conflict</h1>", "[409]"]) {
      it(`a refusal with the body ${body} is reported by its status`, async () => {
        answer = say(409, body);
        expect(await refusal()).to.equal("409: no reason");
      });
    }

    it("a witness whose node stays behind is given up", async () => {
      answer = say(503, JSON.stringify({ code: "CheckpointTooNew", detail: "later" }));
      expect(await refusal()).to.equal("CheckpointTooNew: later");
      expect(asked.length).to.be.greaterThan(1);
    });
  });

  describe("A witness without a readable answer", () => {
    it("a witness that cannot be reached and one whose answer is too long are unreachable", async () => {
      answer = say(200, "—".repeat(10_000));
      for (const url of ["http://127.0.0.1:9", server.url]) {
        const { code, facts } = await errorOf(() => ask(url));
        expect([code, facts["witness"]]).to.deep.equal(["WitnessUnreachable", KEY.verifier.name]);
      }
    });

    it("a request to a witness ends when it is aborted", async () => {
      const stop = new AbortController();
      answer = () => stop.abort();
      expect((await errorOf(() => ask(server.url, stop.signal))).code).to.equal("WitnessUnreachable");
      expect(asked).to.have.length(1);
    });
  });
});
