import { expect } from "chai";
import { randomUUID } from "node:crypto";
import { parseIdentifier } from "../../../src/domain/identifiers/identifier.ts";
import { Context } from "../../../src/epcis/event/context.ts";
import { eventHashId } from "../../../src/epcis/event/event-hash.ts";
import type { JobError, JobView } from "../../../src/api/epcis/job.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { DATABASES, type TestDatabase } from "../../support/databases.ts";
import { gatewayClient } from "../../support/gateway-client.ts";
import { startStack, type Stack } from "../../support/stack.ts";
import { documentOf, EpcisClient, freshUnit, objectEvent } from "./epcis-client.ts";

const LIST = "/epcisBody/eventList";

/** An event with a new eventID. */
const eventOf = (unit: string, more: JsonObject = {}) =>
  objectEvent([unit], { eventID: `urn:uuid:${randomUUID()}`, bizStep: "commissioning", action: "ADD", ...more });

const places = (errors: readonly JobError[]) => errors.map(({ type, pointer }) => `${type} ${pointer}`);

for (const { name, open } of DATABASES) {
  describe(`Capture jobs on ${name}`, () => {
    let database: TestDatabase;
    let stack: Stack;
    let trader: EpcisClient;

    before(async () => {
      database = await open();
      stack = await startStack("url" in database.location ? { DATABASE_URL: database.location.url } : {});
      trader = clientOf("trader");
    });
    after(async () => {
      await stack.stop();
      await database.close();
    });

    const clientOf = (who: string) => new EpcisClient(stack.gateway.url, stack.participants[who]?.token as string);

    /** The events of a unit from the query interface. */
    async function eventsOf(unit: string): Promise<JsonObject[]> {
      const { status, body } = await trader.get(`/epcis/events?MATCH_anyEPC=${encodeURIComponent(unit)}`);
      expect(status, JSON.stringify(body)).to.equal(200);
      const found = body as { epcisBody: { queryResults: { resultsBody: { eventList: JsonObject[] } } } };
      return found.epcisBody.queryResults.resultsBody.eventList;
    }
    const entriesOf = (job: JobView) => job["portolan:entries"] ?? [];

    describe("of a document with a bad event", () => {
      const [good, lost] = [freshUnit(), freshUnit()];
      const documentAbout = (unit: string) => [
        eventOf(unit),
        eventOf(freshUnit(), { bizStep: "teleporting" }),
        eventOf(freshUnit(), { eventTimeZoneOffset: "+25:00" }),
      ];
      const errors = [
        `epcisException:ValidationException ${LIST}/1/bizStep`,
        `epcisException:ValidationException ${LIST}/2/eventTimeZoneOffset`,
      ];

      it("a capture job with an invalid event records nothing by default, and reports each error with its place", async () => {
        const response = await trader.post("/capture", documentOf(documentAbout(lost)));
        expect(response.status).to.equal(202);
        const job = await trader.ended(response.headers.get("location") as string);
        expect(job).to.include({ success: false, running: false, captureErrorBehaviour: "rollback" });
        expect(places(job.errors)).to.deep.equal(errors);
        expect(entriesOf(job)).to.deep.equal([]);
        expect(await eventsOf(lost)).to.deep.equal([]);
      });

      it("a capture job with an invalid event records the valid ones when the client chooses proceed", async () => {
        const job = await trader.capture(documentAbout(good), "proceed");
        expect(job).to.include({ success: false, running: false, captureErrorBehaviour: "proceed" });
        expect(places(job.errors)).to.deep.equal(errors);
        expect(entriesOf(job).map(({ event, state }) => [event, state])).to.deep.equal([[0, "recorded"]]);
        expect(await eventsOf(good)).to.have.length(1);
      });

      it("the errors of a captured EPCISQueryDocument point into its results", async () => {
        const epcisBody = { queryResults: { resultsBody: { eventList: documentAbout(freshUnit()) } } };
        const document = { ...documentOf([]), type: "EPCISQueryDocument", epcisBody };
        const response = await trader.post("/capture", document);
        const job = await trader.ended(response.headers.get("location") as string);
        expect(job.errors[0]?.pointer).to.equal("/epcisBody/queryResults/resultsBody/eventList/1/bizStep");
      });

      it("a capture with an unknown error behaviour is refused", async () => {
        const headers = { "GS1-Capture-Error-Behaviour": "shrug" };
        const response = await trader.post("/capture", documentOf(documentAbout(freshUnit())), headers);
        expect(response.status).to.equal(400);
        expect(await response.json()).to.include({
          type: "epcisException:ValidationException",
          code: "EpcisBehaviourInvalid",
        });
      });
    });

    describe("of a good document", () => {
      it("a capture job lists the outcome of each event", async () => {
        const [unit, pallet] = [freshUnit(), freshUnit()];
        const [first, second] = [eventOf(unit), eventOf(pallet, { eventTime: "2026-11-20T09:30:00Z" })] as const;
        const job = await trader.capture([first, second]);
        expect(job).to.include({ success: true, running: false, "portolan:events": 2 });
        expect(Date.parse(job.finishedAt as string)).to.be.at.least(Date.parse(job.createdAt));
        expect(entriesOf(job).map(({ event, eventID, kind, state }) => [event, eventID, kind, state])).to.deep.equal([
          [0, first["eventID"], "Consign", "recorded"],
          [1, second["eventID"], "Consign", "recorded"],
        ]);
      });

      it("a participant's capture jobs are listed newest first, page by page", async () => {
        const carrier = clientOf("carrier");
        const client = gatewayClient(stack.gateway.url, stack.participants["carrier"]?.token as string);
        const jobs: string[] = [];
        for (let count = 0; count < 3; count++) jobs.push((await carrier.capture([eventOf(freshUnit())])).captureID);
        const pages: string[][] = [];
        for (let path: string | undefined = "/epcis/capture?perPage=2"; path !== undefined;) {
          const { headers, body } = await client.get(path);
          pages.push(body.map(({ captureID }: JobView) => captureID));
          path = /^<(.+)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1];
        }
        expect(pages).to.deep.equal([[jobs[2], jobs[1]], [jobs[0]]]);
      });

      it("a capture job does not exist for other participants", async () => {
        const { captureID } = await trader.capture([eventOf(freshUnit())]);
        const { status, body } = await clientOf("carrier").get(`/epcis/capture/${captureID}`);
        expect([status, body["code"]]).to.deep.equal([404, "EpcisJobUnknown"]);
      });
    });

    describe("of a document that states more than its events", () => {
      it("a capture job warns of each document member that is not stored, with its pointer", async () => {
        const statement = { "example:statement": { "example:affirmed": "true" } };
        const document = {
          ...documentOf([eventOf(freshUnit())], { example: "https://ns.example.com/" }),
          ...statement,
          sender: "urn:epc:id:pgln:9521141.00001",
          instanceIdentifier: "1",
          epcisHeader: { ...statement, epcisMasterData: { vocabularyList: [] } },
        };
        const { headers } = await trader.post("/capture", document);
        const job = await trader.ended(headers.get("location") as string);
        expect(job.success).to.equal(true);
        expect(job["portolan:warnings"].map(({ pointer }) => pointer)).to.have.members([
          "/example:statement",
          "/sender",
          "/instanceIdentifier",
          "/epcisHeader/example:statement",
          "/epcisHeader/epcisMasterData",
        ]);
      });

      it("a capture job has no warning for a document without other members", async () => {
        expect((await trader.capture([eventOf(freshUnit())]))["portolan:warnings"]).to.deep.equal([]);
      });
    });

    describe("of events that were captured before", () => {
      it("a capture job skips an event that was captured before, without an error", async () => {
        const [unit, event] = [freshUnit()].flatMap((one) => [one, eventOf(one)]) as [string, JsonObject];
        await trader.capture([event]);
        const again = await trader.capture([event, { ...event }]);
        expect(again).to.include({ success: true, running: false });
        expect(entriesOf(again)).to.deep.equal([]);
        expect(await eventsOf(unit)).to.have.length(1);
      });

      const uuid = randomUUID();
      const notations: Record<string, JsonObject> = {
        "in capitals": { eventID: `urn:uuid:${uuid.toUpperCase()}` },
        "with its scheme in capitals": { eventID: `URN:UUID:${uuid}` },
        "in another time zone": { eventTime: "2026-11-20T10:00:00.000+01:00" },
        "without milliseconds": { eventTime: "2026-11-20T09:00:00Z" },
        "with the full name of its business step": { bizStep: "https://ref.gs1.org/cbv/BizStep-commissioning" },
      };
      const known = { eventID: `urn:uuid:${uuid}`, bizStep: "commissioning", action: "ADD" };
      const sscc = freshUnit();
      before(() => trader.capture([objectEvent([sscc], known)]));
      for (const [how, change] of Object.entries(notations))
        it(`a capture omits an event that was captured before ${how}`, async () => {
          const job = await trader.capture([objectEvent([sscc], { ...known, ...change })]);
          expect(job.errors).to.deep.equal([]);
          expect(entriesOf(job)).to.deep.equal([]);
        });

      it("a capture omits an event that names the same unit as a Digital Link, also without an eventID", async () => {
        const link = parseIdentifier(sscc).uri;
        const { eventID, ...unnamed } = known;
        const first = await trader.capture([objectEvent([sscc], unnamed)]);
        const again = await trader.capture([objectEvent([link], unnamed), objectEvent([link], known)]);
        expect([first, again].map(({ success }) => success)).to.deep.equal([true, true]);
        expect(entriesOf(again)).to.deep.equal([]);
        const { body } = await trader.get(`/epcis/events?EQ_eventID=${eventID.toUpperCase()}`);
        expect(JSON.stringify(body)).to.include(eventID);
      });

      it("a capture refuses the same event with another certificate", async () => {
        const job = await trader.capture([
          objectEvent([sscc], { ...known, certificationInfo: "https://example.com/c" }),
        ]);
        expect(places(job.errors)).to.deep.equal([`epcisException:ResourceAlreadyExistsException ${LIST}/0/eventID`]);
      });

      it("a capture job refuses a different event with a captured eventID", async () => {
        const event = eventOf(freshUnit());
        await trader.capture([event]);
        const job = await trader.capture([{ ...event, disposition: "active" }]);
        expect(places(job.errors)).to.deep.equal([`epcisException:ResourceAlreadyExistsException ${LIST}/0/eventID`]);
        expect(job.errors[0]).to.include({ eventID: event["eventID"], code: "EpcisEventExists" });
      });

      it("a capture job refuses a second event with an eventID of the same document", async () => {
        const event = eventOf(freshUnit());
        const job = await trader.capture([event, { ...event, disposition: "active" }], "proceed");
        expect(places(job.errors)).to.deep.equal([`epcisException:ResourceAlreadyExistsException ${LIST}/1/eventID`]);
        expect(entriesOf(job)).to.have.length(1);
      });

      it("an event that is captured many times at once is recorded once", async () => {
        const unit = freshUnit();
        const event = eventOf(unit);
        const jobs = await Promise.all(Array.from({ length: 5 }, () => trader.capture([event])));
        expect(jobs.map(({ success }) => success)).to.deep.equal([true, true, true, true, true]);
        expect(jobs.flatMap(entriesOf)).to.have.length(1);
        expect(await eventsOf(unit)).to.have.length(1);
      });

      it("an error declaration is recorded in addition to the event that it repeats", async () => {
        const unit = freshUnit();
        const event = eventOf(unit);
        await trader.capture([event]);
        const errorDeclaration = { declarationTime: "2026-11-21T08:00:00Z", reason: "incorrect_data" };
        const job = await trader.capture([{ ...event, errorDeclaration }]);
        expect(entriesOf(job).map(({ kind }) => kind)).to.deep.equal(["Correct"]);
        expect(await eventsOf(unit)).to.have.length(2);
      });
    });

    describe("of a single event", () => {
      const single = (event: JsonObject) => ({ "@context": documentOf([])["@context"] as JsonObject, ...event });

      it("the capture of a single event returns the event's address", async () => {
        const event = eventOf(freshUnit());
        const response = await trader.post("/events", single(event));
        expect(response.status).to.equal(201);
        const { status, body } = await trader.get(response.headers.get("location") as string);
        expect(status).to.equal(200);
        expect(JSON.stringify(body)).to.include(String(event["eventID"]));
      });

      it("a second capture of an eventID as a single event is a conflict, with the same event or another", async () => {
        const event = single(eventOf(freshUnit()));
        expect((await trader.post("/events", event)).status).to.equal(201);
        for (const repeat of [event, { ...event, disposition: "active" }]) {
          const response = await trader.post("/events", repeat);
          expect(response.status).to.equal(409);
          expect(await response.json()).to.include({ type: "epcisException:ResourceAlreadyExistsException" });
        }
      });

      it("all simultaneous captures of one event, except the first, are conflicts", async () => {
        const event = single(eventOf(freshUnit()));
        const responses = await Promise.all(Array.from({ length: 5 }, () => trader.post("/events", event)));
        expect(responses.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409, 409]);
      });

      it("the capture of a single invalid event reports its problems", async () => {
        const response = await trader.post("/events", single(eventOf(freshUnit(), { bizStep: "teleporting" })));
        expect(response.status).to.equal(400);
        expect(await response.json()).to.include({ code: "EpcisEventInvalid" });
      });
    });

    describe("of an event without an eventID", () => {
      it("an event without an eventID gets its event hash id, which identifies a repetition", async () => {
        const event = objectEvent([freshUnit()], { bizStep: "commissioning", action: "ADD" });
        const expected = eventHashId(event, Context.STANDARD);
        const [entry] = entriesOf(await trader.capture([event]));
        expect(entry?.eventID)
          .to.equal(expected)
          .and.to.match(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/);
        expect(entriesOf(await trader.capture([event]))).to.deep.equal([]);
      });
    });
  });
}
