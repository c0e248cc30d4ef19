import { expect } from "chai";
import { generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from "node:crypto";
import { exportJWK, SignJWT } from "jose";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonValue } from "../../src/domain/encoding/json.ts";
import { ROUTES } from "../../src/http/route-table.ts";
import type { Route } from "../../src/http/serve/route.ts";
import { documentOf, objectEvent } from "../epcis/capture/epcis-client.ts";
import { serve, type TestServer } from "../support/http-server.ts";
import { startStack, type Stack, type StackParticipant } from "../support/stack.ts";
import { ACCESS_RULES, type AccessRule, type ObjectName } from "./access/access-rules.ts";
import { eventually } from "../support/eventually.ts";

const ISSUER = "https://issuer.example";
const AUDIENCE = "https://ledger.example";
/** Seconds until the expiring key expires. */
const EXPIRED_SECONDS = 2;
const SCOPES = ["read", "record", "notify"] as const;
const STEP = "https://ns.example.com/steps/hush";
const DISPOSITION = "https://ns.example.com/dispositions/hush";
const PLACE = "urn:epc:id:sgln:9521141.00077.0";
const UNIT = "urn:epc:id:sscc:4077777.0000000001";

/** The callers for whom each object exists. The suspended participant had an offer, which ended before the entry. */
const AUDIENCES: Readonly<Record<ObjectName, readonly string[]>> = {
  shipment: ["trader", "carrier", "token", "customs", "suspended", "auditor"],
  payload: ["trader", "carrier", "token", "customs"],
  identifier: ["trader", "carrier", "token", "customs", "suspended"],
  event: ["trader"],
  submission: ["trader"],
  webhook: ["trader"],
  query: ["trader"],
  subscription: ["trader"],
  job: ["trader"],
  matter: ["customs", "foreign customs"],
  handover: ["customs", "foreign customs"],
  "act submission": ["customs"],
  // Reading one's own records is recorded, so that each authority has one.
  "access record": ["customs", "foreign customs", "tribunal"],
};

/** Callers that may delete come last. */
const INSIDERS = [
  "stranger",
  "foreign customs",
  "tribunal",
  "auditor",
  "suspended",
  "customs",
  "carrier",
  "token",
  "trader",
];

const guarded = ROUTES.filter(({ access }) => access !== "public").sort((a, b) => taking(a) - taking(b));

function taking({ method, path }: Route): number {
  return method === "delete" ? 1 / path.length : 0;
}

