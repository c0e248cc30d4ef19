import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import type { Hex } from "../../src/domain/entry.ts";
import type { TypedData } from "../../src/domain/typed-data.ts";
import { KIND_NAMES } from "../../src/domain/rules/kind.ts";
import { ARRAY_LIMITS } from "../../src/http/serve/body-limits.ts";
import type { PrivateKey } from "../../src/keys/private-key.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { call, type Call } from "./api-client.ts";

const WAIT = { prefer: "wait=20" };
const report = (shipment: string, note = "seen") => ({ kind: "Report", shipment, payload: { note } });

describe("Recording entries", () => {
  let stack: Stack;
  let url: string;
  const token = (name: string) => stack.participants[name]?.token;
  before(async () => {
    stack = await startStack();
    url = stack.gateway.url;
  });
  after(() => stack.stop());

  const post = (path: string, name: string, body: unknown, options: Call = {}) =>
    call(url, "POST", path, { token: token(name), body, ...options });

  let serial = 100;
  const nextIdentifier = () => `https://example.com/units/${serial++}`;
  async function open(name = "carrier"): Promise<string> {
    const { status, body } = await post(
      "/v1/shipments",
      name,
      { identifier: nextIdentifier(), payload: {} },
      { headers: WAIT },
    );
    expect(status).to.equal(201);
    return body.id;
  }

  describe("one at a time", () => {
    it("an entry is answered with 201 and its shipment when the client waits", async () => {
      const identifier = nextIdentifier();
      const { status, body, headers } = await post(
        "/v1/shipments",
        "carrier",
        { identifier, payload: {} },
        { headers: WAIT },
      );
      expect(status).to.equal(201);
      expect(headers.get("location")).to.equal(`/v1/shipments/${body.id}`);
      expect(headers.get("preference-applied")).to.equal("wait=20");
      expect(body).to.include({ identifier, phase: "InCustody", sequence: 1 });
      expect(body.custodian.id).to.equal(stack.participants["carrier"]?.id);
    });

    it("an entry is answered with 202 and a Location when the client does not wait", async () => {
      const shipment = await open();
      const { status, body, headers } = await post("/v1/entries", "carrier", report(shipment));
      expect([status, body.state]).to.deep.equal([202, "accepted"]);
      const later = await call(url, "GET", headers.get("location") as string, {
        token: token("carrier"),
        headers: WAIT,
      });
      expect(later.body.state).to.equal("recorded");
      const entry = await call(url, "GET", `/v1/entries/${later.body.entry}`, { token: token("carrier") });
      expect(entry.body).to.deep.include({ shipment, kind: "Report", body: { note: "seen" } });
    });

    it("a notice served in the future, or with a term that ends before its service, is refused at every entrance", async () => {
      const notice = (servedAt: string, respondBy: string) => ({
        ...{ kind: "Notice", shipment: `0x${"02".repeat(32)}`, refersTo: `0x${"01".repeat(32)}`, counterparty: 1 },
        payload: {
          "portolan:servedHow": "by hand",
          "portolan:servedAt": servedAt,
          "portolan:respondBy": respondBy,
        },
      });
      const year = new Date().getUTCFullYear() + 4;
      const cases = [
        [notice(`${year}-01-01T00:00:00Z`, `${year}-03-01T00:00:00Z`), "PayloadTimeInFuture", "/portolan:servedAt"],
        [notice("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"), "PayloadTimesReversed", "/portolan:respondBy"],
        [
          { ...report("CSQU3054383"), occurredAt: 1, payload: { eventTime: `${year}-01-01T00:00:00Z` } },
          ...["PayloadTimeInFuture", "/eventTime"],
        ],
      ] as const;
      for (const [body, code, pointer] of cases) {
        for (const path of ["/v1/entries", "/v1/entries/prepare"]) {
          const refused = await post(path, "customs", body);
          expect([refused.status, refused.body.code, refused.body.facts.pointer]).to.deep.equal([422, code, pointer]);
        }
      }
    });

    it("a case tells its charge, the standing of each party and the end of the time for a remedy", async () => {
      const opened = await post(
        "/v1/shipments",
        "carrier",
        { identifier: nextIdentifier(), payload: { "portolan:place": "NLRTM" } },
        { headers: WAIT },
      );
      const shipment = opened.body.id;
      const law = { "portolan:legalBasis": "an article", "portolan:officer": "NL-1" };
      const add = (author: string, kind: string, fields: object, payload: object) =>
        post("/v1/entries", author, { kind, shipment, ...fields, payload }, { headers: WAIT });
      const profile = `0xabcdef01${"00".repeat(28)}`;
      const hold = await add("customs", "Hold", { refersTo: profile }, { ...law, "portolan:reason": "a doubt" });
      expect(hold.status).to.equal(201);
      const refersTo = hold.body.hash;
      const counterparty = stack.participants["carrier"]?.id;
      const vague = await add("customs", "Charge", { refersTo }, law);
      expect([vague.status, vague.body.facts.pointer]).to.deep.equal([422, "/portolan:facts"]);
      const charge = await add("customs", "Charge", { refersTo }, { ...law, "portolan:facts": "a cut seal" });
      const served = { "portolan:servedAt": "2026-01-02T00:00:00Z", "portolan:servedHow": "by hand" };
      const notice = await add("customs", "Notice", { refersTo, counterparty }, served);
      const waiver = await add("carrier", "Hear", { refersTo }, { "portolan:hearing": "waived" });
      const lapse = await add("carrier", "Lapse", { refersTo }, { "portolan:clock": "us-cafra/notice" });
      expect([charge, notice, waiver, lapse].map(({ status }) => status)).to.deep.equal([201, 201, 201, 201]);
      const early = await add("customs", "Seize", { refersTo }, { ...law, "portolan:reason": "a doubt" });
      expect(early.status).to.equal(201);
      const forfeit = await add("customs", "Forfeit", { refersTo }, { ...law, "portolan:reason": "a doubt" });
      expect([forfeit.status, forfeit.body.code]).to.deep.equal([409, "ShipmentLedgerRemedyRuns"]);

      const { body } = await call(url, "GET", `/v1/shipments/${shipment}/cases`, { token: token("carrier") });
      const { remedyUntil, parties, ...process } = body.items[0].process;
      expect(process).to.deep.equal({
        ...{ jurisdiction: "NL", charged: true, exempt: false, tribunal: null, instance: 0, profile: "0xabcdef01" },
      });
      expect(parties.map((party: { standing: string }) => party.standing)).to.deep.equal(["Waived"]);
      expect(remedyUntil).to.equal(body.items[0].notifiedAt + 20 * 86_400);
    });

    it("a wrong check digit is recorded and said in the answer, the shipment and its trace", async () => {
      const wrong = { identifier: "urn:epc:id:bic:CSQU3054384", expected: "3" };
      const warning = { code: "wrong-check-digit", facts: wrong };
      const at = (pointer: string) => ({
        ...warning,
        pointer,
        detail: "urn:epc:id:bic:CSQU3054384 has a wrong check digit: expected 3.",
      });
      const opening = { identifier: "CSQU3054384", payload: {} };
      const opened = await post("/v1/shipments", "carrier", opening, { headers: WAIT });
      expect([opened.status, opened.body.warnings]).to.deep.equal([201, [at("/identifier")]]);

      const as = { token: token("carrier") };
      const { id } = opened.body;
      expect((await call(url, "GET", `/v1/shipments/${id}`, as)).body.warnings).to.deep.equal([at("/identifier")]);
      const { missing, entries } = (await call(url, "GET", `/v1/shipments/${id}/trace`, as)).body;
      expect(missing).to.deep.include({ ...warning, entries: [entries[0].hash] });

      const packed = { ...report(id), payload: { parentID: "CSQU3054383", childEPCs: ["CSQU3054384"] } };
      const told = [at("/payload/childEPCs/0")];
      const recorded = await post("/v1/entries", "carrier", packed, { headers: WAIT });
      expect([recorded.status, recorded.body.warnings]).to.deep.equal([201, told]);
      expect((await post("/v1/entries", "carrier", packed)).body.warnings).to.deep.equal(told);
      expect((await post("/v1/entries/prepare", "carrier", packed)).body.warnings).to.deep.equal(told);
      const other = { ...packed, shipment: await open() };
      const { prepared } = (await post("/v1/entries/prepare", "carrier", other)).body;
      const unchanged = await post("/v1/entries/prepared", "carrier", { prepared }, { headers: WAIT });
      expect([unchanged.status, unchanged.body.warnings]).to.deep.equal([201, [at("/prepared/payload/childEPCs/0")]]);
      const bulk = await post("/v1/entries/bulk", "carrier", [report(id), packed]);
      expect(
        bulk.body.results.map(({ submission }: { submission: { warnings?: unknown } }) => submission.warnings),
      ).to.deep.equal([undefined, told]);

      const box = await open();
      const load = { kind: "Load", shipment: box, refersTo: "CSQU3054384", payload: {} };
      const loaded = await post("/v1/entries", "carrier", load, { headers: WAIT });
      expect([loaded.status, loaded.body.warnings]).to.deep.equal([201, [at("/refersTo")]]);
      const inside = (await call(url, "GET", `/v1/shipments/${box}/trace`, as)).body;
      expect(inside.missing).to.deep.include({ ...warning, entries: [loaded.body.hash] });
    });

    it("an event whose own time differs from its entry's is recorded, and said in the answer", async () => {
      const shipment = await open();
      const event = { ...report(shipment), occurredAt: 1_700_000_000, payload: { eventTime: "2023-11-14T22:13:21Z" } };
      const { status, body } = await post("/v1/entries", "carrier", event, { headers: WAIT });
      expect([status, body.warnings[0].code, body.warnings[0].pointer]).to.deep.equal([
        201,
        "event-time-differs",
        "/payload/eventTime",
      ]);
    });

    it("a refused entry is answered with the ledger's reason", async () => {
      const shipment = await open();
      const { status, body } = await post(
        "/v1/entries",
        "carrier",
        { ...report(shipment), previous: `0x${"01".repeat(32)}` },
        { headers: WAIT },
      );
      expect([status, body.code]).to.deep.equal([409, "ShipmentLedgerStale"]);
      expect(body.facts.shipment).to.equal(shipment);
    });

    it("an entry does not exist for a participant without access", async () => {
      const shipment = await open();
      const { body, headers } = await post("/v1/entries", "carrier", report(shipment), { headers: WAIT });
      for (const path of [
        `/v1/entries/${body.hash}`,
        `/v1/entries/${body.hash}/payload`,
        `/v1/shipments/${shipment}`,
        `/v1/shipments/${shipment}/trace`,
        `/v1/shipments/${shipment}/origin`,
        `/v1/shipments/${shipment}/entries`,
        `/v1/shipments/${shipment}/cases`,
      ]) {
        expect((await call(url, "GET", path, { token: token("trader") })).status, path).to.equal(404);
      }
      const erased = await call(url, "DELETE", `/v1/entries/${body.hash}/payload`, { token: token("trader") });
      expect(erased.status).to.equal(404);
      const listed = await call(url, "GET", `/v1/entries?shipment=${shipment}`, { token: token("trader") });
      expect(listed.body.items).to.deep.equal([]);
      expect(headers.get("location")).to.equal(`/v1/entries/${body.hash}`);
    });

    it("a submission is visible only to its author", async () => {
      const { headers } = await post("/v1/entries", "carrier", report(await open()));
      const { status, body } = await call(url, "GET", headers.get("location") as string, { token: token("trader") });
      expect([status, body.code]).to.deep.equal([404, "SubmissionUnknown"]);
    });
  });

  describe("with an idempotency key", () => {
    it("an entry with an idempotency key is recorded once, also when it is posted again", async () => {
      const shipment = await open();
      const headers = { "idempotency-key": "once-1", ...WAIT };
      const answers = await Promise.all(
        [1, 2, 3].map(() => post("/v1/entries", "carrier", report(shipment), { headers })),
      );
      expect(new Set(answers.map(({ body }) => body.hash)).size).to.equal(1);
      const { body } = await call(url, "GET", `/v1/shipments/${shipment}/entries`, { token: token("carrier") });
      expect(body.items).to.have.length(2);
    });

    it("a second body under an idempotency key is refused", async () => {
      const shipment = await open();
      const headers = { "idempotency-key": "once-2" };
      await post("/v1/entries", "carrier", report(shipment), { headers });
      const { status, body } = await post("/v1/entries", "carrier", report(shipment, "changed"), { headers });
      expect([status, body.code]).to.deep.equal([422, "IdempotencyKeyReused"]);
    });

    it("an idempotency key is separate for each participant", async () => {
      const headers = { "idempotency-key": "once-2", ...WAIT };
      const answer = await post("/v1/entries", "barge", report(await open("barge")), { headers });
      expect(answer.status).to.equal(201);
    });
  });

  describe("many at a time", () => {
    it("a bulk request has a separate result for each entry", async () => {
      const shipment = await open();
      const body = [report(shipment, "a"), { kind: "Nonsense" }, report(`0x${"02".repeat(32)}`), report(shipment, "b")];
      const answer = await post("/v1/entries/bulk", "carrier", body, { headers: WAIT });
      expect(answer.status).to.equal(200);
      expect(answer.body).to.include({ accepted: 2, refused: 2 });
      const outcomes = answer.body.results.map(
        (result: { submission?: { state: string }; refusal?: { code: string } }) =>
          result.submission?.state ?? result.refusal?.code,
      );
      expect(outcomes).to.deep.equal(["recorded", "RequestInvalid", "ShipmentUnknown", "recorded"]);
    });

    it("a bulk request may be NDJSON, read as strictly as JSON", async () => {
      const shipment = await open();
      const lines = [
        JSON.stringify(report(shipment, "é")),
        "",
        '{"kind":"Report","kind":"Report"}',
        `${JSON.stringify(report(shipment))}\r`,
      ];
      const headers = { "content-type": "application/x-ndjson", ...WAIT };
      const { body } = await post("/v1/entries/bulk", "carrier", lines.join("\n"), { headers });
      const outcomes = body.results.map(
        (result: { submission?: { state: string }; refusal?: { code: string } }) =>
          result.submission?.state ?? result.refusal?.code,
      );
      expect(outcomes).to.deep.equal(["recorded", "JsonDuplicateMember", "recorded"]);
    });

    it("a bulk request under an idempotency key is recorded once", async () => {
      const shipment = await open();
      const headers = { "content-type": "application/x-ndjson", "idempotency-key": "bulk-1", ...WAIT };
      const text = [report(shipment, "1"), report(shipment, "2")].map((line) => JSON.stringify(line)).join("\n");
      const first = await post("/v1/entries/bulk", "carrier", text, { headers });
      const again = await post("/v1/entries/bulk", "carrier", text, { headers });
      expect(again.body.results).to.deep.equal(first.body.results);
      const other = await post("/v1/entries/bulk", "carrier", `${text}\n`, { headers });
      expect(other.body.code).to.equal("IdempotencyKeyReused");
    });

    it("a bulk request that is not a list is refused as a whole", async () => {
      expect((await post("/v1/entries/bulk", "carrier", {})).body.code).to.equal("RequestInvalid");
      expect((await post("/v1/entries/bulk", "carrier", [])).body.code).to.equal("RequestInvalid");
      const none = await post("/v1/entries/bulk", "carrier", "\n\n", {
        headers: { "content-type": "application/x-ndjson" },
      });
      expect(none.body.code).to.equal("BodyMissing");
    });

    it("a bulk request with too many entries is refused", async () => {
      const { status, body } = await post(
        "/v1/entries/bulk",
        "carrier",
        Array.from({ length: 2_001 }, () => ({})),
      );
      expect([status, body.code]).to.deep.equal([413, "TooManyEntries"]);
    });

    it("a bulk request of a million values is refused with 413 and the limit", async () => {
      const { status, body } = await post(
        "/v1/entries/bulk",
        "carrier",
        Array.from({ length: 1_000_000 }, () => ({})),
      );
      expect([status, body.code, body.facts]).to.deep.equal([413, "JsonTooManyValues", { limit: ARRAY_LIMITS.values }]);
    });
  });

  describe("signed by the author's own wallet", () => {
    it("an entry is prepared, signed by a wallet and recorded", async () => {
      const shipment = await open();
      const { body: preparation } = await post("/v1/entries/prepare", "carrier", report(shipment));
      const signature = sign(preparation.typedData, stack.participants["carrier"]?.key as PrivateKey);
      const { status, body } = await post(
        "/v1/entries/signed",
        "carrier",
        { prepared: preparation.prepared, signature },
        { headers: WAIT },
      );
      expect([status, body.hash]).to.deep.equal([201, preparation.hash]);
    });

    it("a repeated signed entry gives the same submission, and delays no other request", async () => {
      const shipment = await open();
      const consign = { kind: "Consign", shipment: nextIdentifier(), payload: {} };
      const { body: preparation } = await post("/v1/entries/prepare", "carrier", consign);
      const signature = sign(preparation.typedData, stack.participants["carrier"]?.key as PrivateKey);
      const opening = { prepared: preparation.prepared, signature };
      const first = await post("/v1/entries/signed", "carrier", opening, { headers: WAIT });
      expect(first.status).to.equal(201);
      const [again, other] = await Promise.all([
        post("/v1/entries/signed", "carrier", opening, { headers: WAIT }),
        post("/v1/entries", "carrier", report(shipment), { headers: WAIT }),
      ]);
      expect([again.status, again.body.hash]).to.deep.equal([201, preparation.hash]);
      expect(other.status).to.equal(201);
    });

    it("a signed entry that is sent several times at once is recorded once", async () => {
      const { body: preparation } = await post("/v1/entries/prepare", "carrier", report(await open()));
      const signature = sign(preparation.typedData, stack.participants["carrier"]?.key as PrivateKey);
      const signed = { prepared: preparation.prepared, signature };
      const answers = await Promise.all([1, 2, 3].map(() => post("/v1/entries/signed", "carrier", signed)));
      expect(new Set(answers.map(({ body }) => body.id)).size).to.equal(1);
      const location = answers[0]?.headers.get("location") as string;
      const settled = await call(url, "GET", location, { token: token("carrier"), headers: WAIT });
      expect(settled.body).to.include({ state: "recorded", entry: preparation.hash });
    });

    it("a signed entry from another participant is refused", async () => {
      const { body: preparation } = await post("/v1/entries/prepare", "carrier", report(await open()));
      const signature = sign(preparation.typedData, stack.participants["carrier"]?.key as PrivateKey);
      const { status, body } = await post("/v1/entries/signed", "barge", { prepared: preparation.prepared, signature });
      expect([status, body.code]).to.deep.equal([403, "AuthorIsNotCaller"]);
    });
  });

  describe("reviewed before they are signed", () => {
    const prepare = async (shipment: string) =>
      (await post("/v1/entries/prepare", "carrier", report(shipment))).body as { prepared: object; hash: string };

    it("a reviewed entry is recorded once, with the prepared hash", async () => {
      const { prepared, hash } = await prepare(await open());
      const headers = { ...WAIT, "idempotency-key": hash };
      const answers = [];
      for (let time = 0; time < 2; time++) {
        answers.push(await post("/v1/entries/prepared", "carrier", { prepared }, { headers }));
      }
      expect(answers.map(({ status, body }) => [status, body.hash, body.sequence])).to.deep.equal([
        [201, hash, 2],
        [201, hash, 2],
      ]);
    });

    it("a reviewed entry is refused when another entry was recorded after its preparation", async () => {
      const shipment = await open();
      const { prepared } = await prepare(shipment);
      await post("/v1/entries", "carrier", report(shipment, "meanwhile"), { headers: WAIT });
      const { status, body } = await post("/v1/entries/prepared", "carrier", { prepared }, { headers: WAIT });
      expect([status, body.code]).to.deep.equal([409, "ShipmentLedgerStale"]);
    });

    it("a reviewed entry is refused when it was changed, or comes from another participant", async () => {
      const { prepared } = await prepare(await open());
      const changed = { ...prepared, payload: { note: "another" } };
      const { body } = await post("/v1/entries/prepared", "carrier", { prepared: changed });
      expect([body.code, body.facts.member]).to.deep.equal(["PreparedEntryInconsistent", "commitment"]);
      const other = await post("/v1/entries/prepared", "barge", { prepared });
      expect([other.status, other.body.code]).to.deep.equal([403, "AuthorIsNotCaller"]);
    });
  });

  describe("possible actions", () => {
    it("the listed actions of a shipment are documented, and the ledger accepts them", async () => {
      const shipment = await open();
      const told = await call(url, "GET", `/v1/shipments/${shipment}/actions`, { token: token("carrier") });
      expect([told.status, told.body.signer]).to.deep.equal([200, "gateway"]);
      const offered = told.body.actions.flatMap((one: { kind: string; choices: object[] }) =>
        one.choices.length > 0 ? [one.kind] : [],
      );
      expect(offered).to.include.members(["Offer", "Report", "Correct", "Close"]);
      for (const kind of ["Close", "Withdraw"]) {
        const { status } = await post("/v1/entries", "carrier", { kind, shipment, payload: {} }, { headers: WAIT });
        expect(status === 201, kind).to.equal(offered.includes(kind));
      }
    });

    it("an offer waits in the queue of its addressee", async () => {
      const shipment = await open();
      const counterparty = stack.participants["barge"]?.id;
      await post("/v1/entries", "carrier", { kind: "Offer", shipment, counterparty, payload: {} }, { headers: WAIT });
      const { body } = await call(url, "GET", "/v1/queues/offers", { token: token("barge") });
      expect(body.items.map((one: { shipment: { id: string } }) => one.shipment.id)).to.include(shipment);
      const counts = await call(url, "GET", "/v1/queues", { token: token("barge") });
      expect(counts.body.items[0]).to.deep.equal({ queue: "offers", count: body.items.length, more: false });
    });

    it("the rules of each kind agree with its possible actions", async () => {
      const { body } = await call(url, "GET", "/v1/kinds", { token: token("carrier") });
      expect(body.items).to.have.length(KIND_NAMES.length);
      const hold = body.items.find(({ kind }: { kind: string }) => kind === "Hold");
      expect(hold.roles).to.deep.equal(["customs"]);
      expect(hold.payload.required).to.deep.equal(["portolan:legalBasis", "portolan:reason", "portolan:officer"]);
    });
  });

  describe("payloads", () => {
    it("payloads are disclosed field by field, and only their author may erase them", async () => {
      const { body } = await post("/v1/entries", "carrier", report(await open(), "private"), { headers: WAIT });
      const path = `/v1/entries/${body.hash}/payload`;
      const disclosed = await call(url, "GET", `${path}?disclose=/note`, { token: token("carrier") });
      expect(disclosed.body.disclosures).to.have.length(1);
      const unknown = await call(url, "GET", `${path}?disclose=/nothing`, { token: token("carrier") });
      expect(unknown.body.code).to.equal("DisclosureUnknownField");
      const erased = await call(url, "DELETE", path, { token: token("carrier") });
      expect(erased.body.commitment).to.equal(body.commitment);
      const gone = await call(url, "GET", path, { token: token("carrier") });
      expect([gone.status, gone.body.code]).to.deep.equal([410, "PayloadErased"]);
    });
  });
});

/** Signs as a wallet does, which computes the digest from the typed data. */
function sign({ types, domain, message }: TypedData, key: PrivateKey): Hex {
  const structs = { Entry: [...(types["Entry"] ?? [])] };
  return key.sign(TypedDataEncoder.hash(domain, structs, message) as Hex);
}
