import { expect } from "chai";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { request as httpRequest, type ClientRequest } from "node:http";
import { json } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import {
  CAPTURE_BYTES,
  CAPTURE_ENTRIES,
  CAPTURE_EVENTS,
  DOCUMENT_LIMITS,
} from "../../../src/epcis/capture/capture-limits.ts";
import type { JsonObject, JsonValue } from "../../../src/domain/encoding/json.ts";
import { serve } from "../../support/http-server.ts";
import { startKillableGateway, type KillableGateway } from "../../support/killable-gateway.ts";
import { startStack, type Stack } from "../../support/stack.ts";
import { documentOf, EpcisClient, freshUnit, objectEvent } from "./epcis-client.ts";

const MEBIBYTE = 2 ** 20;

/** Most growth of the gateway's memory during these tests, most of it uncollected garbage. */
const GROWTH = 400 * MEBIBYTE;

describe("Capture of bad input", () => {
  let stack: Stack;
  let gateway: KillableGateway;
  let trader: EpcisClient;
  let token: string;
  let memoryBefore: number;

  before(async () => {
    stack = await startStack();
    await stack.gateway.stop();
    const { dataDir, contracts } = stack.config;
    gateway = await startKillableGateway({
      PORT: "0",
      DATA_DIR: dataDir,
      RPC_URL: stack.node.url,
      CONSORTIUM_ADDRESS: contracts?.consortium ?? "",
      LEDGER_ADDRESS: contracts?.ledger ?? "",
      DIRECTORY_ADDRESS: contracts?.directory ?? "",
      COOPERATION_ADDRESS: contracts?.cooperation ?? "",
    });
    token = stack.participants["trader"]?.token as string;
    trader = new EpcisClient(gateway.url, token);
    memoryBefore = await residentMemory();
  });
  after(async () => {
    await gateway.kill();
    await stack.stop();
  });

  async function residentMemory(): Promise<number> {
    const figures = await (await fetch(`${gateway.url}/metrics`)).text();
    return Number(/^portolan_process_resident_memory_bytes (\S+)$/m.exec(figures)?.[1]);
  }

  const eventOf = (more: JsonObject = {}) =>
    objectEvent([freshUnit()], { eventID: `urn:uuid:${randomUUID()}`, action: "ADD", ...more });

  /** A document as text, with a part that no JSON value of ours can represent. */
  const documentText = (event: JsonObject, placeholder: string, text: string) =>
    JSON.stringify(documentOf([event])).replace(JSON.stringify(placeholder), () => text);

  async function expectRefusal(response: Response, status: number, exception: string, code: string) {
    expect(response.headers.get("content-type")).to.equal("application/problem+json");
    const problem = (await response.json()) as { facts: JsonObject; status: number };
    expect(problem).to.include({ status, type: `epcisException:${exception}`, code });
    expect(response.status).to.equal(status);
    return problem.facts;
  }

  async function expectServed() {
    const { status } = await trader.get("/epcis/capture?perPage=1");
    expect(status).to.equal(200);
  }

  describe("of a body of 200 MB", () => {
    const chunk = Buffer.alloc(MEBIBYTE, " ");

    function upload(headers: Record<string, string>): { upload: ClientRequest; answer: Promise<[number, JsonObject]> } {
      const upload = httpRequest(`${gateway.url}/epcis/capture`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      });
      // A server that has refused may close the connection of a client that keeps sending.
      upload.on("error", () => undefined);
      const answer = once(upload, "response").then(
        async ([response]) => [response.statusCode, await json(response)] as [number, JsonObject],
      );
      return { upload, answer };
    }

    function* mebibytes(count: number) {
      for (let sent = 0; sent < count; sent++) yield chunk;
    }

    it("a body of 200 MB is refused before it is sent when its length is declared", async () => {
      const { upload: sending, answer } = upload({ "content-length": String(200 * MEBIBYTE) });
      await pipeline(mebibytes(1), sending, { end: false });
      const [status, problem] = await answer;
      sending.destroy();
      expect(status).to.equal(413);
      expect(problem).to.include({ type: "epcisException:CaptureLimitExceededException", code: "BodyTooLarge" });
      expect(problem["facts"]).to.deep.equal({ limit: CAPTURE_BYTES });
    });

    it("a body of 200 MB without a length is refused at the limit, while other requests are served", async () => {
      const { upload: sending, answer } = upload({});
      await pipeline(mebibytes(4), sending, { end: false });
      await expectServed();
      const sent = pipeline(mebibytes(196), sending).catch(() => undefined);
      await expectServed();
      const [status, problem] = await answer;
      await expectServed();
      sending.destroy();
      await sent;
      expect(status).to.equal(413);
      expect(problem["facts"]).to.deep.equal({ limit: CAPTURE_BYTES });
    });

    it("a compressed body is refused without being decompressed", async () => {
      const response = await fetch(`${gateway.url}/epcis/capture`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
          "content-encoding": "gzip",
        },
        body: gzipSync(Buffer.alloc(20 * MEBIBYTE)),
      });
      await expectRefusal(response, 415, "UnsupportedMediaTypeException", "MediaTypeUnsupported");
    });
  });

  describe("of too much in one document", () => {
    it("a document with too many events is refused with the limit of events", async () => {
      const events = Array.from({ length: CAPTURE_EVENTS + 1 }, () => ({}));
      const response = await trader.post("/capture", documentOf(events));
      const facts = await expectRefusal(response, 413, "CaptureLimitExceededException", "EpcisTooManyEvents");
      expect(facts).to.deep.equal({ limit: CAPTURE_EVENTS });
    });

    it("a capture announces its limits in header fields", async () => {
      const { headers } = await trader.post("/capture", documentOf([]));
      expect(headers.get("gs1-epcis-capture-limit")).to.equal(String(CAPTURE_EVENTS));
      expect(headers.get("gs1-epcis-capture-file-size-limit")).to.equal(String(CAPTURE_BYTES));
    });

    it("a document with a million events is refused with the limit of values", async () => {
      const text = documentText({ type: "all" }, "all", `"all"},${"{},".repeat(1_000_000)}{"a":1`);
      const response = await trader.post("/capture", text);
      const facts = await expectRefusal(response, 413, "CaptureLimitExceededException", "JsonTooManyValues");
      expect(facts).to.deep.equal({ limit: DOCUMENT_LIMITS.values });
    });

    it("a document that needs too many entries is refused with the limit of entries", async () => {
      const half = () => eventOf({ epcList: Array.from({ length: CAPTURE_ENTRIES / 2 + 1 }, () => freshUnit()) });
      const response = await trader.post("/capture", documentOf([half(), half()]));
      const facts = await expectRefusal(response, 413, "CaptureLimitExceededException", "EpcisTooManyUnits");
      expect(facts).to.deep.equal({ units: CAPTURE_ENTRIES + 2, limit: CAPTURE_ENTRIES });
    });

    it("an event with 200,000 dispositions is reported as too large, while other requests are served", async () => {
      const terms = (name: string) => Array.from({ length: 100_000 }, (_, index) => `urn:example:${name}:${index}`);
      const event = eventOf({ persistentDisposition: { set: terms("set"), unset: terms("unset") } });
      const capturing = trader.capture([event]);
      await expectServed();
      const { errors } = await capturing;
      expect(errors.map(({ pointer }) => pointer)).to.deep.equal(["/epcisBody/eventList/0"]);
    });

    it("an event that is longer than a payload may be is reported", async () => {
      const { errors } = await trader.capture([eventOf({ "urn:example:text": "x".repeat(2 * MEBIBYTE) })]);
      expect(errors.map(({ pointer }) => pointer)).to.deep.equal(["/epcisBody/eventList/0"]);
    });

    it("a large context, which each event would repeat, is refused", async () => {
      const context = Object.fromEntries(
        Array.from({ length: 50_000 }, (_, index) => [`prefix${index}`, `https://ns.example.com/${index}/`]),
      );
      const response = await trader.post("/capture", documentOf([eventOf()], context));
      await expectRefusal(response, 400, "ValidationException", "EpcisDocumentInvalid");
    });

    it("a document with many unknown members is refused with a limited list of them", async () => {
      const strange = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`strange${index}`, index]));
      const response = await trader.post("/capture", { ...documentOf([eventOf()]), ...strange });
      const facts = await expectRefusal(response, 400, "ValidationException", "EpcisDocumentInvalid");
      expect((facts["problems"] as JsonValue[]).length).to.be.within(1, 50);
    });
  });

  describe("of a text that cannot be read without loss", () => {
    const event = objectEvent(["urn:epc:id:sscc:4012345.0000000001"], { "portolan:x": "HERE" });
    const CASES = {
      JsonTooDeep: `${"[".repeat(10_000)}${"]".repeat(10_000)}`,
      JsonDuplicateMember: '{"twice":1,"twice":2}',
      JsonInexactNumber: "9007199254740993",
      JsonMalformed: "[1,]",
    };
    for (const [code, text] of Object.entries(CASES)) {
      for (const path of ["/capture", "/events"]) {
        it(`a text that would lose information is refused at ${path}: ${code}`, async () => {
          const body = path === "/capture" ? documentText(event, "HERE", text) : eventText(text);
          await expectRefusal(await trader.post(path, body), 400, "ValidationException", code);
        });
      }
    }
    const eventText = (text: string) => JSON.stringify(event).replace('"HERE"', () => text);

    it("a body that is not UTF-8 is refused", async () => {
      const bytes = Buffer.from(JSON.stringify(documentOf([eventOf({ "portolan:x": "\u00e9" })])), "latin1");
      const response = await fetch(`${gateway.url}/epcis/capture`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: bytes,
      });
      await expectRefusal(response, 400, "ValidationException", "TextNotUtf8");
    });

    it("the greatest integer of a double is kept exactly", async () => {
      const kept = eventOf({ "urn:example:count": Number.MAX_SAFE_INTEGER });
      expect((await trader.capture([kept])).errors).to.deep.equal([]);
      const { body } = await trader.get(`/epcis/events/${encodeURIComponent(String(kept["eventID"]))}`);
      expect(JSON.stringify(body)).to.include(`"urn:example:count":${Number.MAX_SAFE_INTEGER}`);
    });
  });

  describe("of a media type", () => {
    for (const type of ["text/plain", "application/xml", "application/problem+json"]) {
      it(`the media type ${type} is refused`, async () => {
        const response = await trader.post("/capture", documentOf([]), { "content-type": type });
        await expectRefusal(response, 415, "UnsupportedMediaTypeException", "MediaTypeUnsupported");
      });
    }

    it("the media type of JSON-LD is accepted", async () => {
      const response = await trader.post("/capture", documentOf([]), { "content-type": "application/ld+json" });
      expect(response.status).to.equal(202);
    });
  });

  describe("of a context at a private address", () => {
    it("a context at a private address is not fetched, and its event is recorded unchanged", async () => {
      let asked = 0;
      const server = await serve((_request, response) => {
        asked += 1;
        response.end('{"@context":{}}');
      });
      try {
        const context = `${server.url}/context.jsonld`;
        const event = eventOf({ "@context": [context], certificationInfo: `${server.url}/certificate` });
        const document = { ...documentOf([event]), "@context": [context, { ours: `${server.url}/ns/` }] };
        const response = await trader.post("/capture", document);
        const job = await trader.ended(response.headers.get("location") as string);
        expect(job.errors).to.deep.equal([]);
        expect(job["portolan:entries"]?.[0]?.state).to.equal("recorded");
        expect(asked).to.equal(0);
      } finally {
        await server.close();
      }
    });
  });

  describe("of all of this", () => {
    it("a gateway still serves after bad input, and its memory has not grown with it", async () => {
      await expectServed();
      expect((await residentMemory()) - memoryBefore).to.be.below(GROWTH);
    });
  });
});