describe("Access to objects", () => {
  let stack: Stack;
  let jwks: TestServer;
  let signing: KeyObject;
  const tokens: Record<string, string> = {};
  /** Parameters of paths, stand-ins of bodies, and values that only the audience may see. */
  const values: Record<string, string> = {};
  const secrets: [ObjectName, string][] = [];
  before(async () => {
    const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
    signing = keys.privateKey;
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: "k1", alg: "ES256" };
    jwks = await serve((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
    stack = await startStack({ OAUTH_ISSUER: ISSUER, OAUTH_AUDIENCE: AUDIENCE, OAUTH_JWKS_URL: jwks.url });
    await issueTokens();
    await makeObjects();
    await makeMatter();
    await sleep(1_000 * EXPIRED_SECONDS);
  });
  after(async () => {
    await stack.stop();
    await jwks.close();
  });

  const participant = (name: string) => stack.participants[name] as StackParticipant;

  async function issueTokens(): Promise<void> {
    const { apiKeys } = stack.gateway;
    const issue = async (name: string, scopes: readonly string[], expiresAt?: number) =>
      apiKeys.issue({
        participant: participant(name).id,
        label: "test",
        scopes: scopes as never,
        ...(expiresAt && { expiresAt }),
      });
    const insiders = {
      trader: "trader",
      carrier: "carrier",
      stranger: "barge",
      suspended: "terminal",
      customs: "customs",
      "foreign customs": "foreign",
      tribunal: "tribunal",
      auditor: "auditor",
    };
    for (const [name, who] of Object.entries(insiders)) tokens[name] = (await issue(who, SCOPES)).token;
    tokens["governor"] = (await issue("barge", ["govern"])).token;
    tokens["nothing granted"] = (await issue("trader", [])).token;
    tokens["expired"] = (await issue("trader", [...SCOPES, "govern"], now() + EXPIRED_SECONDS)).token;
    const revoked = await issue("trader", [...SCOPES, "govern"]);
    await apiKeys.revoke(revoked.key.id);
    tokens["revoked"] = revoked.token;
    tokens["wrong"] = `${(tokens["trader"] as string).slice(0, -5)}AAAAA`;
    tokens["token"] = await accessToken("2h", SCOPES.join(" "));
    tokens["expired token"] = await accessToken("-1h", "read record notify govern");
    tokens["token without scope"] = await accessToken("2h", "email");
  }

  const accessToken = (expiry: string, scope: string) =>
    new SignJWT({ portolan_participant: participant("carrier").id, scope })
      .setProtectedHeader({ alg: "ES256", kid: "k1" })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject("erp")
      .setExpirationTime(expiry)
      .sign(signing);

  async function ask(method: string, path: string, token: string | undefined, body?: unknown) {
    const stop = new AbortController();
    const response = await fetch(stack.gateway.url + path, {
      method,
      signal: stop.signal,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        prefer: "wait=20",
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const streams = response.headers.get("content-type")?.startsWith("text/event-stream");
    const text = streams ? "" : await response.text();
    if (streams) stop.abort();
    const json = /json/.test(response.headers.get("content-type") ?? "") && text !== "" ? JSON.parse(text) : undefined;
    return { status: response.status, code: json?.code as string | undefined, text, json, headers: response.headers };
  }

  async function made(path: string, body: unknown) {
    const answer = await ask("POST", path, tokens["trader"], body);
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.text}`);
    return answer;
  }

  async function makeObjects(): Promise<void> {
    const identifier = "https://example.com/units/hush-hush";
    const payload = { note: "hush-payload", "portolan:place": "NLRTM" };
    const opened = await made("/v1/shipments", { identifier, payload });
    const shipment = opened.json.id as string;
    const entry = (kind: string, counterparty?: number) =>
      made("/v1/entries", { kind, shipment, counterparty, payload: {} });
    await entry("Offer", participant("terminal").id);
    await entry("Withdraw");
    await entry("Offer", participant("carrier").id);
    await ask("POST", "/v1/entries", tokens["carrier"], { kind: "Accept", shipment, payload: {} });
    const law = { "portolan:legalBasis": "UCC", "portolan:reason": "hush", "portolan:officer": "NL/1" };
    const held = await ask("POST", "/v1/entries", tokens["customs"], { kind: "Hold", shipment, payload: law });
    if (held.status !== 201) throw new Error(`POST /v1/entries: ${held.text}`);
    const hold = held.json.hash as string;
    await stack.gateway.governance.suspend(participant("terminal").id);

    const event = {
      ...objectEvent([UNIT], { action: "ADD" }),
      type: "TransactionEvent",
      bizTransactionList: [{ bizTransaction: "urn:epcglobal:cbv:bt:9521141000014:1" }],
      eventID: `urn:uuid:${randomUUID()}`,
      bizStep: STEP,
      disposition: DISPOSITION,
      readPoint: { id: PLACE },
      bizLocation: { id: PLACE },
    };
    const captured = await made("/epcis/capture", documentOf([event]));
    const job = (captured.headers.get("location") as string).split("/").at(-1) as string;
    await eventually(
      "the capture job is done",
      async () => !(await ask("GET", `/epcis/capture/${job}`, tokens["trader"])).json.running,
    );
    const webhook = (await made("/v1/webhooks", { url: "http://127.0.0.1:9/" })).json.webhook.id;
    await made("/epcis/queries", { name: "hush-query", query: {} });
    const subscription = (
      await made("/epcis/queries/hush-query/subscriptions", { dest: "http://127.0.0.1:9/", stream: true })
    ).json.subscriptionID;
    const accepted = await ask("POST", "/v1/entries/bulk", tokens["trader"], [{ kind: "Report", shipment, payload }]);
    const { id: submission, entry: hash } = accepted.json.results[0].submission;
    const prepared = await made("/v1/entries/prepare", { kind: "Report", shipment, payload: {} });
    const signature = participant("trader").key.sign(prepared.json.hash);
    const key = await stack.gateway.apiKeys.issue({
      participant: participant("trader").id,
      label: "test",
      scopes: ["read"],
    });

    Object.assign(values, {
      shipment,
      hold,
      hash,
      submission,
      webhook,
      job,
      subscription,
      apiKey: key.key.id,
      eventID: event.eventID,
    });
    values["prepared"] = JSON.stringify({ prepared: prepared.json.prepared });
    values["signed"] = JSON.stringify({ prepared: prepared.json.prepared, signature });
    secrets.push(["shipment", shipment], ["shipment", hash], ["payload", "hush-payload"], ["identifier", "hush-hush"]);
    secrets.push(["event", event.eventID], ["event", STEP], ["event", DISPOSITION], ["webhook", webhook], ["job", job]);
    secrets.push(["query", "hush-query"], ["subscription", subscription]);
  }

  /** An agreement between the two customs authorities, under which one offers the other information. */
  async function makeMatter(): Promise<void> {
    const act = async (token: string | undefined, draft: Readonly<Record<string, unknown>>) => {
      const answer = await ask("POST", "/v1/acts", token, draft);
      if (answer.status !== 201) throw new Error(`POST /v1/acts: ${answer.text}`);
      return answer.json;
    };
    const [own, other] = [tokens["customs"], tokens["foreign customs"]];
    const counterparty = participant("foreign").id;
    const record = { title: "hush-title", bases: ["Article 4"], purposes: ["investigation"], scope: "All goods" };
    const { matter } = await act(own, {
      kind: "Propose",
      period: 86_400,
      code: "both",
      codes: ["information"],
      record,
    });
    await act(own, { kind: "Name", matter, counterparty, code: "both" });
    await act(other, { kind: "Sign", matter });
    const offer = {
      ...{ kind: "Offer", matter, counterparty, until: now() + 86_400, code: "agreement" },
      record: { subject: "hush-subject", purpose: "investigation", content: {} },
    };
    const { act: item, id: actSubmission } = await act(own, offer);
    Object.assign(values, { matter, item, actSubmission });
    secrets.push(["matter", matter], ["matter", "hush-title"], ["handover", item], ["handover", "hush-subject"]);
  }

  function pathOf({ path }: Route): string {
    const given: Record<string, string | number> = {
      hash: values["hash"] as string,
      address: `0x${"ad".repeat(20)}`,
      captureID: values["job"] as string,
      queryName: "hush-query",
      subscriptionID: values["subscription"] as string,
      eventID: values["eventID"] as string,
      eventType: "TransactionEvent",
      epc: UNIT,
      bizStep: STEP,
      disposition: DISPOSITION,
      readPoint: PLACE,
      bizLocation: PLACE,
      token: "abc",
      queue: "offers",
      matter: values["matter"] as string,
      item: values["item"] as string,
      hold: values["hold"] as string,
      number: 1,
    };
    const ids: Record<string, string> = {
      shipments: "shipment",
      submissions: "submission",
      webhooks: "webhook",
      "api-keys": "apiKey",
      "act-submissions": "actSubmission",
    };
    const id = values[ids[path.split("/")[2] ?? ""] ?? ""] ?? participant("foreign").id;
    const full = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(name === "id" ? id : (given[name] ?? "x")),
    );
    return path === "/epcis/trace" ? `${full}?epc=${encodeURIComponent(UNIT)}` : full;
  }

  function bodyOf(rule: AccessRule): unknown {
    const body = rule.more?.body;
    if (body === undefined) return undefined;
    const event = {
      "@context": documentOf([])["@context"] as JsonValue,
      ...objectEvent([`urn:epc:id:sscc:4066666.${randomDigits()}`]),
      eventID: `urn:uuid:${randomUUID()}`,
    };
    const text = JSON.stringify(body)
      .replace('"{signed}"', () => values["signed"] as string)
      .replace('"{prepared}"', () => values["prepared"] as string)
      .replace('"{event}"', () => JSON.stringify(event))
      .replace('"{document}"', () => JSON.stringify(documentOf([event])))
      .replace("{matter}", values["matter"] as string)
      .replace("{shipment}", values["shipment"] as string)
      .replace("{fresh}", () =>
        `https://example.com/${randomUUID()}`.replaceAll("/", body instanceof Object && "name" in body ? "-" : "/"),
      );
    return JSON.parse(text) as unknown;
  }

  it("every route that is not public has a rule, and no other route", () => {
    expect(Object.keys(ACCESS_RULES)).to.have.members(guarded.map(({ operation }) => operation));
  });

  for (const route of guarded) {
    const rule = ACCESS_RULES[route.operation];
    if (rule === undefined) continue;
    const named = `${route.method.toUpperCase()} ${route.path}`;
    const send = async (caller: string) => {
      const [path, body] = [pathOf(route), bodyOf(rule)];
      const answer = await ask(route.method.toUpperCase(), path, tokens[caller], body);
      const sent = decodeURIComponent(path) + JSON.stringify(body ?? "");
      for (const [name, secret] of secrets) {
        if (sent.includes(secret) || AUDIENCES[name].includes(caller)) continue;
        expect(answer.text, `${named} by ${caller} shows ${name}`).not.to.include(secret);
      }
      return answer;
    };

    it(`${named} refuses every invalid credential`, async () => {
      expect((await send("nobody")).code).to.equal("NotAuthenticated");
      for (const caller of ["wrong", "expired", "revoked", "expired token"]) {
        const { status, code } = await send(caller);
        // An address with many failures is refused by the rate limit, before its credential is checked.
        const isRefused =
          [status, code].join() === "401,CredentialInvalid" || [status, code].join() === "429,TooManyRequests";
        expect(isRefused, `${caller}: ${status} ${code}`).to.equal(true);
      }
      for (const caller of [
        "nothing granted",
        "token without scope",
        route.access === "govern" ? "trader" : "governor",
      ])
        expect((await send(caller)).code, caller).to.equal("ScopeMissing");
    });

    it(`${named} serves ${"about" in rule ? `only the audience of the ${rule.about}` : "every caller, each with its own data"}`, async () => {
      for (const caller of route.access === "govern" ? ["governor"] : INSIDERS) {
        const { status, code, text } = await send(caller);
        const told = `${named} by ${caller}: ${status} ${text.slice(0, 300)}`;
        if (caller === "suspended" && route.access !== "read") expect(code, told).to.equal("CallerSuspended");
        else if ("everybody" in rule || AUDIENCES[rule.about].includes(caller)) {
          if (status >= 300) expect(code, told).to.equal(rule.more?.refused);
        } else if (rule.more?.facts !== undefined && AUDIENCES.shipment.includes(caller))
          expect(code, told).to.equal(rule.more.facts);
        else expect(code, told).to.equal(rule.hidden);
        if ("everybody" in rule && rule.shows !== undefined && AUDIENCES[rule.shows].includes(caller)) {
          const shown = secrets.filter(([name]) => name === rule.shows);
          expect(
            shown.some(([, secret]) => text.includes(secret)),
            told,
          ).to.equal(true);
        }
      }
    });
  }
});

const now = () => Math.floor(Date.now() / 1_000);

const randomDigits = () => String(randomBytes(6).readUIntBE(0, 6)).slice(-10).padStart(10, "0");
