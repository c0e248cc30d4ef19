import { expect } from "chai";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTHeaderParameters } from "jose";
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { serve, type TestServer } from "../support/http-server.ts";
import { call } from "./api-client.ts";
import { startApi, type TestApi } from "./start-api.ts";

const ISSUER = "https://issuer.example";
const AUDIENCE = "https://portolan.example";

describe("API keys", () => {
  let api: TestApi;
  let now = Date.now();
  before(async () => (api = await startApi({ now: () => now })));
  after(() => api.stop());

  const issue = async (grant: object) =>
    call(api.url, "POST", "/v1/api-keys", { token: await api.token(1, "govern"), body: grant });
  const use = (token: string) => call(api.url, "GET", "/v1/shipments", { token });

  it("API keys are shown once, and work within their scopes", async () => {
    const { status, body, headers } = await issue({ participant: 2, label: "ERP", scopes: ["read"] });
    expect([status, headers.get("cache-control")]).to.deep.equal([201, "no-store"]);
    expect(body.token).to.match(/^ptl_[0-9a-f]{16}_[\w-]{43}$/);
    expect((await use(body.token)).status).to.equal(200);
    const listed = await call(api.url, "GET", "/v1/api-keys?participant=2", { token: await api.token(1, "govern") });
    expect(listed.body.items).to.deep.equal([body.key]);
    expect(listed.text).not.to.contain(body.token.slice(-43));
  });

  it("API keys end immediately when they are revoked", async () => {
    const { body } = await issue({ participant: 2, label: "lost", scopes: ["read"] });
    expect((await use(body.token)).status).to.equal(200);
    const governor = await api.token(1, "govern");
    for (let time = 1; time <= 2; time += 1) {
      const { status } = await call(api.url, "DELETE", `/v1/api-keys/${body.key.id}`, { token: governor });
      expect(status).to.equal(204);
    }
    const refused = await use(body.token);
    expect([refused.status, refused.body.code]).to.deep.equal([401, "CredentialInvalid"]);
  });

  it("API keys end when they expire", async () => {
    const expiresAt = Math.floor(now / 1000) + 60;
    const { body } = await issue({ participant: 2, label: "short", scopes: ["read"], expiresAt });
    expect((await use(body.token)).status).to.equal(200);
    now += 61_000;
    expect((await use(body.token)).body.code).to.equal("CredentialInvalid");
  });

  it("API keys are compared by complete digests, also for partly correct guesses", async () => {
    const { body } = await issue({ participant: 2, label: "guessed", scopes: ["read"] });
    const token = String(body.token);
    const other = (letter: string | undefined) => (letter === "A" ? "B" : "A");
    const guesses = [token, token.slice(0, -1) + other(token.at(-1)), token.slice(0, -43) + "A".repeat(43)];
    const { timingSafeEqual } = crypto;
    const compared: number[][] = [];
    crypto.timingSafeEqual = (one, two) => {
      compared.push([one.byteLength, two.byteLength]);
      return timingSafeEqual(one, two);
    };
    syncBuiltinESMExports();
    try {
      const answers = await Promise.all(guesses.map(use));
      expect(answers.map(({ status }) => status)).to.deep.equal([200, 401, 401]);
      expect(compared).to.deep.equal(guesses.map(() => [32, 32]));
    } finally {
      crypto.timingSafeEqual = timingSafeEqual;
      syncBuiltinESMExports();
    }
  });

  it("API keys are accepted in X-API-Key, and never written to the log", async () => {
    const { body } = await issue({ participant: 2, label: "gateway product", scopes: ["read"] });
    const bearer = { authorization: `Bearer ${body.token}` };
    const statusWith = async (headers: Record<string, string>) =>
      (await call(api.url, "GET", "/v1/shipments", { headers })).status;
    expect(await statusWith({ "x-api-key": body.token })).to.equal(200);
    expect(await statusWith({ "x-api-key": body.token, ...bearer })).to.equal(200);
    const session = await call(api.url, "POST", "/v1/session", { headers: { "x-api-key": body.token } });
    expect(session.headers.get("set-cookie")).to.contain(body.token);
    expect(JSON.stringify(api.lines)).not.to.contain(body.token.slice(-43));
  });

  it("two different credentials in one request are refused, and so is a malformed X-API-Key", async () => {
    const { body } = await issue({ participant: 2, label: "one of two", scopes: ["read"] });
    const both = { "x-api-key": body.token, authorization: `Bearer ${await api.token(1)}` };
    const refused = await call(api.url, "GET", "/v1/shipments", { headers: both });
    expect([refused.status, refused.body.code]).to.deep.equal([400, "RequestInvalid"]);
    expect(refused.body.errors[0].pointer).to.equal("#/X-API-Key");
    expect(refused.text).not.to.contain(body.token.slice(-43));
    for (const key of ["a b", "", "ptl_unknown"]) {
      const { status, headers } = await call(api.url, "GET", "/v1/shipments", { headers: { "x-api-key": key } });
      expect([status, headers.get("www-authenticate")]).to.deep.equal([
        401,
        'Bearer realm="portolan", error="invalid_token"',
      ]);
    }
  });

  it("API keys are not issued with a past expiry, for an unknown participant, or with unknown scopes", async () => {
    const grant = { participant: 2, label: "x", scopes: ["read"] };
    expect((await issue({ ...grant, expiresAt: 1 })).body.code).to.equal("ApiKeyExpiryPast");
    expect((await issue({ ...grant, participant: 99 })).body.code).to.equal("ConsortiumUnknownParticipant");
    expect((await issue({ ...grant, scopes: ["root"] })).body.code).to.equal("RequestInvalid");
  });

  it("unknown API keys cannot be revoked", async () => {
    const token = await api.token(1, "govern");
    const { status, body } = await call(api.url, "DELETE", "/v1/api-keys/0123456789abcdef", { token });
    expect([status, body.code]).to.deep.equal([404, "ApiKeyUnknown"]);
  });
});

