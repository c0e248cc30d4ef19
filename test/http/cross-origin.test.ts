import { expect } from "chai";
import { ROUTES } from "../../src/http/route-table.ts";
import { startApi, type TestApi } from "./start-api.ts";

const PAGE = "https://app.example";

describe("A page of another origin", () => {
  let api: TestApi;
  let token: string;
  before(async () => {
    api = await startApi({ corsOrigins: [PAGE, "http://localhost:3000"] });
    token = await api.token(1);
  });
  after(() => api.stop());

  const ask = (path: string, origin: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
    fetch(`${api.url}${path}`, { ...init, headers: { origin, ...init.headers } });
  const preflight = (path: string, origin = PAGE) =>
    ask(path, origin, {
      method: "OPTIONS",
      headers: {
        "access-control-request-method": "PUT",
        "access-control-request-headers": "authorization,idempotency-key,traceparent",
      },
    });

  for (const path of new Set(ROUTES.map((route) => route.path))) {
    it(`a page of an allowed origin may call ${path}`, async () => {
      const { status, headers } = await preflight(path.replace(/\{\w+\}/g, "x"));
      expect(status).to.equal(204);
      expect(headers.get("access-control-allow-origin")).to.equal(PAGE);
      expect(headers.get("access-control-allow-methods")?.split(", ")).to.include.members([
        "GET",
        "POST",
        "PUT",
        "DELETE",
      ]);
      expect(headers.get("access-control-allow-headers")).to.equal("authorization,idempotency-key,traceparent");
    });
  }

  it("a page of an allowed origin reads answers and their header fields", async () => {
    const { status, headers } = await ask("/v1/shipments", PAGE, { headers: { authorization: `Bearer ${token}` } });
    expect([status, headers.get("access-control-allow-origin")]).to.deep.equal([200, PAGE]);
    expect(headers.get("vary")).to.contain("Origin");
    expect(headers.get("access-control-expose-headers")?.split(", ")).to.include.members([
      "ETag",
      "GS1-Capture-Error-Behaviour",
      "GS1-EPCIS-Version",
      "GS1-Next-Page-Token-Expires",
      "Link",
      "Location",
      "Retry-After",
      "X-Request-Id",
    ]);
  });

  it("a page of an allowed origin reads problems", async () => {
    for (const path of ["/v1/shipments", "/nothing", "/epcis/events"]) {
      const { headers } = await ask(path, PAGE);
      expect(headers.get("access-control-allow-origin"), path).to.equal(PAGE);
    }
  });

  it("a page of an allowed origin cannot use the session cookie", async () => {
    const cookie = `portolan-session=${token}`;
    const { status, headers } = await ask("/v1/shipments", PAGE, {
      headers: { cookie, "sec-fetch-site": "same-site" },
    });
    expect([status, headers.has("access-control-allow-credentials")]).to.deep.equal([401, false]);
  });

  for (const origin of ["https://other.example", "https://app.example.other", "http://app.example", "null"]) {
    it(`a page of ${origin}, which is not allowed, gets no permission`, async () => {
      const { headers } = await ask("/v1/shipments", origin, { headers: { authorization: `Bearer ${token}` } });
      const { status, headers: refused } = await preflight("/v1/shipments", origin);
      expect([
        headers.has("access-control-allow-origin"),
        refused.has("access-control-allow-origin"),
        status,
      ]).to.deep.equal([false, false, 405]);
    });
  }

  it("a page of another origin gets no permission by default", async () => {
    const closed = await startApi();
    try {
      const { headers } = await fetch(`${closed.url}/healthz`, { headers: { origin: PAGE } });
      expect(headers.has("access-control-allow-origin")).to.equal(false);
    } finally {
      await closed.stop();
    }
  });
});
