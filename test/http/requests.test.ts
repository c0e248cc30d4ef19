import { expect } from "chai";
import { connect } from "node:net";
import { ENTRY_LIMITS } from "../../src/http/serve/body-limits.ts";
import { call, type Call } from "./api-client.ts";
import { startApi, type TestApi } from "./start-api.ts";

describe("A request", () => {
  let api: TestApi;
  let token: string;
  before(async () => {
    api = await startApi();
    token = await api.token(1);
  });
  after(() => api.stop());

  const post = (body: unknown, options: Call = {}) => call(api.url, "POST", "/v1/entries", { token, body, ...options });
  const draft = { kind: "Report", shipment: `0x${"ab".repeat(32)}`, payload: {} };

  describe("with a body that cannot be read without loss", () => {
    const cases = {
      JsonMalformed: '{"kind": "Report",}',
      JsonDuplicateMember: '{"kind":"Report","kind":"Consign"}',
      JsonTooDeep: `{"payload":${"[".repeat(40)}${"]".repeat(40)}}`,
      JsonInexactNumber: '{"occurredAt":12345678901234567890}',
    };
    for (const [code, text] of Object.entries(cases)) {
      it(`a body that would lose information is refused as ${code}`, async () => {
        const { status, body, headers } = await post(text);
        expect([status, body.code]).to.deep.equal([400, code]);
        expect(headers.get("content-type")).to.equal("application/problem+json");
      });
    }

    it("a body with too many values is refused with 413 and the limit", async () => {
      const { status, body } = await post(`{"payload":{"a":[${"0,".repeat(21_000)}0]}}`);
      expect([status, body.code, body.facts]).to.deep.equal([413, "JsonTooManyValues", { limit: ENTRY_LIMITS.values }]);
    });

    it("a body that is not UTF-8 is refused", async () => {
      const { status, body } = await post(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]));
      expect([status, body.code]).to.deep.equal([400, "TextNotUtf8"]);
    });

    it("an empty body is refused", async () => {
      expect((await post("")).body.code).to.equal("BodyMissing");
    });
  });

  describe("with a body that does not fit the schema", () => {
    it("a body that violates the schema gets each problem with its place", async () => {
      const { status, body } = await post({ kind: "Teleport", shipment: "", extra: 1, "a/b": 2 });
      expect([status, body.code, body.facts.part]).to.deep.equal([400, "RequestInvalid", "body"]);
      const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer);
      expect(pointers).to.have.members(["#/kind", "#/shipment", "#/extra", "#/a~1b", "#/payload"]);
    });

    it("a body that violates the schema gets at most twenty problems", async () => {
      const { body } = await post(Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`x${index}`, 1])));
      expect(body.errors).to.have.length(20);
    });
  });

  describe("with parameters that do not fit", () => {
    for (const path of [
      "/v1/shipments/0xAB",
      "/v1/shipments?limit=0",
      "/v1/shipments?limit=ten",
      "/v1/shipments?held=perhaps",
      "/v1/shipments?phase=Lost",
      "/v1/shipments?colour=red",
      "/v1/shipments?limit=1&limit=2",
      `/v1/shipments?identifier=x&held=true`,
      "/v1/participants/0",
      "/v1/submissions/1.5",
      "/v1/entries?kind=8",
    ]) {
      it(`invalid parameters are refused: ${path}`, async () => {
        const { status, body } = await call(api.url, "GET", path, { token });
        expect([status, body.code]).to.deep.equal([400, "RequestInvalid"]);
        expect(body.errors).to.have.length.of.at.least(1);
      });
    }

    it("a path with an invalid encoding is refused", async () => {
      const { status, body } = await call(api.url, "GET", "/v1/shipments/%E0%A4%A", { token });
      expect([status, body.code]).to.deep.equal([400, "RequestMalformed"]);
    });

    it("an invented cursor is refused", async () => {
      const { status, body } = await call(api.url, "GET", "/v1/shipments?cursor=abc", { token });
      expect([status, body.code]).to.deep.equal([400, "CursorInvalid"]);
    });

    it("an altered cursor is refused", async () => {
      for (const said of [
        ["shipments", 1, "ffffffff"],
        ["shipments", "abc", "00000000"],
        ["shipments", 0.5, "00000000"],
        ["shipments", null, "00000000"],
        ["shipments"],
        ["entries", 1, "00000000"],
        { 0: "shipments", 1: 1 },
      ]) {
        const cursor = Buffer.from(JSON.stringify(said)).toString("base64url");
        const { status, body } = await call(api.url, "GET", `/v1/shipments?cursor=${cursor}`, { token });
        expect([status, body.code], JSON.stringify(said)).to.deep.equal([400, "CursorInvalid"]);
      }
    });

    it("an idempotency key with invalid characters is refused", async () => {
      const { status, body } = await post(draft, { headers: { "idempotency-key": "a b" } });
      expect([status, body.code]).to.deep.equal([400, "RequestInvalid"]);
    });
  });

  describe("of an unsupported form", () => {
    it("an unknown path gets 404 with the route", async () => {
      const { status, body } = await call(api.url, "GET", "/v2/shipments", { token });
      expect([status, body.code, body.facts]).to.deep.equal([404, "RouteUnknown", { path: "/v2/shipments" }]);
    });

    it("an unknown EPCIS path gets an EPCIS exception with the EPCIS headers", async () => {
      for (const path of ["/epcis/nothing", "/epcis/events/%zz"]) {
        const { body, headers } = await call(api.url, "GET", path, { token });
        expect(body.type, path).to.match(/^epcisException:/);
        expect(headers.get("gs1-epcis-version"), path).to.equal("2.0");
      }
      const { body } = await call(api.url, "GET", "/epcis/nothing", { token });
      expect([body.code, body.facts]).to.deep.equal(["RouteUnknown", { path: "/epcis/nothing" }]);
      const other = await call(api.url, "GET", "/epcisfoo", { token });
      expect(other.body.type).to.equal("/problems/RouteUnknown");
      expect(other.headers.has("gs1-epcis-version")).to.equal(false);
    });

    it("an unsupported method gets 405 with the supported methods", async () => {
      const { status, body, headers } = await call(api.url, "PATCH", "/v1/shipments", { token, body: {} });
      expect([status, body.code]).to.deep.equal([405, "MethodNotAllowed"]);
      expect(headers.get("allow")).to.equal("POST,GET,HEAD");
    });

    it("an unsupported media type gets 415 with the supported types", async () => {
      for (const headers of [{ "content-type": "text/plain" }, { "content-encoding": "gzip" }]) {
        const { status, body } = await post("{}", { headers });
        expect([status, body.code]).to.deep.equal([415, "MediaTypeUnsupported"]);
      }
    });

    it("a response type that is not available gets 406 with the available types", async () => {
      const { status, body } = await call(api.url, "GET", "/v1/shipments", { token, headers: { accept: "image/png" } });
      expect([status, body.code]).to.deep.equal([406, "NotAcceptable"]);
    });

    it("a path with a slash at its end is the path without it", async () => {
      for (const path of ["/healthz", "/v1/shipments", "/epcis", "/epcis/events", "/docs", "/openapi.json"]) {
        const [plain, slashed] = await Promise.all(
          [path, `${path}/`, `${path}/?`].map((at) => call(api.url, "GET", at, { token })),
        );
        expect([plain?.status, slashed?.status], path).to.deep.equal([200, 200]);
      }
      const filtered = await call(api.url, "GET", "/v1/shipments/?limit=0", { token });
      expect([filtered.status, filtered.body.code]).to.deep.equal([400, "RequestInvalid"]);
      const { status, body } = await call(api.url, "PATCH", "/v1/shipments/", { token, body: {} });
      expect([status, body.facts.path]).to.deep.equal([405, "/v1/shipments"]);
      expect((await call(api.url, "GET", "/v1/shipments//", { token })).status).to.equal(404);
    });

    it("HEAD is answered as GET, without a body", async () => {
      const response = await fetch(`${api.url}/healthz`, { method: "HEAD" });
      expect([response.status, await response.text()]).to.deep.equal([200, ""]);
    });
  });

  describe("that is too large", () => {
    it("a body with too large a declared length is refused, and the connection continues", async () => {
      const { status, body } = await post("x".repeat(3_400_000));
      expect([status, body.code]).to.deep.equal([413, "BodyTooLarge"]);
      expect((await post("{")).status).to.equal(400);
    });

    it("a body without a declared length is refused once it exceeds the limit", async () => {
      const head = `POST /v1/entries HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
      const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
      expect(await raw(head + chunk.repeat(60))).to.match(/^HTTP\/1.1 413 .*Connection: close.*BodyTooLarge/s);
    });

    for (const length of [5_000, 20_000, 50_000, 100_000, 1_000_000]) {
      it(`an address of ${length} characters is refused as too long`, async () => {
        for (const path of ["/v1/shipments?identifier=", "/epcis/events?MATCH_epc=", "/nothing/"]) {
          expect(
            await raw(`GET ${path}${"x".repeat(length)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
          ).to.match(/^HTTP\/1.1 414 .*application\/problem\+json.*UriTooLong/s);
        }
      });

      it(`header fields of ${length + 12_000} characters are refused as too large`, async () => {
        const long = `X-Long: ${"x".repeat(length + 12_000)}`;
        for (const head of ["GET / HTTP/1.1", "GET /epcis/events HTTP/1.1"]) {
          expect(await raw(`${head}\r\nHost: x\r\nConnection: close\r\n${long}\r\n\r\n`)).to.match(
            /^HTTP\/1.1 431 .*application\/problem\+json.*HeadersTooLarge/s,
          );
        }
      });
    }

    it("a too long address gets the exception of EPCIS", async () => {
      const { status, body } = await call(api.url, "GET", `/epcis/events?EQ_bizStep=${"x".repeat(5_000)}`, { token });
      expect([status, body.type]).to.deep.equal([414, "epcisException:URITooLongException"]);
    });
  });

  it("a request that is not HTTP gets a problem document", async () => {
    expect(await raw("GARBAGE\r\n\r\n")).to.match(/^HTTP\/1.1 400 .*application\/problem\+json.*RequestMalformed/s);
  });

  describe("in the log", () => {
    it("the log has one line for a request, with the route but without token and path", async () => {
      const before = api.lines.length;
      const path = `/v1/shipments/0x${"ef".repeat(32)}/trace`;
      const { headers } = await call(api.url, "GET", path, { token, headers: { "x-request-id": "my-request-1" } });
      expect(headers.get("x-request-id")).to.equal("my-request-1");
      const lines = api.lines.slice(before);
      expect(lines).to.have.length(1);
      expect(lines[0]).to.include({
        request: "my-request-1",
        method: "GET",
        route: "/v1/shipments/{id}/trace",
        status: 404,
        participant: 1,
        code: "ShipmentUnknown",
      });
      expect(JSON.stringify(lines)).not.to.contain("efefef").and.not.to.contain(token.slice(-20));
    });

    it("a request with an unsuitable id gets a new one", async () => {
      const { headers } = await call(api.url, "GET", "/healthz", { headers: { "x-request-id": "a b\tc" } });
      expect(headers.get("x-request-id")).to.match(/^[0-9a-f-]{36}$/);
    });
  });

  function raw(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let answer = "";
      const socket = connect(api.server.port, "127.0.0.1", () => socket.write(text));
      socket.on("data", (chunk) => (answer += String(chunk)));
      socket.on("close", () => resolve(answer));
      // A server that closes while the client sends resets the connection after its answer.
      socket.on("error", (error: NodeJS.ErrnoException) => (answer === "" ? reject(error) : socket.destroy()));
    });
  }
});
