import { expect } from "chai";
import type { JsonObject, JsonValue } from "../../src/domain/encoding/json.ts";
import { Context } from "../../src/epcis/event/context.ts";
import { eventHashId } from "../../src/epcis/event/event-hash.ts";
import { captureEvents } from "../support/capture-events.ts";
import { DATABASES, type TestDatabase } from "../support/databases.ts";
import { gatewayClient, type GatewayClient } from "../support/gateway-client.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { CONTEXT, SAMPLES } from "./sample-events.ts";

const DEFINITIONS = CONTEXT[0] as JsonObject;
const PREFIX = { example: "https://other.example.com/" };

for (const { name, open } of DATABASES) {
  describe(`The results of EPCIS queries on ${name}`, () => {
    let database: TestDatabase;
    let stack: Stack;
    let token: string;
    let client: GatewayClient;
    let stranger: GatewayClient;
    let auditor: GatewayClient;

    before(async () => {
      database = await open();
      stack = await startStack("url" in database.location ? { DATABASE_URL: database.location.url } : {});
      const as = (who: string) => gatewayClient(stack.gateway.url, stack.participants[who]?.token as string);
      token = stack.participants["trader"]?.token as string;
      [client, stranger, auditor] = [as("trader"), as("barge"), as("auditor")];
      await captureEvents(stack.gateway.url, token, Object.values(SAMPLES), CONTEXT);
    });

    after(async () => {
      await stack.stop();
      await database.close();
    });

    const idsOf = (body: { epcisBody: { queryResults: { resultsBody: { eventList: { eventID: string }[] } } } }) =>
      body.epcisBody.queryResults.resultsBody.eventList.map(({ eventID }) => eventID);
    const nextOf = (headers: Headers) => /<([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];

    describe("page by page", () => {
      it("pages of results list each event once, with a Link header on every page except the last", async () => {
        const ids: string[] = [];
        let pages = 0;
        for (let next: string | undefined = "/epcis/events?perPage=2&orderBy=eventTime"; next !== undefined; pages++) {
          const { body, headers } = await client.get(next);
          ids.push(...idsOf(body));
          next = nextOf(headers);
          expect(headers.has("gs1-next-page-token-expires")).to.equal(next !== undefined);
        }
        expect(pages).to.equal(3);
        expect(ids).to.deep.equal(
          Object.values(SAMPLES)
            .map((event) => event["eventID"])
            .toReversed(),
        );
      });

      it("eventCountLimit limits the events of all pages together", async () => {
        const first = await client.get("/epcis/events?perPage=2&orderBy=eventTime&eventCountLimit=3");
        const second = await client.get(nextOf(first.headers) as string);
        expect([...idsOf(first.body), ...idsOf(second.body)]).to.have.length(3);
        expect(nextOf(second.headers)).to.equal(undefined);
      });

      it("pages of results do not change while events are captured", async () => {
        const first = await client.get("/epcis/events?perPage=4");
        const eventID = `urn:uuid:${crypto.randomUUID()}`;
        await captureEvents(stack.gateway.url, token, [{ ...SAMPLES["d"], eventID }], CONTEXT);
        const second = await client.get(nextOf(first.headers) as string);
        expect(idsOf(second.body)).to.have.length(2).and.not.include(eventID);
        expect(nextOf(second.headers)).to.equal(undefined);
        expect(idsOf((await client.get("/epcis/events?perPage=100")).body)).to.include(eventID);
      });

      it("a page token works only for its participant and its query", async () => {
        const { headers } = await client.get("/epcis/events?perPage=2");
        const next = new URL(nextOf(headers) as string, stack.gateway.url);
        const refused = [
          await stranger.get(`${next.pathname}${next.search}`),
          await client.get(`${next.pathname}${next.search}&EQ_action=ADD`),
          await client.get(`/epcis/eventTypes${next.search}`),
        ];
        for (const { status, body } of refused) {
          expect(status).to.equal(400);
          expect(body.code).to.equal("EpcisPageTokenInvalid");
        }
      });

      it("a revoked page token gives no page", async () => {
        const { headers } = await client.get("/epcis/events?perPage=2");
        const next = nextOf(headers) as string;
        expect((await client.get(next)).status).to.equal(200);
        const given = new URL(next, stack.gateway.url).searchParams.get("nextPageToken");
        expect((await client.delete(`/epcis/nextPageToken/${given}`)).status).to.equal(204);
        expect((await client.get(next)).body.type).to.equal("epcisException:QueryParameterException");
      });
    });

    describe("grouped by their values", () => {
      for (const [resource, values] of [
        [
          "eventTypes",
          ["AggregationEvent", "AssociationEvent", "ObjectEvent", "TransactionEvent", "TransformationEvent"],
        ],
        ["dispositions", ["active", "in_progress", "in_transit"]],
        ["readPoints", ["https://id.gs1.org/414/9506000000017"]],
      ] as const) {
        it(`the values of ${resource} are listed only for callers that may read their events`, async () => {
          const { body } = await client.get(`/epcis/${resource}`);
          expect(body.type).to.equal("Collection");
          expect(body.member.map((value: string) => value.replace(/\d$/, ""))).to.deep.equal(
            values.map((value) => value.replace(/\d$/, "")),
          );
          expect((await stranger.get(`/epcis/${resource}`)).body.member).to.deep.equal([]);
          const of = `/epcis/${resource}/${encodeURIComponent(body.member[0])}`;
          expect((await client.get(of)).body.member).to.deep.equal(["events"]);
          expect((await client.get(`${of}/events`)).status).to.equal(200);
          expect((await stranger.get(`${of}/events`)).status).to.equal(404);
        });
      }

      it("the values of events are listed page by page", async () => {
        const first = await client.get("/epcis/eventTypes?perPage=3");
        const second = await client.get(nextOf(first.headers) as string);
        expect([...first.body.member, ...second.body.member]).to.have.length(5);
        expect(nextOf(second.headers)).to.equal(undefined);
      });
    });

    describe("for others", () => {
      it("events do not exist for other participants, nor for an auditor that reads only ledger facts", async () => {
        for (const other of [stranger, auditor]) {
          expect(idsOf((await other.get("/epcis/events")).body)).to.deep.equal([]);
          const one = await other.get(`/epcis/events/${encodeURIComponent(String(SAMPLES["a"]?.["eventID"]))}`);
          expect(one.body.type).to.equal("epcisException:NoSuchResourceException");
        }
      });
    });

    describe("by their id", () => {
      it("an unknown eventID gives 404, and a malformed one is refused", async () => {
        const answers = [];
        for (const id of ["urn:uuid:0", "no URI", "%", "\0", "a\nb"]) {
          const { status, body } = await client.get(`/epcis/events/${encodeURIComponent(id)}`);
          answers.push([status, body.code]);
        }
        expect(answers).to.deep.equal([
          ...Array<unknown>(3).fill([404, "EpcisEventUnknown"]),
          ...Array<unknown>(2).fill([400, "RequestInvalid"]),
        ]);
      });
    });

    describe("with members of Portolan's own", () => {
      it("events with Portolan's own members define their prefix and give their event hash id, with and without proof", async () => {
        const members = { "portolan:description": "frozen fish", "portolan:seals": ["ML-1"] };
        const { eventID: given, ...event }: JsonObject = { ...SAMPLES["d"], ...members };
        const eventID = eventHashId(event, Context.STANDARD.with(CONTEXT as JsonValue));
        expect(eventID).not.to.equal(given);
        await captureEvents(stack.gateway.url, token, [event], CONTEXT);
        const path = `/epcis/events/${encodeURIComponent(eventID)}`;
        for (const headers of [{}, { "Portolan-Entries": "true" }]) {
          const { body } = await client.get(path, headers);
          expect(body["@context"]).to.deep.include({ ...DEFINITIONS, portolan: "urn:portolan:ns:" });
          const [sent] = body.epcisBody.queryResults.resultsBody.eventList as JsonObject[];
          const { "portolan:entries": proof, ...captured } = sent ?? {};
          expect(proof === undefined).to.equal(!("Portolan-Entries" in headers));
          expect(eventHashId(captured, Context.STANDARD.with(body["@context"]))).to.equal(eventID);
        }
      });
    });

    describe("with their proof", () => {
      it("events name the entries that carry them only on request", async () => {
        const path = `/epcis/events/${encodeURIComponent(String(SAMPLES["b"]?.["eventID"]))}`;
        const plain = (await client.get(path)).body.epcisBody.queryResults.resultsBody.eventList[0];
        expect(plain).not.to.have.property("portolan:entries");
        const { body } = await client.get(path, { "portolan-entries": "true" });
        const entries = body.epcisBody.queryResults.resultsBody.eventList[0]["portolan:entries"];
        expect(entries.length).to.be.greaterThan(1);
        for (const entry of entries) {
          const recorded = await client.get(entry["portolan:href"]);
          expect(recorded.body).to.include({ hash: entry["portolan:hash"], shipment: entry["portolan:shipment"] });
        }
        expect(body["@context"].at(-1)).to.have.property("portolan");
      });
    });

    describe("that were captured with other contexts", () => {
      it("events that were captured with other contexts define their prefixes", async () => {
        const event = { ...SAMPLES["d"], eventID: `urn:uuid:${crypto.randomUUID()}`, "example:note": "other" };
        await captureEvents(stack.gateway.url, token, [event], [PREFIX]);
        const { body } = await client.get("/epcis/events?EQ_bizStep=shipping&perPage=100");
        const { eventList } = body.epcisBody.queryResults.resultsBody;
        const meaningOf = (one: { "@context"?: object[] }) =>
          JSON.stringify([...body["@context"], ...(one["@context"] ?? [])]);
        expect(meaningOf(eventList.find(({ eventID }: { eventID: string }) => eventID === event.eventID))).to.include(
          PREFIX.example,
        );
        expect(body["@context"].at(-1)).to.deep.include(CONTEXT[0]);
      });
    });

    describe("whose payload is erased", () => {
      it("an erased event disappears from results, lists and counts", async () => {
        const event = {
          ...SAMPLES["a"],
          eventID: `urn:uuid:${crypto.randomUUID()}`,
          disposition: "recalled",
          epcList: ["urn:epc:id:sgtin:9506000.134352.ERASED"],
          quantityList: undefined,
        };
        await captureEvents(stack.gateway.url, token, [JSON.parse(JSON.stringify(event))], CONTEXT);
        const path = `/epcis/events/${encodeURIComponent(event.eventID)}`;
        const { body } = await client.get(path, { "portolan-entries": "true" });
        const [entry] = body.epcisBody.queryResults.resultsBody.eventList[0]["portolan:entries"];
        expect((await client.delete(`${entry["portolan:href"]}/payload`)).status).to.be.oneOf([200, 204]);
        expect((await client.get(path)).status).to.equal(404);
        expect((await client.get("/epcis/dispositions")).body.member).not.to.include("recalled");
      });
    });

    describe("in the standard's words", () => {
      it("answers to EPCIS queries state the supported versions, and requests for others are refused", async () => {
        const { headers } = await client.get("/epcis/events?perPage=1");
        expect(headers.get("gs1-epcis-version")).to.equal("2.0");
        for (const field of [
          { "gs1-epcis-min": "2.1" },
          { "gs1-cbv-max": "1.2" },
          { "gs1-epc-format": "Always_EPC_URN" },
        ]) {
          const { status, body } = await client.get("/epcis/events?perPage=1", field as Record<string, string>);
          expect(status).to.equal(406);
          expect(body.type).to.equal("epcisException:NotAcceptableException");
        }
      });

      it("a request without valid credentials gets a SecurityException", async () => {
        const { status, body } = await gatewayClient(stack.gateway.url, "ptl_none").get("/epcis/events");
        expect(status).to.equal(401);
        expect(body.type).to.equal("epcisException:SecurityException");
      });
    });
  });
}
