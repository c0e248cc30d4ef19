import { expect } from "chai";
import { SCOPES, type Scope } from "../../src/api/scope.ts";
import { ROUTES } from "../../src/http/route-table.ts";
import type { Route } from "../../src/http/serve/route.ts";
import { call } from "./api-client.ts";
import { alarmed, startApi, type TestApi } from "./start-api.ts";

const HASH = `0x${"ab".repeat(32)}`;
const guarded = ROUTES.filter(({ access }) => access !== "public");

/** A path of the route with valid parameters of objects that do not exist. */
function example({ path }: Route): string {
  const values: Record<string, string> = {
    hash: HASH,
    address: `0x${"cd".repeat(20)}`,
    file: "start.js",
    queue: "offers",
    matter: HASH,
    item: HASH,
  };
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name !== "id") return values[name] ?? "NotAuthenticated";
    if (path.startsWith("/v1/shipments")) return HASH;
    return path.startsWith("/v1/api-keys") ? "0123456789abcdef" : "7";
  });
}

describe("Access to the API", function () {
  let api: TestApi;
  before(async () => (api = await startApi()));
  after(() => api.stop());

  const named = (route: Route) => `${route.method.toUpperCase()} ${route.path}`;
  const ask = (route: Route, token?: string, authorization?: string) =>
    call(api.url, route.method.toUpperCase(), example(route), {
      token,
      ...(authorization !== undefined && { headers: { authorization } }),
    });

  for (const route of guarded) {
    describe(named(route), () => {
      it(`${named(route)} refuses a request without a credential`, async () => {
        const { status, body, headers } = await ask(route);
        expect([status, body.code]).to.deep.equal([401, "NotAuthenticated"]);
        expect(headers.get("www-authenticate")).to.equal('Bearer realm="portolan"');
      });

      it(`${named(route)} refuses an API key with a wrong secret`, async () => {
        const token = await api.token(1);
        const wrong = token.slice(0, -4) + (token.endsWith("AAAA") ? "BBBB" : "AAAA");
        const { status, body } = await ask(route, wrong);
        expect([status, body.code]).to.deep.equal([401, "CredentialInvalid"]);
        expect(JSON.stringify(body)).not.to.contain(wrong.slice(-20));
      });

      it(`${named(route)} refuses a credential without the scope ${route.access}`, async () => {
        const others = (Object.keys(SCOPES) as Scope[]).filter((scope) => scope !== route.access);
        const { status, body, headers } = await ask(route, await api.token(1, ...others));
        expect([status, body.code]).to.deep.equal([403, "ScopeMissing"]);
        expect(body.facts).to.deep.equal({ required: route.access, held: others });
        expect(headers.get("www-authenticate")).to.contain(`scope="${route.access}"`);
      });

      it(`${named(route)} is refused during an alarm`, async () => {
        const { status } = api;
        api.status = alarmed();
        try {
          expect((await ask(route, await api.token(1))).body.code).to.equal("GatewayNotReady");
        } finally {
          api.status = status;
        }
      });

      if (route.access !== "read") {
        it(`${named(route)} refuses a suspended participant`, async () => {
          const { status, body } = await ask(route, await api.token(3));
          expect([status, body.code, body.facts]).to.deep.equal([403, "CallerSuspended", { participant: 3 }]);
        });
      }
    });
  }

  it("a suspended participant may read shipments", async () => {
    expect((await call(api.url, "GET", "/v1/shipments", { token: await api.token(3) })).status).to.equal(200);
  });

  it("a credential of an unknown participant is refused", async () => {
    const { status, body } = await call(api.url, "GET", "/v1/shipments", { token: await api.token(99) });
    expect([status, body.code]).to.deep.equal([403, "CallerNotEnrolled"]);
  });

  it("an authentication scheme other than Bearer is refused", async () => {
    const headers = { authorization: `Basic ${Buffer.from("a:b").toString("base64")}` };
    const { status, body } = await call(api.url, "GET", "/v1/shipments", { headers });
    expect([status, body.code]).to.deep.equal([401, "CredentialInvalid"]);
  });

  it("public routes need no credential", async () => {
    for (const path of ["/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/docs", "/problems"]) {
      expect((await call(api.url, "GET", path)).status, path).to.equal(200);
    }
  });

  it("the API allows no other origin by CORS", async () => {
    const { headers } = await call(api.url, "GET", "/healthz", { headers: { origin: "https://elsewhere.example" } });
    expect(headers.get("access-control-allow-origin")).to.equal(null);
    expect(headers.get("cross-origin-resource-policy")).to.equal("same-origin");
  });
});
