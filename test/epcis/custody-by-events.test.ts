import { expect } from "chai";
import type { JsonObject } from "../../src/domain/encoding/json.ts";
import { captureEvents } from "../support/capture-events.ts";
import { DATABASES, type TestDatabase } from "../support/databases.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { call, type Answer } from "../http/api-client.ts";

const PGLN = "https://id.gs1.org/417/9506000000022";

/** A separate pallet for each test. */
const [OFFERED, MISSHIPPED, RETRACTED, LATER, NAMED] = [1, 2, 3, 4, 5].map(
  (serial) => `urn:epc:id:sscc:9506000.000000010${serial}`,
) as [string, string, string, string, string];

let minute = 0;

/** Each event is dated a minute after the one before. */
function objectEvent(epc: string, more: JsonObject): JsonObject {
  const eventTime = new Date(Date.UTC(2026, 2, 1, 8, minute++)).toISOString();
  return { type: "ObjectEvent", eventTime, eventTimeZoneOffset: "+00:00", action: "OBSERVE", epcList: [epc], ...more };
}

const shippingTo = (epc: string, destination: string, more: JsonObject = {}) =>
  objectEvent(epc, { bizStep: "shipping", destinationList: [{ type: "possessing_party", destination }], ...more });

for (const { name: databaseName, open } of DATABASES) {
  describe(`custody moved by EPCIS events on ${databaseName}`, () => {
    let database: TestDatabase;
    let stack: Stack;
    before(async () => {
      database = await open();
      stack = await startStack("url" in database.location ? { DATABASE_URL: database.location.url } : {});
    });
    after(async () => {
      await stack.stop();
      await database.close();
    });

    const who = (name: string) => stack.participants[name] as NonNullable<Stack["participants"][string]>;
    const capture = (name: string, ...events: JsonObject[]) =>
      captureEvents(stack.gateway.url, who(name).token, events);
    const ask = (method: string, path: string, name: string, body?: unknown): Promise<Answer> =>
      call(stack.gateway.url, method, path, { token: who(name).token, ...(body !== undefined && { body }) });
    const shipmentOf = async (name: string, epc: string) =>
      (await ask("GET", `/v1/shipments?identifier=${encodeURIComponent(epc)}`, name)).body.items[0];
    const traceFor = async (reader: string, epc: string) => {
      const { id } = await shipmentOf("trader", epc);
      return (await ask("GET", `/v1/shipments/${id}/trace`, reader)).body;
    };
    const discrepancies = (trace: { missing: { code: string }[] }) =>
      trace.missing.filter(({ code }) => code === "event-not-allowed");

    describe("to a party by its identifier", () => {
      it("a shipping event offers the goods to a party identifier in any notation, and a receiving event accepts them", async () => {
        const set = await ask("PUT", `/v1/participants/${who("carrier").id}/identifiers`, "auditor", {
          identifiers: ["urn:epc:id:pgln:9506000.00002"],
        });
        expect([set.status, set.body]).to.deep.equal([200, { identifiers: [PGLN] }]);
        await capture("trader", objectEvent(OFFERED, { action: "ADD" }), shippingTo(OFFERED, PGLN));
        expect(await shipmentOf("trader", OFFERED)).to.deep.include({ phase: "Offered" });
        await capture("carrier", objectEvent(OFFERED, { bizStep: "receiving" }));
        const { phase, custodian } = await shipmentOf("trader", OFFERED);
        expect([phase, custodian.id]).to.deep.equal(["InCustody", who("carrier").id]);
      });

      it("a shipping event may name the receiving participant by its number", async () => {
        const party = `urn:portolan:participant:${who("barge").id}`;
        await capture("trader", objectEvent(NAMED, { action: "ADD" }), shippingTo(NAMED, party));
        expect((await shipmentOf("barge", NAMED)).offeredTo.id).to.equal(who("barge").id);
      });

      it("a shipping event to an unknown party is only a Report", async () => {
        await capture(
          "trader",
          objectEvent(LATER, { action: "ADD" }),
          shippingTo(LATER, "urn:epc:id:pgln:9506000.00003"),
        );
        const trace = await traceFor("trader", LATER);
        expect(trace.entries.map(({ kind }: { kind: string }) => kind)).to.deep.equal(["Consign", "Report"]);
        expect(discrepancies(trace)).to.deep.equal([]);
      });
    });

    describe("against the ledger's rules", () => {
      const toBarge = () => `urn:portolan:participant:${who("barge").id}`;
      /** The trader hands a pallet to the carrier, and then ships it although it no longer has custody. */
      async function misship(epc: string, eventID: string): Promise<JsonObject> {
        await capture("trader", objectEvent(epc, { action: "ADD" }));
        await capture("trader", shippingTo(epc, `urn:portolan:participant:${who("carrier").id}`));
        await capture("carrier", objectEvent(epc, { bizStep: "receiving" }));
        const event = shippingTo(epc, toBarge(), { eventID });
        await capture("trader", event);
        return event;
      }

      it("a shipping event by a former custodian is a Report, and a finding with the meant kind and the reason", async () => {
        await misship(MISSHIPPED, "urn:uuid:00000000-0000-4000-8000-0000000000d1");
        const trace = await traceFor("carrier", MISSHIPPED);
        const last = trace.entries.at(-1);
        const [found, ...others] = discrepancies(trace) as unknown as { facts: JsonObject; entries: string[] }[];
        expect(others).to.deep.equal([]);
        expect([last.kind, found?.entries]).to.deep.equal(["Report", [last.hash]]);
        expect(found?.facts).to.include({ meant: "Offer", refusal: "ShipmentLedgerNotCustodian" });
      });

      it("a reader without access to payloads gets no finding about a discrepancy", async () => {
        const trace = await traceFor("auditor", MISSHIPPED);
        expect([trace.entries.length, discrepancies(trace)]).to.deep.equal([4, []]);
      });

      it("a discrepancy is no longer a finding once its author has declared the event an error", async () => {
        const event = await misship(RETRACTED, "urn:uuid:00000000-0000-4000-8000-0000000000d2");
        expect(discrepancies(await traceFor("trader", RETRACTED))).to.have.length(1);
        const declarationTime = "2026-03-02T08:00:00Z";
        await capture("trader", { ...event, errorDeclaration: { declarationTime, reason: "incorrect_data" } });
        const trace = await traceFor("trader", RETRACTED);
        expect([trace.entries.at(-1).kind, discrepancies(trace)]).to.deep.equal(["Correct", []]);
      });
    });
  });
}
