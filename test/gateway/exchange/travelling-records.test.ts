import { expect } from "chai";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { isDeepStrictEqual } from "node:util";
import type { ActDraft, ActSubmission, ActView } from "../../../src/api/act.ts";
import type { MatterId } from "../../../src/domain/cooperation/act.ts";
import type { JsonText } from "../../../src/domain/encoding/json-text.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import type { EntryHash } from "../../../src/domain/entry.ts";
import { type Database, type DatabaseLocation, openDatabase } from "../../../src/store/open-database.ts";
import { REQUEST_FORM, TERMS } from "../../support/cooperation-records.ts";
import { createPostgresDatabase } from "../../support/databases.ts";
import { eventually } from "../../support/eventually.ts";
import type { GatewayClient } from "../../support/gateway-client.ts";
import { bodyOf, serve } from "../../support/http-server.ts";
import { startKillableGateway } from "../../support/killable-gateway.ts";
import { type MemberGateway, type MemberGateways, startMemberGateways } from "../../support/member-gateways.ts";
import { alterRecord } from "./alter-record.ts";

/** Follows an event stream until the signal aborts. */
function follow(url: string, token: string, told: EventSourceMessage[], signal: AbortSignal) {
  const opened = fetch(url, { headers: { authorization: `Bearer ${token}` }, signal });
  const read = async () => {
    const parser = createParser({ onEvent: (event) => void told.push(event) });
    const decoder = new TextDecoder();
    const { body } = await opened;
    for await (const chunk of body as ReadableStream<Uint8Array>) parser.feed(decoder.decode(chunk, { stream: true }));
  };
  return { opened, ended: read().catch((error: unknown) => expect(signal.aborted, String(error)).to.equal(true)) };
}

const WAIT = { prefer: "wait=20" };
const DAY = 86_400;
const HOMES = { north: ["customs"], south: ["foreign"], third: ["tribunal"] } as const;
type Home = keyof typeof HOMES;

const GIVEN = {
  subject: "Prices of pumps",
  purpose: "investigation" as const,
  content: { prices: [{ item: "pump", price: 120 }] },
};
const SHOWN = { subject: GIVEN.subject, purpose: GIVEN.purpose };

