import { expect } from "chai";
import { randomUUID } from "node:crypto";
import type { JobEntryView, JobView } from "../../../src/api/epcis/job.ts";
import { MAPPING, type MappingRule } from "../../../src/epcis/capture/mapping.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { startStack, type Stack, type StackParticipant } from "../../support/stack.ts";
import { documentOf, EpcisClient, freshUnit, objectEvent } from "./epcis-client.ts";

/** Captures that show one line of the table, each on new units. */
interface Example {
  /** The event means the entry, and the ledger allows it. */
  readonly lawful: () => Promise<JobView>;
  /** The unit is already in the state that the event states. */
  readonly already?: () => Promise<JobView>;
  /** The event means the entry, but the ledger refuses it for this reason. */
  readonly unlawful?: { readonly code: string; readonly capture: () => Promise<JobView> };
}

type Who = "trader" | "carrier" | "barge" | "terminal" | "customs" | "auditor";

describe("The entries of captured events", () => {
  let stack: Stack;

  before(async () => {
    stack = await startStack();
  });
  after(() => stack.stop());

  const participant = (who: Who) => stack.participants[who] as StackParticipant;
  const client = (who: Who) => new EpcisClient(stack.gateway.url, participant(who).token);

  async function captured(who: Who, ...events: JsonObject[]): Promise<JobView> {
    const job = await client(who).capture(events.map((event) => ({ eventID: `urn:uuid:${randomUUID()}`, ...event })));
    expect(job.errors, JSON.stringify(job.errors)).to.deep.equal([]);
    return job;
  }

  /** The entry of each event of a job: the last one, as an earlier one may open the unit. */
  const lastOf = (job: JobView) => job["portolan:entries"]?.at(-1) as JobEntryView;
  const said = (job: JobView) =>
    (job["portolan:entries"] ?? []).map(({ meant, kind }) => (meant === kind ? kind : `${meant} as ${kind}`));

  async function shipmentOf(id: string) {
    const { body } = await client("trader").get(`/v1/shipments/${id}`);
    const { phase, custodian, container, identifier } = body;
    return { phase, container, identifier, custodian: (custodian as JsonObject | null)?.["id"] };
  }

  const made = (...units: string[]) => objectEvent(units, { action: "ADD", bizStep: "commissioning" });
  const shipped = (unit: string, to: Who) =>
    objectEvent([unit], {
      bizStep: "shipping",
      destinationList: [{ type: "possessing_party", destination: `urn:portolan:participant:${participant(to).id}` }],
    });
  const received = (unit: string) => objectEvent([unit], { bizStep: "receiving" });
  const voided = (unit: string) => objectEvent([unit], { bizStep: "void_shipping" });
  const ended = (unit: string) => objectEvent([unit], { action: "DELETE", bizStep: "destroying" });
  const inspected = (unit: string, more: JsonObject = { disposition: "conformant" }) =>
    objectEvent([unit], { bizStep: "inspecting", ...more });
  const held = (unit: string, more: JsonObject = {}) =>
    objectEvent([unit], {
      bizStep: "holding",
      "portolan:legalBasis": "Regulation (EU) No 952/2013, Article 198",
      "portolan:reason": "undeclared goods",
      "portolan:officer": "desk-4",
      ...more,
    });
  const nested = (action: "ADD" | "DELETE", parentID: string, ...childEPCs: string[]): JsonObject => ({
    type: "AggregationEvent",
    eventTime: "2026-11-20T09:00:00.000Z",
    eventTimeZoneOffset: "+01:00",
    action,
    parentID,
    childEPCs,
    bizStep: action === "ADD" ? "packing" : "unpacking",
  });
  const inError = (event: JsonObject): JsonObject => ({
    ...event,
    errorDeclaration: { declarationTime: "2026-11-21T10:00:00Z", reason: "did_not_occur" },
  });

  /** A unit in the trader's custody, or one that the trader handed over. */
  async function unitOf(who: Who = "trader"): Promise<string> {
    const unit = freshUnit();
    await captured("trader", made(unit));
    if (who === "trader") return unit;
    await captured("trader", shipped(unit, who));
    await captured(who, received(unit));
    return unit;
  }
  async function offeredTo(who: Who): Promise<string> {
    const unit = await unitOf();
    await captured("trader", shipped(unit, who));
    return unit;
  }
  async function loaded(): Promise<[string, string]> {
    const [pallet, box] = [freshUnit(), freshUnit()];
    await captured("trader", made(pallet, box));
    await captured("trader", nested("ADD", pallet, box));
    return [pallet, box];
  }

  const EXAMPLES: Readonly<Partial<Record<MappingRule["becomes"], Example>>> = {
    Correct: {
      lawful: async () => {
        const wrong = { ...objectEvent([freshUnit()]), eventID: `urn:uuid:${randomUUID()}` };
        await captured("trader", wrong);
        return captured("trader", inError(wrong));
      },
      unlawful: {
        code: "EpcisNothingToCorrect",
        capture: async () => captured("trader", inError(objectEvent([await unitOf()]))),
      },
    },
    Load: {
      lawful: async () => captured("trader", nested("ADD", await unitOf(), await unitOf())),
      already: async () => captured("trader", nested("ADD", ...(await loaded()))),
      unlawful: {
        code: "ShipmentLedgerNotCustodian",
        capture: async () => captured("trader", nested("ADD", await unitOf(), await unitOf("carrier"))),
      },
    },
    Unload: {
      lawful: async () => captured("trader", nested("DELETE", ...(await loaded()))),
      unlawful: {
        code: "ShipmentLedgerUnexpectedPhase",
        capture: async () => captured("trader", nested("DELETE", await unitOf(), await unitOf())),
      },
    },
    Withdraw: {
      lawful: async () => captured("trader", voided(await offeredTo("carrier"))),
      already: async () => captured("trader", voided(await unitOf())),
      unlawful: {
        code: "ShipmentLedgerNotCustodian",
        capture: async () => captured("carrier", voided(await offeredTo("carrier"))),
      },
    },
    Offer: {
      lawful: async () => captured("trader", shipped(await unitOf(), "carrier")),
      already: async () => captured("trader", shipped(await offeredTo("carrier"), "carrier")),
      unlawful: {
        code: "ShipmentLedgerNotCustodian",
        capture: async () => captured("trader", shipped(await unitOf("carrier"), "barge")),
      },
    },
    Accept: {
      lawful: async () => captured("carrier", received(await offeredTo("carrier"))),
      already: async () => captured("trader", received(await unitOf())),
      unlawful: {
        code: "ShipmentLedgerUnexpectedPhase",
        capture: async () => captured("trader", received(await unitOf("carrier"))),
      },
    },
    Hold: {
      lawful: async () => captured("customs", held(await offeredTo("customs"))),
      already: async () => {
        const unit = await offeredTo("customs");
        await captured("customs", held(unit));
        return captured("customs", held(unit));
      },
      unlawful: {
        code: "PayloadMemberMissing",
        capture: async () => captured("customs", objectEvent([await offeredTo("customs")], { bizStep: "holding" })),
      },
    },
    // Customs may inspect any known shipment, so the ledger refuses none.
    Inspect: {
      lawful: async () => captured("customs", inspected(await offeredTo("customs"))),
    },
    Close: {
      lawful: async () => captured("trader", ended(await unitOf())),
      already: async () => {
        const unit = await unitOf();
        await captured("trader", ended(unit));
        return captured("trader", ended(unit));
      },
      unlawful: {
        code: "ShipmentLedgerNotCustodian",
        capture: async () => captured("trader", ended(await unitOf("carrier"))),
      },
    },
  };

  for (const { becomes } of MAPPING) {
    describe(`an event that means ${becomes}`, () => {
      const { lawful, already, unlawful } = EXAMPLES[becomes] as Example;

      it(`an event that means ${becomes} becomes it when the ledger allows it`, async () => {
        const entry = lastOf(await lawful());
        expect(entry).to.include({ meant: becomes, kind: becomes, state: "recorded", discrepancy: null });
        const { status, body } = await client("trader").get(`/v1/entries/${entry.entry}`);
        expect(status).to.equal(200);
        expect(body["kind"]).to.equal(becomes);
      });

      if (already !== undefined) {
        it(`an event that means ${becomes} is a Report without discrepancy when the state already agrees`, async () => {
          const job = await already();
          expect(lastOf(job)).to.include({ kind: "Report", state: "recorded", discrepancy: null });
        });
      }

      if (unlawful !== undefined) {
        it(`an event that means ${becomes} is a Report with the ledger's reason as its discrepancy`, async () => {
          const entry = lastOf(await unlawful.capture());
          expect(entry).to.include({ meant: becomes, kind: "Report", state: "recorded" });
          expect(entry.discrepancy?.code).to.equal(unlawful.code);
        });
      }
    });
  }

  it("the tests of the mapping cover every line of its table and every already reached state", () => {
    const shown = MAPPING.map(({ becomes }) => [becomes, EXAMPLES[becomes]?.already !== undefined]);
    expect(shown).to.deep.equal(MAPPING.map(({ becomes, unlessAlready }) => [becomes, unlessAlready !== ""]));
  });

  describe("a journey", () => {
    it("the events of a journey move custody on the ledger from the consignor to the receiver", async () => {
      const unit = await offeredTo("carrier");
      const { shipment } = lastOf(await captured("carrier", received(unit)));
      expect(await shipmentOf(shipment)).to.deep.include({ phase: "InCustody", custodian: participant("carrier").id });
    });

    it("events are recorded in the order of their times, not in that of the document", async () => {
      const [pallet, box] = [freshUnit(), freshUnit()];
      const at = (hour: number, event: JsonObject) => ({ ...event, eventTime: `2026-11-20T0${hour}:00:00Z` });
      const job = await captured(
        "trader",
        at(4, shipped(pallet, "carrier")),
        at(3, nested("ADD", pallet, box)),
        at(2, made(pallet)),
        at(1, made(box)),
      );
      expect(said(job)).to.deep.equal(["Consign", "Consign", "Report", "Load", "Offer"]);
    });

    it("an event that unpacks a parent without naming children unloads all its contents", async () => {
      const [pallet, first, second] = [freshUnit(), freshUnit(), freshUnit()];
      await captured("trader", made(pallet, first, second), nested("ADD", pallet, first, second));
      const job = await captured("trader", { ...nested("DELETE", pallet), childEPCs: [] });
      expect(said(job).filter((kind) => kind === "Unload")).to.have.length(2);
      for (const { kind, shipment } of job["portolan:entries"] ?? []) {
        if (kind === "Unload") expect(await shipmentOf(shipment)).to.include({ phase: "InCustody", container: null });
      }
    });

    it("an event about a unit inside another is a Report without discrepancy", async () => {
      const [, box] = await loaded();
      expect(said(await captured("trader", shipped(box, "carrier")))).to.deep.equal(["Report"]);
    });
  });

  describe("a shipping event to an unknown participant", () => {
    const lostBy = (unit: string) =>
      objectEvent([unit], {
        bizStep: "shipping",
        destinationList: [{ type: "possessing_party", destination: "urn:portolan:participant:4000000000" }],
      });

    it("a shipping event to an unknown participant is a Report with the reason as its discrepancy", async () => {
      const job = await captured("trader", lostBy(await unitOf()));
      expect(said(job)).to.deep.equal(["Offer as Report"]);
      expect(lastOf(job).discrepancy?.code).to.equal("ConsortiumUnknownParticipant");
    });

    it("a shipping event to an unknown participant is also a Report while other entries of the unit are unsettled", async () => {
      const unit = freshUnit();
      const response = await client("trader").post("/capture", documentOf([made(unit)]));
      expect(response.status).to.equal(202);
      const job = await captured("trader", lostBy(unit));
      expect(said(job)).to.deep.equal(["Offer as Report"]);
    });
  });

  describe("an event of a time before 1970", () => {
    it("an event before 1970 is recorded as of 1970", async () => {
      const entry = lastOf(await captured("trader", { ...made(freshUnit()), eventTime: "1912-04-10T12:00:00Z" }));
      expect(entry).to.include({ kind: "Consign", state: "recorded", discrepancy: null });
      const { body } = await client("trader").get(`/v1/entries/${entry.entry}`);
      expect(body["occurredAt"]).to.equal(0);
    });
  });

  describe("an event declared an error twice", () => {
    it("an event that is declared an error twice is corrected once, then reported", async () => {
      const wrong = { ...objectEvent([freshUnit()]), eventID: `urn:uuid:${randomUUID()}` };
      await captured("trader", wrong);
      await captured("trader", inError(wrong));
      const errorDeclaration = { declarationTime: "2026-11-22T10:00:00Z", reason: "incorrect_data" };
      const job = await captured("trader", { ...wrong, errorDeclaration });
      expect(said(job)).to.deep.equal(["Correct as Report"]);
      expect(lastOf(job).discrepancy?.code).to.equal("ShipmentLedgerAlreadyCorrected");
    });
  });

  describe("an event of many units", () => {
    it("an event about many units has an entry on each of them, with one commitment", async () => {
      const job = await captured("trader", made(freshUnit(), freshUnit(), freshUnit()));
      const entries = job["portolan:entries"] ?? [];
      expect(new Set(entries.map(({ shipment }) => shipment)).size).to.equal(3);
      const bodies = await Promise.all(entries.map(({ entry }) => client("trader").get(`/v1/entries/${entry}`)));
      expect(new Set(bodies.map(({ body }) => body["commitment"])).size).to.equal(1);
    });
  });

  describe("an event about a unit that its author may not read", () => {
    it("an event about another's unit opens a new unit of its author, and does not touch the other", async () => {
      const unit = freshUnit();
      const { shipment } = lastOf(await captured("trader", made(unit)));
      const job = await captured("barge", shipped(unit, "carrier"));
      expect(said(job)).to.deep.equal(["Consign", "Offer"]);
      expect(lastOf(job).shipment).not.to.equal(shipment);
      expect(await shipmentOf(shipment)).to.deep.include({ phase: "InCustody", custodian: participant("trader").id });
    });

    it("an event about another's unit is an error when its author may not open units", async () => {
      const job = await client("auditor").capture([objectEvent([freshUnit()])]);
      expect(job).to.include({ running: false, success: false });
      expect(job.errors.map(({ type, pointer, code }) => ({ type, pointer, code }))).to.deep.equal([
        {
          type: "epcisException:SecurityException",
          pointer: "/epcisBody/eventList/0",
          code: "EpcisEventUnrecordable",
        },
      ]);
    });
  });

  describe("an event of no trackable unit", () => {
    it("an event without a trackable unit is recorded on a shipment under its eventID", async () => {
      const eventID = `urn:uuid:${randomUUID()}`;
      const quantityList = [{ epcClass: "urn:epc:idpat:sgtin:4012345.012345.*", quantity: 12 }];
      const job = await captured("trader", objectEvent([], { eventID, bizStep: "stock_taking", quantityList }));
      expect(said(job)).to.deep.equal(["Consign"]);
      expect((await shipmentOf(lastOf(job).shipment)).identifier).to.equal(eventID);
    });
  });

  describe("an event in the future", () => {
    it("an event in the future is recorded with the time of its capture, and a discrepancy", async () => {
      const eventTime = new Date(Date.now() + 3_600_000).toISOString();
      const entry = lastOf(await captured("trader", { ...made(freshUnit()), eventTime }));
      expect(entry).to.include({ kind: "Consign", state: "recorded" });
      expect(entry.discrepancy?.code).to.equal("ShipmentLedgerOccurredInFuture");
    });
  });
});
