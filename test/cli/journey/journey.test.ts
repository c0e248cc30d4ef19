import { expect } from "chai";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { type Journey, type JourneyEntry, parseJourney } from "../../../src/cli/journey/journey.ts";
import { type Bytes32, type Entry, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import { checkShape } from "../../../src/domain/rules/entry-shape.ts";
import { parseInstant } from "../../../src/domain/encoding/instant.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/domain/encoding/json.ts";
import { KINDS } from "../../../src/domain/rules/kind.ts";
import { LedgerState } from "../../../src/domain/rules/ledger-state.ts";
import { parseIdentifier } from "../../../src/domain/identifiers/identifier.ts";
import { momentOf } from "../../../src/domain/rules/moment.ts";
import { roleBits } from "../../../src/domain/rules/role.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";

const PATH = "src/start/demonstration/journey.json";
const TEXT = readFileSync(new URL(`../../../${PATH}`, import.meta.url), "utf8");

const digest = (text: string): Bytes32 => `0x${createHash("sha256").update(text).digest("hex")}`;

/** Records a journey on a ledger without signatures; each id is a digest of its label. */
function replay({ participants, entries }: Journey): LedgerState {
  const ledger = new LedgerState();
  const number = (alias: string) => participants.findIndex((participant) => participant.alias === alias) + 1;
  const hashes: Bytes32[] = [];
  for (const [index, entry] of entries.entries()) {
    const { refersTo, counterparty } = entry;
    const shipment = digest(entry.shipment);
    const recorded: Entry = {
      shipment,
      previous: ledger.shipment(shipment).head,
      kind: KINDS[entry.kind],
      author: number(entry.author),
      counterparty: counterparty === undefined ? 0 : number(counterparty),
      refersTo:
        refersTo === undefined
          ? ZERO_BYTES32
          : "entry" in refersTo
            ? (hashes[refersTo.entry] as Bytes32)
            : digest(refersTo.shipment),
      occurredAt: entry.occurredAt,
      commitment: digest(JSON.stringify(entry.payload)),
    };
    const hash = digest(JSON.stringify(recorded));
    hashes.push(hash);
    const moment = momentOf(entry.occurredAt, (participant) => {
      const found = participants[participant - 1];
      return found && { roles: roleBits(found.roles), jurisdiction: found.jurisdiction, suspended: false };
    });
    const refusal = checkShape(recorded) ?? ledger.apply(recorded, hash, moment);
    expect(refusal, `entry ${index}, a ${entry.kind} by ${entry.author}`).to.equal(undefined);
  }
  return ledger;
}

describe("The demonstration journey", () => {
  const journey = parseJourney(TEXT, PATH);
  const count = (kind: string) => journey.entries.filter((entry) => entry.kind === kind).length;

  it("the demonstration journey follows the rules, and ends with the coffee delivered and its container closed", () => {
    const ledger = replay(journey);

    const phases = [...ledger.shipments.values()].map(({ custody }) => custody.phase);
    expect(phases.slice(0, 3)).to.deep.equal(["Closed", "Closed", "Closed"]);
    expect([...ledger.cases.values()][0]?.customsCase.closed).to.equal(true);
  });

  it("the demonstration journey has a case that went through charge, notices, hearings and two instances", () => {
    const ledger = replay(journey);

    const annulled = [...ledger.cases.values()].map(({ customsCase }) => customsCase).at(-1);
    expect(annulled).to.include({ charged: true, closed: true, instance: 2, seized: false });
    expect([annulled?.custodianStanding, annulled?.consignorStanding]).to.deep.equal(["Waived", "Heard"]);
  });

  it("the demonstration journey leaves an open offer, a case without notice, and a case with an open remedy", () => {
    const ledger = replay(journey);

    const phases = [...ledger.shipments.values()].map(({ custody }) => custody.phase);
    expect(phases.slice(3, 6)).to.deep.equal(["Offered", "InCustody", "InCustody"]);
    const open = [...ledger.cases.values()].map(({ customsCase }) => customsCase).filter(({ closed }) => !closed);
    expect(open.map(({ noticeAt, contested }) => [noticeAt > 0, contested])).to.deep.equal([
      [false, false],
      [true, true],
    ]);
  });

  it("the demonstration journey has handoffs along the whole route, one of them refused for its seal", () => {
    const refused = journey.entries.find(({ kind }) => kind === "Refuse");

    expect(journey.entries).to.have.length.at.least(40);
    expect(count("Accept")).to.be.at.least(6);
    expect(refused?.payload["portolan:exceptions"]).to.have.nested.property("[0].type", "seal");
  });

  it("the demonstration journey has measures in three countries, and a case with notice, remedy and release", () => {
    const agencies = new Set(journey.entries.filter(({ kind }) => kind === "Inspect").map(({ author }) => author));

    expect([...agencies]).to.have.members(["customs-br", "customs-nl", "customs-ch"]);
    for (const kind of ["Hold", "Notice", "Contest", "Uphold", "Release", "Correct"])
      expect(count(kind), kind).to.be.at.least(1);
  });

  it("the demonstration journey has its entries in the order of their times", () => {
    const times = journey.entries.map(({ occurredAt }) => occurredAt);

    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
    expect(times.at(-1)).to.be.below(Date.now() / 1000);
  });

  it("the demonstration journey keeps the temperature except for one excursion with an alarm", () => {
    const reports = journey.entries.flatMap(({ payload }) =>
      list(payload["sensorElementList"]).flatMap((element) => list(element["sensorReport"])),
    );
    const warm = reports.filter(({ maxValue, value }) => Number(maxValue ?? value) > 20);

    expect(reports).to.have.length.at.least(6);
    expect(warm.map(({ exception }) => exception)).to.deep.equal(["ALARM_CONDITION"]);
  });

  it("the demonstration journey has payloads that are valid EPCIS 2.0 events", () => {
    for (const entry of journey.entries) expectEpcisEvent(entry);
  });

  it("the demonstration journey uses canonical identifiers", () => {
    const strings = (value: JsonValue): string[] =>
      typeof value === "string"
        ? [value]
        : typeof value === "object" && value !== null
          ? Object.values(value).flatMap((member) => strings(member as JsonValue))
          : [];
    const gs1 = journey.entries
      .flatMap(({ payload }) => strings(payload))
      .filter((text) => text.includes("id.gs1.org"));

    expect(gs1).not.to.be.empty;
    for (const uri of new Set(gs1)) expect(parseIdentifier(uri).uri).to.equal(uri);
  });
});

/** The rules of EPCIS 2.0 (7.4) for a Portolan payload: what, when, where and why. */
function expectEpcisEvent({ shipment, kind, occurredAt, payload }: JourneyEntry): void {
  expect(payload["@context"]).to.deep.include({ portolan: "urn:portolan:ns:" });
  expect(payload["type"]).to.equal(kind === "Load" || kind === "Unload" ? "AggregationEvent" : "ObjectEvent");
  expect(parseInstant(payload["eventTime"])).to.equal(occurredAt);
  expect(payload["eventTimeZoneOffset"]).to.match(/^[+-]\d\d:\d\d$/);
  expect(payload["action"]).to.be.oneOf(["ADD", "OBSERVE", "DELETE"]);
  expect(payload["bizStep"]).to.match(/^[a-z]+(_[a-z]+)*$/);
  expect(payload)
    .to.have.nested.property("readPoint.id")
    .that.matches(/^(https:\/\/id\.gs1\.org\/414\/|geo:)/);
  expect(payload[payload["type"] === "ObjectEvent" ? "epcList" : "childEPCs"]).to.deep.equal([shipment]);
}

function list(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}

describe("Reading a journey", () => {
  interface Draft {
    participants: Record<string, Record<string, unknown>>;
    shipments: Record<string, unknown>;
    entries: Record<string, unknown>[];
    [member: string]: unknown;
  }
  const draft = (): Draft => ({
    participants: {
      carrier: { name: "A carrier", roles: ["carrier"], jurisdiction: "NL" },
      customs: { name: "An agency", roles: ["customs"], jurisdiction: "NL" },
    },
    shipments: { box: "CSQU3054383" },
    entries: [
      { shipment: "box", kind: "Consign", author: "carrier", occurredAt: "2025-09-01T10:00:00+02:00", payload: {} },
      {
        label: "offer",
        shipment: "CSQU 305438-3",
        kind: "Offer",
        author: "carrier",
        counterparty: "customs",
        occurredAt: "2025-09-01T11:00:00Z",
        payload: { any: "thing" },
      },
      {
        shipment: "box",
        kind: "Correct",
        author: "carrier",
        refersTo: { entry: "offer" },
        occurredAt: "2025-09-01T12:00:00Z",
        payload: { "portolan:reason": "A slip" },
      },
    ],
  });

  it("a journey's file resolves aliases, labels, identifiers and times", () => {
    const { participants, entries } = parseJourney(JSON.stringify(draft()), "file.json");

    expect(participants[0]).to.deep.equal({
      alias: "carrier",
      name: "A carrier",
      roles: ["carrier"],
      jurisdiction: "NL",
    });
    expect(entries[0]).to.deep.equal({
      shipment: "urn:epc:id:bic:CSQU3054383",
      kind: "Consign",
      author: "carrier",
      occurredAt: Date.UTC(2025, 8, 1, 8) / 1000,
      payload: {},
    });
    expect(entries[1]).to.include({ shipment: "urn:epc:id:bic:CSQU3054383", counterparty: "customs", label: "offer" });
    expect(entries[2]?.refersTo).to.deep.equal({ entry: 1 });
  });

  const first = (change: Record<string, unknown>) => (file: Draft) => Object.assign(file.entries[0] ?? {}, change);
  const third = (change: Record<string, unknown>) => (file: Draft) => Object.assign(file.entries[2] ?? {}, change);
  const cases: [what: string, pointer: string, change: (file: Draft) => unknown][] = [
    ["an unknown member", "the whole", (file) => (file["extra"] = 1)],
    [
      "a role that does not exist",
      "/participants/carrier/roles/0",
      (f) => (f.participants["carrier"] = { ...f.participants["carrier"], roles: ["pirate"] }),
    ],
    [
      "a country that does not exist",
      "/participants/carrier/jurisdiction",
      (f) => Object.assign(f.participants["carrier"] ?? {}, { jurisdiction: "XQ" }),
    ],
    [
      "a name with an invisible character",
      "/participants/carrier/name",
      (f) => Object.assign(f.participants["carrier"] ?? {}, { name: "A\u200b carrier" }),
    ],
    ["an invalid identifier", "/shipments/box", (file) => (file.shipments["box"] = "box")],
    ["a place for a shipment", "/shipments/box", (file) => (file.shipments["box"] = "(414)9521141000014")],
    ["a kind that does not exist", "/entries/0/kind", first({ kind: "Teleport" })],
    ["an author that is not a participant", "/entries/0/author", first({ author: "nobody" })],
    ["an author named like a member of every object", "/entries/0/author", first({ author: "constructor" })],
    ["a time without a zone", "/entries/0/occurredAt", first({ occurredAt: "2025-09-01T10:00:00" })],
    ["a day that does not exist", "/entries/0/occurredAt", first({ occurredAt: "2025-09-31T10:00:00Z" })],
    ["a shipment that is neither alias nor identifier", "/entries/0/shipment", first({ shipment: "crate" })],
    ["an event in the future", "/entries/0/payload", first({ payload: { eventTime: "2999-01-01T00:00:00Z" } })],
    [
      "a term that ends before the service",
      "/entries/0/payload",
      first({
        payload: { "portolan:servedAt": "2026-01-02T00:00:00Z", "portolan:respondBy": "2026-01-01T00:00:00Z" },
      }),
    ],
    ["a payload that is not an object", "/entries/0/payload", first({ payload: [] })],
    ["a counterparty where the kind has none", "/entries/0/counterparty", first({ counterparty: "customs" })],
    ["no counterparty where the kind needs one", "/entries/0", first({ kind: "Offer" })],
    ["a label used twice", "/entries/2/label", third({ label: "offer" })],
    [
      "a reference to a label that no earlier entry has",
      "/entries/2/refersTo/entry",
      third({ refersTo: { entry: "later" } }),
    ],
    ["a reference to a shipment in place of an entry", "/entries/2/refersTo", third({ refersTo: { shipment: "box" } })],
    [
      "a reference to both a shipment and an entry",
      "/entries/2/refersTo",
      third({ refersTo: { shipment: "box", entry: "offer" } }),
    ],
    ["a payload without a member that its kind requires", "/entries/2/payload", third({ payload: {} })],
  ];
  for (const [what, pointer, change] of cases) {
    it(`a journey with ${what} is refused with its place in the file`, () => {
      const file = draft();
      change(file);

      expectRefusal(() => parseJourney(JSON.stringify(file), "file.json"), "JourneyInvalid", { path: "file.json" });
      expect(() => parseJourney(JSON.stringify(file), "file.json")).to.throw(`: ${pointer} `);
    });
  }

  it("a journey's file that is not JSON is refused", () =>
    expectRefusal(() => parseJourney("{", "file.json"), "JourneyInvalid"));
});
