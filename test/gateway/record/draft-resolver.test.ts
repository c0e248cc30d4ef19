import { expect } from "chai";
import { ZERO_BYTES32, type ShipmentId } from "../../../src/domain/entry.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { DraftResolver } from "../../../src/gateway/record/draft-resolver.ts";
import type { EntryDraft, PreparedEntry } from "../../../src/api/entry.ts";
import { checkDraft } from "../../../src/gateway/record/draft.ts";
import { EntrySigner } from "../../../src/gateway/record/entry-signer.ts";
import { KeyRing } from "../../../src/keys/key-ring.ts";
import { entryTypedData } from "../../../src/ledger/entry-typed-data.ts";
import { errorOf } from "../../support/error-of.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";
import { entriesOnly } from "../../support/entries-only.ts";

const CHAIN = { chainId: 1, ledger: `0x${"11".repeat(20)}` } as const;
const SIGNATURE = `0x${"00".repeat(64)}` as const;

const HOLD = {
  kind: "Hold",
  payload: { "portolan:legalBasis": "UCC Art. 198", "portolan:reason": "Documents", "portolan:officer": "NL/1" },
} as const;

describe("DraftResolver", () => {
  let ledger: SeededLedger;
  let resolver: DraftResolver;
  let carrier: Caller, line: Caller, stranger: Caller;
  let box: ShipmentId, vessel: ShipmentId;

  beforeEach(async () => {
    ledger = await SeededLedger.open();
    carrier = ledger.enrol("Carrier", "carrier");
    line = ledger.enrol("Shipping line", "carrier");
    stranger = ledger.enrol("Stranger", "carrier");
    box = await ledger.consign(carrier, "CSQU3054383");
    vessel = await ledger.consign(line, "urn:imo:9321483");
    const typedData = entriesOnly((entry) => entryTypedData(entry, CHAIN));
    const now = () => ledger.now;
    const signer = new EntrySigner(new KeyRing(), ledger.directory, typedData, now, () => undefined);
    resolver = new DraftResolver(ledger.db, ledger.directory, signer, now);
  });
  afterEach(() => ledger.close());

  const prepare = async (draft: Partial<EntryDraft>, author = carrier) =>
    resolver.open(author).prepare(checkDraft({ kind: "Report", shipment: box, payload: {}, ...draft }));
  const accept = (prepared: PreparedEntry, author = carrier) =>
    resolver.open(author).resolveSigned({ prepared, signature: SIGNATURE });

  /** Code and facts of the error. */
  async function wrong(act: () => Promise<unknown>): Promise<[string, Readonly<Record<string, unknown>>]> {
    const { code, facts } = await errorOf(act);
    return [code, facts as Readonly<Record<string, unknown>>];
  }

  describe("An accepted draft", () => {
    it("a Hold names the profile of its clocks by its id or by its digest", async () => {
      const { entry } = await prepare({ ...HOLD, refersTo: "eu-ucc" });
      expect(entry.refersTo)
        .to.match(/^0x[0-9a-f]{64}$/)
        .and.not.equal(ZERO_BYTES32);
      const again = await prepare({ ...HOLD, refersTo: entry.refersTo });
      expect(again.entry.refersTo).to.equal(entry.refersTo);
    });

    it("a draft that names its shipment by id or identifier becomes an entry on the shipment's head", async () => {
      const head = await ledger.record(carrier, "Report", box);
      for (const shipment of [box, "CSQU3054383", "CSQU 305438 3"]) {
        const { entry } = await prepare({ shipment });
        expect(entry).to.include({
          shipment: box,
          previous: head,
          author: carrier.participant,
          occurredAt: ledger.now,
        });
      }
    });

    it("a Consign becomes the first entry of a shipment whose id follows from identifier and blind", async () => {
      const prepared = await prepare({ kind: "Consign", shipment: "HLBU2080000" });
      expect(prepared.entry.previous).to.equal(ZERO_BYTES32);
      const { submission, identity } = await accept(prepared);
      expect(submission.entry.shipment).to.equal(prepared.entry.shipment);
      expect(identity).to.deep.equal(prepared.identity);
    });

    it("the custodian of a unit may write about its contents", async () => {
      await ledger.handOver(carrier, line, box);
      await ledger.record(line, "Load", box, { refersTo: vessel });
      await ledger.handOver(line, stranger, vessel);
      const { entry } = await prepare({ kind: "Unload", refersTo: vessel }, stranger);
      expect(entry).to.include({ shipment: box, refersTo: vessel });
    });
  });

  describe("A refused draft", () => {
    it("a draft about an unknown shipment or without access to it is refused", async () => {
      expect(await wrong(() => prepare({}, stranger))).to.deep.equal(["ShipmentUnknown", { shipment: box }]);
      expect((await wrong(() => prepare({ shipment: "HLBU2080000" })))[0]).to.equal("ShipmentUnknown");
    });

    it("a draft of an agency whose jurisdiction changed follows the new one", async () => {
      const agency = ledger.enrol("Customs of Brazil", "customs", "BR");
      const seen = await ledger.consign(carrier, "HLBU2080016", { countries: ["BR"] });
      await prepare({ shipment: seen }, agency);
      const moved = { ...agency, jurisdiction: "NO" };
      expect(await wrong(() => prepare({ shipment: seen }, moved))).to.deep.equal([
        "ShipmentUnknown",
        { shipment: seen },
      ]);
    });

    it("a draft for a participant that is not enrolled is refused", async () => {
      expect(await wrong(() => prepare({ kind: "Offer", counterparty: 99 }))).to.deep.equal([
        "ConsortiumUnknownParticipant",
        { participant: 99 },
      ]);
    });

    it("a draft that refers to something other than an entry is refused", async () => {
      const correction = {
        kind: "Correct",
        payload: { "portolan:reason": "a slip" },
        refersTo: "CSQU3054383",
      } as const;
      expect(await wrong(() => prepare(correction))).to.deep.equal([
        "ReferenceInvalid",
        { kind: "Correct", refersTo: "CSQU3054383" },
      ]);
    });

    it("a Hold that names no profile of the gateway by its id is refused, with the ids of all", async () => {
      const [code, facts] = await wrong(() => prepare({ ...HOLD, refersTo: "eu-uuc" }));
      expect(code).to.equal("ProfileOfCaseUnknown");
      expect(facts).to.deep.include({ profile: "eu-uuc" });
      expect(facts).to.have.property("known").that.includes("eu-ucc");
    });

    it("a draft dated in the future is refused", async () => {
      const [code] = await wrong(() => prepare({ occurredAt: ledger.now + 100_000 }));
      expect(code).to.equal("ShipmentLedgerOccurredInFuture");
    });
  });

  describe("A refused prepared entry", () => {
    it("a prepared entry from a participant other than its author is refused", async () => {
      const prepared = await prepare({});
      expect(await wrong(() => accept(prepared, line))).to.deep.equal([
        "AuthorIsNotCaller",
        { author: carrier.participant, participant: line.participant },
      ]);
    });

    it("a prepared entry with another payload or shipment, or without an identity, is refused", async () => {
      const consign = await prepare({ kind: "Consign", shipment: "HLBU2080000", payload: { marks: "A" } });
      const { entry, payload, seed } = consign;
      for (const [member, prepared] of [
        ["commitment", { ...consign, payload: { marks: "B" } }],
        ["shipment", { ...consign, entry: { ...entry, shipment: box } }],
        ["shipment", { entry, payload, seed }],
      ] as const) {
        expect(await wrong(() => accept(prepared))).to.deep.equal(["PreparedEntryInconsistent", { member }]);
      }
    });

    it("a prepared entry of an unknown kind is refused", async () => {
      const prepared = await prepare({});
      expect(await wrong(() => accept({ ...prepared, entry: { ...prepared.entry, kind: 99 } }))).to.deep.equal([
        "ShipmentLedgerUnknownKind",
        { kind: 99 },
      ]);
    });

    it("a prepared entry without a signature is refused where the gateway has no key of its author", async () => {
      const prepared = await prepare({});
      const [code] = await wrong(() => resolver.open(carrier).resolveSigned({ prepared }));
      expect(code).to.equal("NoKeyForParticipant");
    });
  });
});