describe("Access tokens", () => {
  let api: TestApi;
  let issuer: TestServer;
  let key: CryptoKey;
  before(async () => {
    const pair = await generateKeyPair("ES256");
    key = pair.privateKey;
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: "k1", alg: "ES256", use: "sig" };
    issuer = await serve((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
    api = await startApi({ issuer: { issuer: ISSUER, audience: AUDIENCE, jwksUrl: `${issuer.url}/jwks` } });
  });
  after(async () => {
    await api.stop();
    await issuer.close();
  });

  const make = (
    claims: object = {},
    change: (token: SignJWT) => SignJWT = (token) => token,
    header: JWTHeaderParameters = { alg: "ES256", kid: "k1" },
  ) =>
    change(
      new SignJWT({ portolan_participant: 1, scope: "read profile", ...claims })
        .setProtectedHeader(header)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject("erp")
        .setExpirationTime("5m"),
    );
  const use = (token: string, path = "/v1/shipments") => call(api.url, "GET", path, { token });

  it("access tokens act for the named participant within their scopes", async () => {
    const token = await make().sign(key);
    expect((await use(token)).status).to.equal(200);
    const { status, body } = await use(token, "/v1/webhooks");
    expect([status, body.code, body.facts.held]).to.deep.equal([403, "ScopeMissing", ["read"]]);
  });

  it("access tokens work in addition to API keys", async () => {
    expect((await use(await api.token(1, "read"))).status).to.equal(200);
  });

  const wrong: Record<string, () => Promise<string>> = {
    "of another issuer": () => make({}, (token) => token.setIssuer("https://else.example")).sign(key),
    "for another audience": () => make({}, (token) => token.setAudience("https://else.example")).sign(key),
    "that have expired": () => make({}, (token) => token.setExpirationTime("-1m")).sign(key),
    "without an expiry": () =>
      new SignJWT({ portolan_participant: 1, scope: "read" })
        .setProtectedHeader({ alg: "ES256", kid: "k1" })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject("erp")
        .sign(key),
    "without a participant": () => make({ portolan_participant: undefined }).sign(key),
    "with a participant that is not a number": () => make({ portolan_participant: "1" }).sign(key),
    "signed by another key": async () => make().sign((await generateKeyPair("ES256")).privateKey),
    "with a key that the issuer does not have": () => make({}, undefined, { alg: "ES256", kid: "k2" }).sign(key),
    "with a MAC instead of a signature": () =>
      make({}, undefined, { alg: "HS256", kid: "k1" }).sign(new Uint8Array(32)),
    "without a signature": async () => {
      const [, payload] = (await make().sign(key)).split(".");
      return `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
    },
    "that are not JWTs": async () => "abc",
  };
  for (const [what, token] of Object.entries(wrong)) {
    it(`access tokens ${what} are refused`, async () => {
      const { status, body } = await use(await token());
      expect([status, body.code]).to.deep.equal([401, "CredentialInvalid"]);
      expect(body.facts.credential).to.equal("access token");
    });
  }

  it("access tokens get 503 while the issuer's keys are unavailable", async () => {
    const gone = await serve((_request, response) => response.writeHead(500).end());
    const other = await startApi({ issuer: { issuer: ISSUER, audience: AUDIENCE, jwksUrl: gone.url } });
    try {
      const token = await make().sign(key);
      const { status, body, headers } = await call(other.url, "GET", "/v1/shipments", { token });
      expect([status, body.code]).to.deep.equal([503, "TokenIssuerUnavailable"]);
      expect(headers.get("retry-after")).to.equal("10");
    } finally {
      await other.stop();
      await gone.close();
    }
  });
});

describe("Rate limits", () => {
  let api: TestApi;
  before(async () => (api = await startApi({ limits: { requestsPerSecond: 5, failuresPerMinute: 3 } })));
  after(() => api.stop());

  it("rate limits count the requests of one credential", async () => {
    const token = await api.token(1);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call(api.url, "GET", "/v1/shipments", { token })),
    );
    const refused = answers.find(({ status }) => status === 429);
    expect([refused?.body.code, refused?.headers.get("retry-after")]).to.deep.equal(["TooManyRequests", "1"]);
    expect((await call(api.url, "GET", "/v1/shipments", { token: await api.token(1) })).status).to.equal(200);
  });

  it("rate limits count failed authentications by address, and do not refuse valid credentials", async () => {
    const statuses = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      statuses.push((await call(api.url, "GET", "/v1/shipments", { token: "ptl_guess" })).status);
    }
    expect(statuses).to.deep.equal([401, 401, 401, 429, 429]);
    expect((await call(api.url, "GET", "/v1/shipments", { token: await api.token(1) })).status).to.equal(200);
  });
});