for (const kind of ["SQLite", "PostgreSQL"] as const) {
  describe(`Records of acts between gateways (${kind})`, function () {
    this.timeout(180_000);
    let gateways: MemberGateways<Home>;
    let north: GatewayClient, south: GatewayClient;
    const postgres: Awaited<ReturnType<typeof createPostgresDatabase>>[] = [];
    const databases: Partial<Record<Home, Database>> = {};

    before(async () => {
      const urls: Partial<Record<string, string>> = {};
      if (kind === "PostgreSQL") {
        for (const home of Object.keys(HOMES)) {
          const made = await createPostgresDatabase();
          postgres.push(made);
          urls[home] = made.url;
        }
      }
      gateways = await startMemberGateways(HOMES, {
        settings: { EXCHANGE_HEAL_SECONDS: "1" },
        settingsOf: (home): Record<string, string> => (urls[home] === undefined ? {} : { DATABASE_URL: urls[home] }),
      });
      for (const home of Object.keys(HOMES) as Home[]) {
        const location: DatabaseLocation =
          urls[home] === undefined ? { folder: gateways.of[home].folder } : { url: urls[home] };
        databases[home] = await openDatabase(location);
      }
      [north, south] = [gateways.of.north.client("customs"), gateways.of.south.client("foreign")];
    });
    after(async () => {
      for (const database of Object.values(databases)) await database.close();
      await gateways.stop();
      for (const made of postgres) await made.drop();
    });

    const db = (home: Home): Database => databases[home] ?? expect.fail(`no database of ${home}`);
    const heldBy = async (home: Home): Promise<string[]> =>
      (await db(home).reader.selectFrom("act_records").select("body").execute()).map(({ body }) => body);

    async function record(
      client: GatewayClient,
      draft: ActDraft,
    ): Promise<ActSubmission & { readonly act: EntryHash }> {
      const { status, body } = await client.post("/v1/acts", draft, WAIT);
      expect(status, JSON.stringify(body)).to.equal(201);
      await gateways.followed();
      return body;
    }

    const actsOf = async (client: GatewayClient, matter: MatterId): Promise<ActView[]> =>
      (await client.get(`/v1/matters/${matter}/acts`)).body.items ?? [];

    /** Waits until a reader's gateway has the record of the last act of a matter. */
    const lastRecord = async (client: GatewayClient, matter: MatterId, expected: object) => {
      let found: unknown;
      await eventually(`the record of the last act of ${matter} arrives: ${JSON.stringify(expected)}`, async () => {
        found = (await actsOf(client, matter)).at(-1)?.record;
        return found !== null && found !== undefined;
      });
      expect(found).to.deep.equal(expected);
    };

    async function agree(): Promise<MatterId> {
      const codes = ["information", "evidence"];
      const { matter } = await record(north, { kind: "Propose", period: 90 * DAY, code: "both", codes, record: TERMS });
      const counterparty = gateways.idOf("foreign");
      await record(north, { kind: "Name", matter, counterparty, code: "both", record: { note: "Welcome." } });
      await record(south, { kind: "Sign", matter });
      return matter;
    }

    async function offer(matter: MatterId): Promise<{ readonly matter: MatterId; readonly refersTo: EntryHash }> {
      const until = Math.floor(Date.now() / 1000) + 5 * DAY;
      const given = { counterparty: gateways.idOf("foreign"), until, code: "agreement", codes: ["courtUse"] };
      const { act } = await record(north, { kind: "Offer", matter, ...given, record: GIVEN });
      return { matter, refersTo: act };
    }

    const seen = async (client: GatewayClient, { matter, refersTo }: { matter: MatterId; refersTo: EntryHash }) =>
      (await client.get(`/v1/matters/${matter}/handovers/${refersTo}`)).body.acts?.[0]?.record ?? null;

    const arrives = (what: { matter: MatterId; refersTo: EntryHash }, expected: object) =>
      eventually("the record of the handover arrives", async () =>
        isDeepStrictEqual(await seen(south, what), expected),
      );

    it("a named party gets the terms that were recorded before it was named, and their title", async () => {
      const matter = await agree();
      await eventually("the terms arrive", async () => {
        const records = (await actsOf(south, matter)).map((act) => act.record);
        return records[0] !== null && records[1] !== null;
      });
      const acts = await actsOf(south, matter);
      expect(acts.map((act) => [act.kind, act.record])).to.deep.equal([
        ["Propose", TERMS],
        ["Name", { note: "Welcome." }],
        ["Sign", null],
      ]);
      expect((await south.get(`/v1/matters/${matter}`)).body.title).to.equal(TERMS.title);
    });

    it("a request is returned once as incomplete, completed and answered, each side at its own gateway", async () => {
      const refersTo = await agree();
      const counterparty = gateways.idOf("foreign");
      const draft = { counterparty, refersTo, period: 30 * DAY, code: "information", record: REQUEST_FORM };
      const { matter } = await record(north, { kind: "Ask", ...draft });
      await lastRecord(south, matter, REQUEST_FORM);
      await record(south, { kind: "Receive", matter });
      const until = Math.floor(Date.now() / 1000) + 10 * DAY;
      const missing = { missing: ["law" as const], reasons: "The article is not cited." };
      await record(south, { kind: "Return", matter, until, record: missing });
      await lastRecord(north, matter, missing);
      const completed = { completed: { law: "Customs Act, Article 10:5" } };
      await record(north, { kind: "Complete", matter, record: completed });
      await lastRecord(south, matter, completed);
      await record(south, { kind: "Accept", matter });
      await record(south, { kind: "Answer", matter, record: { answer: "The prices are in the annex." } });
      await lastRecord(north, matter, { answer: "The prices are in the annex." });
      await record(north, { kind: "Close", matter, code: "satisfied" });

      const settled = await eventually("each record has a receipt", async () => {
        const rows = await db("north").reader.selectFrom("exchange_parcels").select(["state", "receipt"]).execute();
        return rows.length > 0 && rows.every(({ state }) => state === "settled") && rows;
      });
      for (const { receipt } of settled) expect(JSON.parse(receipt ?? "")).to.deep.include({ outcome: "stored" });
    });

    it("what a handover gives arrives after caveats and release only, and a receipt waits for it", async () => {
      const what = await offer(await agree());
      await arrives(what, SHOWN);
      expect(await seen(north, what)).to.deep.equal(GIVEN);
      await record(south, { kind: "SignCaveats", ...what, codes: ["courtUse"] });
      expect(await seen(south, what)).to.deep.equal(SHOWN);
      expect((await heldBy("south")).join()).not.to.contain('"price":120');

      await record(north, { kind: "Release", ...what, record: { note: "As agreed." } });
      await arrives(what, GIVEN);
      await record(south, { kind: "Receipt", ...what });
      const { body } = await north.get(`/v1/matters/${what.matter}/handovers/${what.refersTo}`);
      expect(body.state).to.equal("Receipted");

      await record(south, { kind: "Erase", ...what });
      await eventually("the content is erased at the recipient", async () => {
        const rows = await heldBy("south");
        return rows.every((each) => !each.includes('"price":120'));
      });
      await arrives(what, SHOWN);
      expect(await seen(north, what)).to.deep.equal(GIVEN);
    });

    it("a receipt of what has not come is refused, and says what is missing", async () => {
      const what = await offer(await agree());
      await arrives(what, SHOWN);
      await record(south, { kind: "SignCaveats", ...what, codes: ["courtUse"] });
      const altered = JSON.stringify({ ...GIVEN, content: { prices: [{ item: "pump", price: 121 }] } });
      const { commitment } = (await actsOf(north, what.matter)).find(({ hash }) => hash === what.refersTo) as ActView;
      await alterRecord(db("north"), commitment, altered as JsonText<JsonObject>);
      await record(north, { kind: "Release", ...what });
      const refused = await eventually("the altered record is refused", async () => {
        const rows = await db("south").reader.selectFrom("exchange_arrivals").selectAll().execute();
        return rows.find(({ entry, receipt }) => entry === what.refersTo && receipt.includes("mismatch"));
      });
      expect(JSON.parse(refused.receipt)).to.deep.include({ outcome: "mismatch", problem: "commitment" });
      expect(refused.item, "the proof of what its sender sent").to.be.a("string");
      expect(await seen(south, what)).to.deep.equal(SHOWN);

      const { status, body } = await south.post("/v1/acts", { kind: "Receipt", ...what }, WAIT);
      expect({ status, code: body.code }).to.deep.equal({ status: 409, code: "HandoverContentMissing" });
      expect(body.facts).to.deep.include({ item: what.refersTo, missing: ["record.content"] });
      const { possible } = (await south.get(`/v1/matters/${what.matter}/handovers/${what.refersTo}`)).body;
      expect(possible.find((act: { kind: string }) => act.kind === "Receipt")).to.deep.include({ allowed: false });
      expect(possible.find((act: { kind: string }) => act.kind === "Dispute")).to.deep.include({ allowed: true });
    });

    it("what a handover gives is not sent after its recall", async () => {
      const what = await offer(await agree());
      await arrives(what, SHOWN);
      await record(south, { kind: "SignCaveats", ...what, codes: ["courtUse"] });
      await gateways.of.south.stop();
      const until = Math.floor(Date.now() / 1000) + DAY;
      await record(north, { kind: "Release", ...what });
      await record(north, { kind: "Recall", ...what, until, record: { reasons: "Wrong annex." } });
      await gateways.of.south.start();
      await gateways.followed();
      await lastRecord(south, what.matter, { reasons: "Wrong annex." });
      expect(await seen(south, what)).to.deep.equal(SHOWN);
      expect((await heldBy("south")).join()).not.to.contain('"price":120');
    });

    it("an act is an event of the stream and of webhooks for whom it concerns, and comes with its record", async () => {
      const matter = await agree();
      const posted: { readonly type: string; readonly data: ActView }[] = [];
      const receiver = await serve((request, response) => {
        void bodyOf(request).then((text) => posted.push(JSON.parse(text)));
        response.end();
      });
      const told: Record<Home, EventSourceMessage[]> = { north: [], south: [], third: [] };
      const ending = new AbortController();
      const streams = (Object.keys(HOMES) as Home[]).map((home) => {
        const { url, members } = gateways.of[home];
        return follow(`${url}/v1/events`, members[HOMES[home][0]]?.token ?? "", told[home], ending.signal);
      });
      try {
        await Promise.all(streams.map(({ opened }) => opened));
        expect((await south.post("/v1/webhooks", { url: receiver.url })).status).to.equal(201);
        const suspend: ActDraft = { kind: "Suspend", matter, record: { reasons: "A leak." } };
        const answers = await Promise.all([1, 2].map(() => north.post("/v1/acts", suspend, WAIT)));
        expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([201, 409]);
        const isTold = ({ matter: of, record: given }: ActView) =>
          of === matter && isDeepStrictEqual(given, suspend.record);
        const actsIn = (home: Home): ActView[] =>
          told[home].filter(({ event }) => event === "act").map(({ data }) => JSON.parse(data));
        await eventually("the stream of the other party has the act with its record", () =>
          actsIn("south").some(isTold),
        );
        await eventually("its webhook has it, too", () =>
          posted.some(({ type, data }) => type === "act.recorded" && isTold(data)),
        );
        const outcomes = await eventually("the author's stream has both outcomes", () => {
          const found = told.north
            .filter(({ event }) => event === "act-submission")
            .map(({ data }) => JSON.parse(data));
          return found.length >= 2 && found;
        });
        expect(outcomes.map(({ state }: ActSubmission) => state)).to.have.members(["recorded", "refused"]);
        expect(told.south.filter(({ event }) => event === "act-submission")).to.deep.equal([]);
        expect(told.third).to.deep.equal([]);
      } finally {
        ending.abort();
        await Promise.all(streams.map(({ ended }) => ended));
        await receiver.close();
      }
      await record(north, { kind: "Resume", matter });
    });

    it("a gateway that is no party holds no record, and a recipient that is killed loses none", async () => {
      const matter = await agree();
      await gateways.of.south.stop();
      const notes = ["One", "Two", "Three", "Four"].map((word) => ({ reasons: `${word}.` }));
      for (const [index, reasons] of notes.entries()) {
        const killable = await startKillableGateway(gateways.of.south.environment);
        if (index > 0) await record(north, { kind: "Resume", matter });
        await record(north, { kind: "Suspend", matter, record: reasons });
        await killable.kill();
      }
      await gateways.of.south.start();
      await gateways.followed();
      await lastRecord(south, matter, { reasons: "Four." });
      const suspensions = await eventually("all arrive", async () => {
        const records = (await actsOf(south, matter)).filter((act) => act.kind === "Suspend").map((act) => act.record);
        return records.every((each) => each !== null) && records;
      });
      expect(suspensions).to.deep.equal(notes);
      expect(await heldBy("third")).to.deep.equal([]);
    });

    it("a gateway that lost its database gets the records of its matters back", async () => {
      const mine = await agree();
      const what = await offer(mine);
      await arrives(what, SHOWN);
      const home: MemberGateway = gateways.of.south;
      await record(south, { kind: "Suspend", matter: mine, record: { reasons: "A review." } });
      await lastRecord(north, mine, { reasons: "A review." });
      await databases.south?.close();
      const settings: Record<string, string> = {};
      if (kind === "PostgreSQL") {
        const made = await createPostgresDatabase();
        postgres.push(made);
        settings["DATABASE_URL"] = made.url;
      }
      await home.loseDatabase(settings);
      databases.south = await openDatabase(
        kind === "PostgreSQL" ? { url: settings["DATABASE_URL"] ?? "" } : { folder: home.folder },
      );
      south = home.client("foreign");
      await gateways.followed();
      await lastRecord(south, mine, { reasons: "A review." });
      await arrives(what, SHOWN);
      expect((await south.get(`/v1/matters/${mine}`)).body.title).to.equal(TERMS.title);
    });
  });
}
