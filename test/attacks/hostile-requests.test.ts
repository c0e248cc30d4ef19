import { expect } from "chai";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { ROUTES } from "../../src/http/route-table.ts";
import { call } from "../http/api-client.ts";
import { startApi, type TestApi } from "../http/start-api.ts";

/** Milliseconds without a byte after which an answer counts as complete. */
const SILENCE_MS = 1_500;

const SHIPMENT = `0x${"ab".repeat(32)}`;

describe("Hostile requests", () => {
  let api: TestApi;
  let token: string;
  before(async () => {
    api = await startApi();
    token = await api.token(1);
  });
  after(() => api.stop());

  /** The answer to these bytes, until the server closes the connection or sends no byte for `SILENCE_MS`. */
  function raw(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let answer = "";
      const socket = connect(api.server.port, "127.0.0.1", () => socket.write(text, "latin1"));
      socket.on("data", (chunk) => {
        answer += String(chunk);
        socket.setTimeout(SILENCE_MS);
      });
      socket.on("timeout", () => socket.destroy());
      socket.on("close", () => resolve(answer));
      socket.on("error", (error) => (answer === "" ? reject(error) : socket.destroy()));
    });
  }

  describe("A request that hides a second request", () => {
    const hidden = "GET /v1/session HTTP/1.1\r\nHost: x\r\nX-Hidden: 1\r\n\r\n";
    const chunked = (body: string) => `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const post = (fields: readonly string[], body: string) =>
      ["POST /v1/entries HTTP/1.1", "Host: x", ...fields, "", body].join("\r\n");
    const cases: Readonly<Record<string, string>> = {
      "a length before chunks": post(["Content-Length: 5", "Transfer-Encoding: chunked"], `0\r\n\r\n${hidden}`),
      "chunks before a length": post(["Transfer-Encoding: chunked", "Content-Length: 5"], chunked("{}") + hidden),
      "two lengths": post(["Content-Length: 2", `Content-Length: ${hidden.length + 2}`], `{}${hidden}`),
      "a list of lengths": post([`Content-Length: 2, ${hidden.length + 2}`], `{}${hidden}`),
      "a signed length": post(["Content-Length: +2"], `{}${hidden}`),
      "a hexadecimal length": post(["Content-Length: 0x2"], `{}${hidden}`),
      "an unknown coding": post(["Transfer-Encoding: xchunked"], chunked("{}") + hidden),
      "chunks that are not the last coding": post(["Transfer-Encoding: chunked, identity"], chunked("{}") + hidden),
      "a coding with a space before its colon": post(["Transfer-Encoding : chunked"], chunked("{}") + hidden),
      "a folded field": post(["X-Folded: a", " Transfer-Encoding: chunked"], chunked("{}") + hidden),
      "a field that ends with only a line feed": post(["X-A: b\nContent-Length: 2"], `{}${hidden}`),
      "a field with a NUL": post(["Content-Length: 2\0"], `{}${hidden}`),
      "a negative chunk size": post(["Transfer-Encoding: chunked"], `-1\r\n{}\r\n0\r\n\r\n${hidden}`),
      "an overflowing chunk size": post(["Transfer-Encoding: chunked"], `${"f".repeat(17)}\r\n{}\r\n${hidden}`),
    };
    for (const [what, text] of Object.entries(cases)) {
      it(`a request that hides another by ${what} is refused, and its connection ends`, async () => {
        const before = api.lines.length;
        const answer = await raw(text);
        expect(answer.match(/HTTP\/1\.1 \d{3}/g), answer).to.have.length(1);
        expect(answer).to.match(/^HTTP\/1\.1 4\d\d /);
        expect(api.lines.slice(before).filter(({ route }) => route === "/v1/session")).to.deep.equal([]);
      });
    }
  });

  describe("A request with an invalid Idempotency-Key", () => {
    const report = { kind: "Report", shipment: SHIPMENT, payload: {} };
    const keys: Readonly<Record<string, string>> = {
      "a space": "a b",
      "a tab": "a\tb",
      "a character beyond ASCII": "caf\u00e9",
      "256 characters": "k".repeat(256),
    };
    for (const [what, key] of Object.entries(keys)) {
      it(`an Idempotency-Key with ${what} is refused`, async () => {
        const headers = { "idempotency-key": key };
        const { status, body } = await call(api.url, "POST", "/v1/entries", { token, body: report, headers });
        expect([status, body.code]).to.deep.equal([400, "RequestInvalid"]);
      });
    }

    it("a request with two Idempotency-Key fields is refused", async () => {
      const body = JSON.stringify(report);
      const fields = [
        `Authorization: Bearer ${token}`,
        "Content-Type: application/json",
        `Content-Length: ${body.length}`,
      ];
      const keyed = [...fields, "Idempotency-Key: one", "Idempotency-Key: two", "Connection: close"];
      const answer = await raw(["POST /v1/entries HTTP/1.1", "Host: x", ...keyed, "", body].join("\r\n"));
      expect(answer).to.match(/^HTTP\/1\.1 400 .*RequestInvalid/s);
    });
  });

  describe("A request of another site with a session's cookie", () => {
    const changing = ROUTES.filter(
      ({ method, operation }) => method !== "get" && method !== "options" && operation !== "endSession",
    );
    for (const { method, path, operation } of changing) {
      it(`another site's request is not authenticated by a session's cookie: ${method} ${path}`, async () => {
        const where = path.replace(/\{\w+\}/g, operation.includes("Payload") ? SHIPMENT : "1");
        for (const site of ["cross-site", "same-site", "none", undefined]) {
          const headers = {
            cookie: `portolan-session=${token}`,
            origin: "https://elsewhere.example",
            "content-type": "text/plain",
            ...(site !== undefined && { "sec-fetch-site": site }),
          };
          const response = await fetch(api.url + where, {
            method: method.toUpperCase(),
            headers,
            ...(method === "post" && { body: "{}" }),
          });
          expect(((await response.json()) as { code: string }).code, site).to.equal("NotAuthenticated");
          expect(response.headers.get("access-control-allow-origin")).to.equal(null);
        }
      });
    }
  });

  describe("A request with dangerous JSON", () => {
    const bombs: Readonly<Record<string, [string, string]>> = {
      "a member named __proto__": ['{"kind":"Report","__proto__":{"admin":true}}', "PayloadReservedName"],
      "a payload's member named __proto__": [`{"payload":{"a":[{"__proto__":{"admin":true}}]}}`, "PayloadReservedName"],
      "a duplicate member": ['{"kind":"Report","\\u006bind":"Consign"}', "JsonDuplicateMember"],
      "a hundred thousand levels": ["[".repeat(100_000), "JsonTooDeep"],
      "a number of a million digits": [`{"occurredAt":${"9".repeat(1_000_000)}}`, "JsonInexactNumber"],
      "a number with a huge exponent": ['{"occurredAt":1e999999999}', "JsonInexactNumber"],
      "a lone surrogate": ['{"kind":"\\ud800"}', "JsonLoneSurrogate"],
      "too many members": [`{${Array.from({ length: 30_000 }, (_, at) => `"${at}":0`).join()}}`, "JsonTooManyValues"],
    };
    for (const [what, [body, code]] of Object.entries(bombs)) {
      it(`JSON is refused: ${what}`, async () => {
        const answer = await call(api.url, "POST", "/v1/entries", { token, body });
        expect(answer.body.code).to.equal(code);
        expect(Object.keys(Object.prototype)).to.deep.equal([]);
        expect(({} as { admin?: boolean }).admin).to.equal(undefined);
      });
    }

    it("a member named constructor is an ordinary member", async () => {
      const body = { kind: "Report", constructor: { prototype: { admin: true } } };
      const answer = await call(api.url, "POST", "/v1/entries", { token, body });
      expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).to.include("#/constructor");
      expect(({} as { admin?: boolean }).admin).to.equal(undefined);
    });

    it("a compressed body is refused without being decompressed", async () => {
      const body = gzipSync(Buffer.alloc(50_000_000, 0x20));
      const answer = await call(api.url, "POST", "/v1/entries", {
        token,
        body,
        headers: { "content-encoding": "gzip" },
      });
      expect([answer.status, answer.body.code]).to.deep.equal([415, "MediaTypeUnsupported"]);
    });

    it("a query parameter cannot change a prototype", async () => {
      for (const query of ["__proto__[admin]=1", "__proto__=1", "constructor[prototype][admin]=1", "constructor=1"]) {
        const { body } = await call(api.url, "GET", `/v1/shipments?${query}`, { token });
        expect(body.code ?? "served").to.be.oneOf(["RequestInvalid", "served"]);
        expect(({} as { admin?: boolean }).admin).to.equal(undefined);
      }
    });
  });

  it("a request with line ends and escape sequences writes one line to the log", async () => {
    const before = api.lines.length;
    const bad = encodeURIComponent('a\r\n{"level":60}\u001b[2J\u2028');
    await call(api.url, "GET", `/v1/webhooks/${bad}/dead-letters`, { token });
    await call(api.url, "GET", `/${bad}`, { token, headers: { "x-request-id": "short\u00ff" } });
    const lines = api.lines.slice(before);
    expect(lines).to.have.length(2);
    expect(JSON.stringify(lines)).not.to.include("[2J");
  });

  it("a path outside the served files is answered with 400 or 404", async () => {
    for (const path of [
      "/assets/..%2f..%2fpackage.json",
      "/docs/..%2f..%2f..%2fpackage.json",
      "/assets/%2e%2e%2findex.html",
    ]) {
      expect((await fetch(api.url + path)).status, path).to.be.oneOf([400, 404]);
    }
    expect(await raw("GET /assets/../../package.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).to.match(
      /^HTTP\/1\.1 404/,
    );
  });

  it("every page forbids frames and scripts of other origins", async () => {
    for (const { path, method } of ROUTES.filter(({ access, path: at }) => access === "public" && !at.includes("{"))) {
      if (method !== "get") continue;
      const { headers } = await fetch(api.url + path, { headers: { accept: "text/html, */*;q=0.5" } });
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy, path).to.include("frame-ancestors 'none'").and.include("default-src 'none'");
      expect(policy, path).not.to.match(/unsafe-eval|script-src[^;]*unsafe-inline|\*/);
      expect(headers.get("x-content-type-options"), path).to.equal("nosniff");
      expect(headers.get("referrer-policy"), path).to.equal("no-referrer");
    }
  });
});
