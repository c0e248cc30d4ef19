import { expect } from "chai";
import type { ActDraft, ActSubmission } from "../../src/api/act.ts";
import { EXHIBIT, JOINT_CASE_TERMS, REQUEST_FORM, TERMS } from "../support/cooperation-records.ts";
import { eventually } from "../support/eventually.ts";
import { gatewayClient, type GatewayClient } from "../support/gateway-client.ts";
import { startStack, type Stack } from "../support/stack.ts";

const WAIT = { prefer: "wait=20" };
const DAY = 86_400;

describe("Agreements, requests and handovers over the API", function () {
  let stack: Stack;
  let customs: GatewayClient;
  let tribunal: GatewayClient;
  let carrier: GatewayClient;
  let ids: Record<"customs" | "tribunal" | "carrier", number>;

  before(async () => {
    stack = await startStack();
    const client = (alias: string) => gatewayClient(stack.gateway.url, stack.participants[alias]?.token ?? "");
    [customs, tribunal, carrier] = [client("customs"), client("tribunal"), client("carrier")];
    const id = (alias: string) => stack.participants[alias]?.id ?? 0;
    ids = { customs: id("customs"), tribunal: id("tribunal"), carrier: id("carrier") };
  });
  after(() => stack.stop());

  async function record(client: GatewayClient, draft: ActDraft): Promise<ActSubmission> {
    const { status, body } = await client.post("/v1/acts", draft, WAIT);
    expect(status, JSON.stringify(body)).to.equal(201);
    return body;
  }

  async function refused(client: GatewayClient, draft: unknown) {
    const { status, body } = await client.post("/v1/acts", draft, WAIT);
    return { status, code: String(body.code), facts: body.facts as Readonly<Record<string, unknown>> };
  }

  async function agree(): Promise<`0x${string}`> {
    const propose: ActDraft = {
      kind: "Propose",
      period: 90 * DAY,
      code: "both",
      codes: ["information", "evidence"],
      record: TERMS,
    };
    const { matter } = await record(customs, propose);
    await record(customs, { kind: "Name", matter, counterparty: ids.tribunal, code: "both" });
    await record(tribunal, { kind: "Sign", matter });
    return matter;
  }

  const ask = (agreement: `0x${string}`): ActDraft => ({
    kind: "Ask",
    counterparty: ids.tribunal,
    refersTo: agreement,
    period: 30 * DAY,
    code: "information",
    record: REQUEST_FORM,
  });

  const allowed = async (client: GatewayClient, matter: string): Promise<string[]> =>
    (await client.get(`/v1/matters/${matter}`)).body.possible
      .filter((act: { allowed: boolean }) => act.allowed)
      .map(({ kind }: { kind: string }) => kind);

  it("an agreement is proposed, read by the named party with its terms, signed by it, and is then in force", async () => {
    const propose = { kind: "Propose", period: 90 * DAY, code: "both", codes: ["information"], record: TERMS };
    const { body } = await customs.post("/v1/acts", propose, WAIT);
    const { matter } = body;
    expect((await tribunal.get(`/v1/matters/${matter}`)).body.code).to.equal("MatterUnknown");
    await record(customs, { kind: "Name", matter, counterparty: ids.tribunal, code: "isAsked" });

    const named = (await tribunal.get(`/v1/matters/${matter}`)).body;
    expect(await allowed(customs, matter)).to.include("Name");
    expect(named).to.deep.include({ type: "agreement", state: "Proposed", measures: ["information"], acts: 2 });
    expect(named.parties.map(({ directions, signed }: never) => [directions, signed])).to.have.deep.members([
      ["both", true],
      ["isAsked", false],
    ]);
    const acts = (await tribunal.get(`/v1/matters/${matter}/acts`)).body.items;
    expect(acts[0]).to.deep.include({ kind: "Propose", record: TERMS, codes: ["information"], period: 90 * DAY });
    expect(await allowed(tribunal, matter))
      .to.include("Sign")
      .and.not.include("Suspend");

    await record(tribunal, { kind: "Sign", matter });
    const inForce = (await customs.get(`/v1/matters/${matter}`)).body;
    expect(inForce.state).to.equal("InForce");
    expect(await allowed(customs, matter)).to.include.members(["Suspend", "Denounce", "Offer"]);
  });

  it("a request is sent complete, answered, and closed, and each step says for whom it waits", async () => {
    const { matter } = await record(customs, ask(await agree()));
    const sent = (await tribunal.get(`/v1/matters/${matter}`)).body;
    expect(sent).to.deep.include({ type: "request", state: "Sent", overdue: false });
    expect(sent.waitsFor.id).to.equal(ids.tribunal);
    expect((await tribunal.get(`/v1/matters/${matter}/acts`)).body.items[0].record).to.deep.equal(REQUEST_FORM);
    expect(await allowed(customs, matter)).to.deep.equal(["Close", "Seal"]);

    await record(tribunal, { kind: "Receive", matter });
    const until = Math.floor(Date.now() / 1000) + 10 * DAY;
    const back = { missing: ["law" as const], reasons: "The article is not cited." };
    await record(tribunal, { kind: "Return", matter, until, record: back });
    expect((await customs.get(`/v1/matters/${matter}`)).body.waitsFor.id).to.equal(ids.customs);
    await record(customs, { kind: "Complete", matter, record: { completed: { law: "Customs Act, Article 10:5" } } });
    await record(tribunal, { kind: "Accept", matter });
    await record(tribunal, { kind: "Answer", matter, record: { answer: "The prices are in the annex." } });
    await record(customs, { kind: "Close", matter, code: "satisfied" });

    const closed = (await customs.get(`/v1/matters/${matter}`)).body;
    expect(closed).to.deep.include({ state: "Closed", ending: "satisfied", waitsFor: null, acts: 7 });
    expect((await customs.get("/v1/matters")).body.items[0]).to.deep.include({ matter, state: "Closed" });
  });

  it("a list has each matter with its title, and the parties of an agreement", async () => {
    const agreement = await agree();
    const { matter } = await record(customs, ask(agreement));
    const requests = (await tribunal.get("/v1/matters?type=request&limit=1")).body.items;
    expect(requests[0]).to.deep.include({ matter, title: REQUEST_FORM.subject, parties: [] });
    const agreements = (await tribunal.get("/v1/matters?type=agreement&limit=200")).body.items;
    expect(agreements.map(({ type }: { type: string }) => type)).to.deep.equal(agreements.map(() => "agreement"));
    const found = agreements.find((one: { matter: string }) => one.matter === agreement);
    expect(found).to.deep.include({ title: TERMS.title, state: "InForce" });
    const named = found.parties.map(({ participant }: { participant: { id: number } }) => participant.id);
    expect(named).to.have.members([ids.customs, ids.tribunal]);
    expect((await tribunal.get("/v1/matters?type=journal")).body.items).to.deep.equal([]);
  });

  it("a list has overdue requests apart from all others, and an answered request has no time that could end", async () => {
    const agreement = await agree();
    const late = await record(customs, { ...ask(agreement), period: 1 });
    await record(tribunal, { kind: "Receive", matter: late.matter });
    const answered = await record(customs, { ...ask(agreement), period: 2 });
    for (const kind of ["Receive", "Accept"] as const) await record(tribunal, { kind, matter: answered.matter });
    await record(tribunal, { kind: "Answer", matter: answered.matter, record: { answer: "Nothing is held." } });

    const listed = async (overdue: boolean): Promise<string[]> =>
      (await customs.get(`/v1/matters?type=request&overdue=${overdue}`)).body.items.map(
        (one: { matter: string }) => one.matter,
      );
    await eventually("the time of the request is up", async () => (await listed(true)).includes(late.matter));
    expect(await listed(true)).to.deep.equal([late.matter]);
    expect(await listed(false))
      .to.include(answered.matter)
      .and.not.include(late.matter);
    expect((await customs.get("/v1/matters?type=agreement&overdue=true")).body.items).to.deep.equal([]);
    const detail = (await customs.get(`/v1/matters/${answered.matter}`)).body;
    expect(detail).to.deep.include({ state: "Answered", endsAt: null, overdue: false });
  });

  it("an agreement says whether a request can be sent or a new version proposed under it", async () => {
    const agreement = await agree();
    expect(await allowed(customs, agreement)).to.include.members(["Ask", "Propose"]);
    await record(tribunal, { kind: "Suspend", matter: agreement, record: { reasons: "A review." } });
    const { possible } = (await customs.get(`/v1/matters/${agreement}`)).body;
    const asking = possible.find(({ kind }: { kind: string }) => kind === "Ask");
    expect(asking).to.deep.include({ allowed: false });
    expect(asking.refusal).to.deep.include({ code: "CooperationLedgerUnexpectedState" });
    expect(asking.refusal.facts).to.deep.include({ subject: agreement, current: "Suspended" });
  });

  it("a request is refused with a code of the closed list and reasons", async () => {
    const { matter } = await record(customs, ask(await agree()));
    await record(tribunal, { kind: "Receive", matter });
    const reasons = { reasons: "The case is before another court." };
    expect(await refused(tribunal, { kind: "Refuse", matter, record: reasons })).to.deep.include({
      code: "CooperationLedgerFieldMismatch",
    });
    expect(await refused(tribunal, { kind: "Refuse", matter, code: "lazy", record: reasons })).to.deep.include({
      status: 422,
      code: "ActCodeUnknown",
    });
    expect(await refused(tribunal, { kind: "Refuse", matter, code: "doubleJeopardy" })).to.deep.include({
      status: 422,
      code: "ActFormIncomplete",
      facts: { kind: "Refuse", problems: ["record.reasons is missing"] },
    });
    await record(tribunal, { kind: "Refuse", matter, code: "doubleJeopardy", record: reasons });
    const acts = (await customs.get(`/v1/matters/${matter}/acts`)).body.items;
    expect(acts.at(-1)).to.deep.include({ kind: "Refuse", code: "doubleJeopardy", record: reasons });
  });

  describe("An act that is not sent", () => {
    it("a request without each member of its form is not sent, and the error names all that is missing", async () => {
      const incomplete = { ...REQUEST_FORM, law: undefined, urgency: undefined };
      const answer = await refused(customs, { ...ask(await agree()), record: incomplete });
      expect(answer).to.deep.equal({
        status: 422,
        code: "ActFormIncomplete",
        facts: { kind: "Ask", problems: ["record.law is missing", "record.urgency is missing"] },
      });
    });

    it("an act that the rules do not allow is refused with the ledger's reason before it is sent", async () => {
      const agreement = await agree();
      await record(tribunal, { kind: "Suspend", matter: agreement, record: { reasons: "A review." } });
      const answer = await refused(customs, ask(agreement));
      expect(answer).to.deep.include({ status: 409, code: "CooperationLedgerUnexpectedState" });
      expect(answer.facts).to.deep.include({ subject: agreement, current: "Suspended", expected: ["InForce"] });

      const preview = (await customs.post("/v1/acts/preview", ask(agreement))).body;
      expect(preview).to.deep.include({ allowed: false });
      expect(preview.refusal.code).to.equal("CooperationLedgerUnexpectedState");
    });

    it("a preview shows the act that would be signed, and records nothing", async () => {
      const agreement = await agree();
      const before = (await customs.get(`/v1/matters/${agreement}`)).body.acts;
      const suspend = { kind: "Suspend", matter: agreement, record: { reasons: "A review." } };
      const preview = (await customs.post("/v1/acts/preview", suspend)).body;
      expect(preview).to.deep.include({ allowed: true, refusal: null });
      expect(preview.act).to.deep.include({ matter: agreement, author: ids.customs, kind: 4 });
      expect((await customs.get(`/v1/matters/${agreement}`)).body.acts).to.equal(before);
    });

    it("a matter of others does not exist for an act", async () => {
      const agreement = await agree();
      for (const draft of [
        { kind: "Suspend", matter: agreement, record: { reasons: "None of mine." } },
        { ...ask(agreement), counterparty: ids.customs },
      ])
        expect(await refused(carrier, draft)).to.deep.include({ status: 404, code: "MatterUnknown" });
    });

    it("an act that the ledger refuses after all is answered with the ledger's reason", async () => {
      const agreement = await agree();
      const suspend = { kind: "Suspend", matter: agreement, record: { reasons: "At the same time." } } as const;
      const answers = await Promise.all([1, 2].map(() => customs.post("/v1/acts", suspend, WAIT)));
      expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([201, 409]);
      const late = answers.find(({ status }) => status === 409);
      expect(late?.body.code).to.equal("CooperationLedgerAlreadySuspended");
    });

    it("a repeated request with the same key records one act, and the submission shows its outcome", async () => {
      const agreement = await agree();
      const suspend = { kind: "Suspend", matter: agreement, record: { reasons: "Once." } } as const;
      const headers = { ...WAIT, "idempotency-key": `once-${agreement}` };
      const answers = [
        await customs.post("/v1/acts", suspend, headers),
        await customs.post("/v1/acts", suspend, headers),
      ];
      expect(answers[0]?.body).to.deep.equal(answers[1]?.body);
      const { id } = answers[0]?.body ?? {};
      expect((await customs.get(`/v1/act-submissions/${id}`)).body).to.deep.include({ id, state: "recorded" });
      expect((await tribunal.get(`/v1/act-submissions/${id}`)).body.code).to.equal("SubmissionUnknown");
      const acts = (await customs.get(`/v1/matters/${agreement}/acts`)).body.items;
      expect(acts.filter(({ kind }: { kind: string }) => kind === "Suspend")).to.have.length(1);
    });
  });

  it("what a handover gives is read by its recipient only from the release on, and by nobody else", async () => {
    const matter = await agree();
    const content = { prices: [{ item: "pump", price: 120 }] };
    const until = Math.floor(Date.now() / 1000) + 5 * DAY;
    const shown = { subject: "Prices", purpose: "investigation" };
    const given = { ...shown, content };
    const offer = { counterparty: ids.tribunal, until, code: "agreement", codes: ["courtUse"], record: given };
    const { act: item } = await record(customs, { kind: "Offer", matter, ...offer } as ActDraft);
    expect(item).to.be.a("string");
    const about = { matter, refersTo: item as `0x${string}` };
    const seen = async (client: GatewayClient) =>
      (await client.get(`/v1/matters/${matter}/handovers/${item}`)).body.acts?.[0]?.record;

    expect(await seen(customs)).to.deep.equal(given);
    expect(await seen(tribunal)).to.deep.equal(shown);
    expect((await customs.post("/v1/acts", { kind: "Release", ...about })).body.code).to.equal(
      "CooperationLedgerUnexpectedState",
    );
    await record(tribunal, { kind: "SignCaveats", ...about, codes: ["courtUse"] });
    expect(await seen(tribunal)).to.deep.equal(shown);
    await record(customs, { kind: "Release", ...about });
    expect(await seen(tribunal)).to.deep.equal(given);
    await record(tribunal, { kind: "Receipt", ...about });

    const detail = (await tribunal.get(`/v1/matters/${matter}/handovers/${item}`)).body;
    expect(detail).to.deep.include({ type: "handover", state: "Receipted", code: "agreement", caveats: ["courtUse"] });
    const possible = detail.possible.filter((act: { allowed: boolean }) => act.allowed);
    expect(possible.map(({ kind }: { kind: string }) => kind)).to.deep.equal(["Erase"]);
    expect((await tribunal.get("/v1/handovers")).body.items[0]).to.deep.include({ item, matter });
    expect((await carrier.get("/v1/handovers")).body.items).to.deep.equal([]);
    expect((await carrier.get(`/v1/matters/${matter}/handovers/${item}`)).body.code).to.equal("MatterItemUnknown");

    await record(tribunal, { kind: "Erase", ...about });
    expect(await seen(tribunal)).to.deep.equal(shown);
  });

  describe("A joint case", () => {
    const until = Math.floor(Date.now() / 1000) + 30 * DAY;
    const reasons = (text: string) => ({ record: { reasons: text } });
    const read = async (client: GatewayClient, matter: string) => (await client.get(`/v1/matters/${matter}`)).body;

    async function convene(): Promise<`0x${string}`> {
      const convening = { refersTo: await agree(), until, code: "lead", record: JOINT_CASE_TERMS };
      const { matter } = await record(customs, { kind: "Convene", ...convening });
      await record(customs, { kind: "Invite", matter, counterparty: ids.tribunal, code: "analysis" });
      return matter;
    }

    it("an agreement says that a joint case can be convened under it, and only its parties convene one", async () => {
      const agreement = await agree();
      expect(await allowed(tribunal, agreement)).to.include("Convene");
      const convening = { kind: "Convene", refersTo: agreement, until, code: "lead", record: JOINT_CASE_TERMS };
      expect((await refused(carrier, convening)).code).to.equal("MatterUnknown");
      expect(await refused(customs, { ...convening, until: until + 400 * DAY })).to.deep.include({
        code: "CooperationLedgerTimeOutOfRange",
      });
    });

    it("an invited authority reads the case and its terms, and joins; then it is active", async () => {
      const matter = await convene();
      const invited = await read(tribunal, matter);
      expect(invited).to.deep.include({ type: "jointCase", state: "Convened", title: JOINT_CASE_TERMS.title });
      expect(invited).to.deep.include({ endsAt: until, ending: null, measures: [], waitsFor: null });
      expect(
        invited.parties.map(({ task, signed, directions }: never) => [task, signed, directions]),
      ).to.have.deep.members([
        ["lead", true, null],
        ["analysis", false, null],
      ]);
      expect((await read(carrier, matter)).code).to.equal("MatterUnknown");
      expect(await allowed(tribunal, matter)).to.deep.equal(["Join"]);
      expect(await allowed(customs, matter)).to.include.members(["Conclude"]);
      expect((await tribunal.get(`/v1/matters/${matter}/acts`)).body.items[0].record).to.deep.equal(JOINT_CASE_TERMS);

      await record(tribunal, { kind: "Join", matter });
      expect((await read(customs, matter)).state).to.equal("Active");
      expect(await allowed(tribunal, matter)).to.deep.equal(["Prolong", "Leave", "Exhibit", "Offer", "Seal"]);
      expect((await tribunal.get("/v1/matters?type=jointCase")).body.items[0]).to.deep.include({ matter });
      expect((await carrier.get("/v1/matters?type=jointCase")).body.items).to.deep.equal([]);
    });

    it("an exhibit is read by the members, and what is derived from it keeps its caveats", async () => {
      const matter = await convene();
      await record(tribunal, { kind: "Join", matter });
      const codes = ["courtUse", "onward"];
      const exhibit: ActDraft = { kind: "Exhibit", matter, code: "legalAssistance", codes, record: EXHIBIT };
      expect(await refused(customs, { ...exhibit, record: { ...EXHIBIT, gathering: undefined } })).to.deep.include({
        code: "ActFormIncomplete",
        facts: { kind: "Exhibit", problems: ["record.gathering is missing"] },
      });
      const item = (await record(customs, exhibit)).act as `0x${string}`;
      const path = `/v1/matters/${matter}/handovers/${item}`;
      const seen = (await tribunal.get(path)).body;
      expect(seen).to.deep.include({ type: "exhibit", state: "Exhibited", code: "legalAssistance", caveats: codes });
      expect(seen).to.deep.include({ recipient: null, until: null });
      expect(seen.author.id).to.equal(ids.customs);
      expect(seen.acts[0].record).to.deep.equal(EXHIBIT);
      expect((await carrier.get(path)).body.code).to.equal("MatterItemUnknown");
      expect((await tribunal.get("/v1/handovers")).body.items[0]).to.deep.include({ item, type: "exhibit" });

      const derive: ActDraft = { kind: "Derive", matter, refersTo: item, codes: ["courtUse"], record: EXHIBIT };
      const answer = await refused(tribunal, derive);
      expect(answer).to.deep.equal({
        status: 422,
        code: "CooperationLedgerOtherCaveats",
        facts: { handover: item, given: ["courtUse"], required: codes },
      });
      const derived = (await record(tribunal, { ...derive, codes: [...codes, "nominal"] })).act;
      const detail = (await customs.get(`/v1/matters/${matter}/handovers/${derived}`)).body;
      expect(detail).to.deep.include({ type: "exhibit", code: "legalAssistance" });
      expect([detail.author.id, detail.originator.id]).to.deep.equal([ids.tribunal, ids.customs]);
      const kinds = (await customs.get(path)).body.acts.map(({ kind }: { kind: string }) => kind);
      expect(kinds).to.deep.equal(["Exhibit", "Derive"]);
    });

    it("it is prolonged once both members recorded the same time, and concluded once one of two left", async () => {
      const matter = await convene();
      await record(tribunal, { kind: "Join", matter });
      const item = (await record(tribunal, { kind: "Exhibit", matter, code: "agreement", record: EXHIBIT })).act;
      const prolong: ActDraft = { kind: "Prolong", matter, period: 10 * DAY, ...reasons("The laboratory is late.") };
      await record(customs, prolong);
      const pending = await read(tribunal, matter);
      expect(pending).to.deep.include({ endsAt: until, prolongation: 10 * DAY });
      expect(pending.parties.map(({ task, prolongs }: never) => [task, prolongs])).to.have.deep.members([
        ["lead", true],
        ["analysis", false],
      ]);
      expect((await refused(customs, prolong)).code).to.equal("CooperationLedgerAlreadySigned");
      await record(tribunal, prolong);
      expect(await read(customs, matter)).to.deep.include({ endsAt: until + 10 * DAY, prolongation: null });

      await record(tribunal, { kind: "Leave", matter, ...reasons("Our part is done.") });
      expect(await read(customs, matter)).to.deep.include({ state: "Concluded", ending: "left" });
      expect((await read(tribunal, matter)).code).to.equal("MatterUnknown");
      expect((await tribunal.get(`/v1/matters/${matter}/handovers/${item}`)).body).to.deep.include({ item });
      expect(await refused(customs, { kind: "Exhibit", matter, code: "agreement", record: EXHIBIT })).to.deep.include({
        code: "CooperationLedgerUnexpectedState",
      });
    });

    it("a handover between its members needs the case to be active", async () => {
      const matter = await convene();
      const given = { subject: "Prices", purpose: "investigation", content: {} };
      const soon = Math.floor(Date.now() / 1000) + DAY;
      const offer = {
        kind: "Offer",
        matter,
        counterparty: ids.tribunal,
        until: soon,
        code: "spontaneous",
        record: given,
      };
      expect((await refused(customs, offer)).code).to.equal("CooperationLedgerUnexpectedState");
      await record(tribunal, { kind: "Join", matter });
      await record(customs, offer as ActDraft);
      await record(customs, { kind: "Conclude", matter, ...reasons("The prosecution has it.") });
      expect((await refused(customs, offer)).code).to.equal("CooperationLedgerUnexpectedState");
      expect(await read(tribunal, matter)).to.deep.include({ state: "Concluded", ending: "concluded" });
    });
  });
});
