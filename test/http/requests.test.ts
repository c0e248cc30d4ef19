import { expect } from "chai";
import { connect } from "node:net";
import { ENTRY_LIMITS } from "../../src/http/serve/body-limits.ts";
import { call, type Call } from "./api-client.ts";
import { startApi, type TestApi } from "./start-api.ts";

describe("a request", () => {
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
      it(`is refused as ${code}`, async () => {
        const { status, body, headers } = await post(text);
        expect([status, body.code]).to.deep.equal([400, code]);
        expect(headers.get("content-type")).to.equal("application/problem+json");
      });
    }

    it("is refused with 413 and the limit when it has too many values", async () => {
      const { status, body } = await post(`{"payload":{"a":[${"0,".repeat(21_000)}0]}}`);
      expect([status, body.code, body.facts]).to.deep.equal([413, "JsonTooManyValues", { limit: ENTRY_LIMITS.values }]);
    });

    it("is refused when it is not UTF-8", async () => {
      const { status, body } = await post(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]));
      expect([status, body.code]).to.deep.equal([400, "BodyNotText"]);
    });

    it("is refused when it is empty", async () => {
      expect((await post("")).body.code).to.equal("BodyMissing");
    });
  });

  describe("with a body that does not fit the schema", () => {
    it("is told everything that is wrong, and where", async () => {
      const { status, body } = await post({ kind: "Teleport", shipment: "", extra: 1, "a/b": 2 });
      expect([status, body.code, body.facts.part]).to.deep.equal([400, "RequestInvalid", "body"]);
      const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer);
      expect(pointers).to.have.members(["#/kind", "#/shipment", "#/extra", "#/a~1b", "#/payload"]);
    });

    it("is told no more than twenty things", async () => {
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
      it(`is refused: ${path}`, async () => {
        const { status, body } = await call(api.url, "GET", path, { token });
        expect([status, body.code]).to.deep.equal([400, "RequestInvalid"]);
        expect(body.errors).to.have.length.of.at.least(1);
      });
    }

    it("is refused when its path is not properly encoded", async () => {
      const { status, body } = await call(api.url, "GET", "/v1/shipments/%E0%A4%A", { token });
      expect([status, body.code]).to.deep.equal([400, "RequestMalformed"]);
    });

    it("is refused with a cursor that no list gave", async () => {
      const { status, body } = await call(api.url, "GET", "/v1/shipments?cursor=abc", { token });
      expect([status, body.code]).to.deep.equal([400, "CursorInvalid"]);
    });

    it("is refused with a cursor that says something else than the list's own", async () => {
      for (const said of [
        ["shipments", "abc"],
        ["shipments", 0.5],
        ["shipments", null],
        ["shipments"],
        ["entries", 1],
        { 0: "shipments", 1: 1 },
      ]) {
        const cursor = Buffer.from(JSON.stringify(said)).toString("base64url");
        const { status, body } = await call(api.url, "GET", `/v1/shipments?cursor=${cursor}`, { token });
        expect([status, body.code], JSON.stringify(said)).to.deep.equal([400, "CursorInvalid"]);
      }
    });

    it("is refused with an idempotency key of other characters", async () => {
      const { status, body } = await post(draft, { headers: { "idempotency-key": "a b" } });
      expect([status, body.code]).to.deep.equal([400, "RequestInvalid"]);
    });
  });

  describe("of another form than is served", () => {
    it("is told where nothing is", async () => {
      const { status, body } = await call(api.url, "GET", "/v2/shipments", { token });
      expect([status, body.code, body.facts]).to.deep.equal([404, "RouteUnknown", { path: "/v2/shipments" }]);
    });

    it("a path that the EPCIS interface does not have is refused with its exception and its header fields", async () => {
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

    it("is told which methods there are", async () => {
      const { status, body, headers } = await call(api.url, "PATCH", "/v1/shipments", { token, body: {} });
      expect([status, body.code]).to.deep.equal([405, "MethodNotAllowed"]);
      expect(headers.get("allow")).to.equal("POST,GET,HEAD");
    });

    it("is told which media types are read", async () => {
      for (const headers of [{ "content-type": "text/plain" }, { "content-encoding": "gzip" }]) {
        const { status, body } = await post("{}", { headers });
        expect([status, body.code]).to.deep.equal([415, "MediaTypeUnsupported"]);
      }
    });

    it("is told which media types there are", async () => {
      const { status, body } = await call(api.url, "GET", "/v1/shipments", { token, headers: { accept: "image/png" } });
      expect([status, body.code]).to.deep.equal([406, "NotAcceptable"]);
    });

    it("answers HEAD as GET, without a body", async () => {
      const response = await fetch(`${api.url}/healthz`, { method: "HEAD" });
      expect([response.status, await response.text()]).to.deep.equal([200, ""]);
    });
  });

  describe("that is too large", () => {
    it("is refused by its declared length, and the connection goes on", async () => {
      const { status, body } = await post("x".repeat(3_400_000));
      expect([status, body.code]).to.deep.equal([413, "BodyTooLarge"]);
      expect((await post("{")).status).to.equal(400);
    });

    it("is refused by what arrives, when it declares none", async () => {
      const head = `POST /v1/entries HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
      const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
      expect(await raw(head + chunk.repeat(60))).to.match(/^HTTP\/1.1 413 .*Connection: close.*BodyTooLarge/s);
    });

    it("is refused by its address", async () => {
      const { status, body } = await call(api.url, "GET", `/v1/shipments?identifier=${"x".repeat(5_000)}`, { token });
      expect([status, body.code]).to.deep.equal([414, "UriTooLong"]);
    });

    it("is refused by its header", async () => {
      expect(await raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`)).to.match(
        /^HTTP\/1.1 431 .*HeadersTooLarge/s,
      );
    });
  });

  it("that is not HTTP is answered with a problem document", async () => {
    expect(await raw("GARBAGE\r\n\r\n")).to.match(/^HTTP\/1.1 400 .*application\/problem\+json.*RequestMalformed/s);
  });

  describe("in the log", () => {
    it("has one line, with the route and neither token nor path", async () => {
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

    it("gets an id of its own when the client's is not fit for it", async () => {
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
      // A server that closes while more is sent resets the connection, after its answer.
      socket.on("error", (error: NodeJS.ErrnoException) => (answer === "" ? reject(error) : socket.destroy()));
    });
  }
});
