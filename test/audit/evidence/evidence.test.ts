import { expect } from "chai";
import { createHash } from "node:crypto";
import type { Evidence } from "../../../src/audit/evidence/evidence.ts";
import type { EvidencePolicy } from "../../../src/audit/evidence/evidence-policy.ts";
import type { EvidenceReport } from "../../../src/audit/evidence/evidence-report.ts";
import { KINDS } from "../../../src/domain/rules/kind.ts";
import { verifyEvidence } from "../../../src/audit/evidence/verify-evidence.ts";
import { formatCheckpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import { cosign } from "../../../src/domain/checkpoint/cosignature.ts";
import { formatNote } from "../../../src/domain/checkpoint/signed-note.ts";
import { formatVerifierKey } from "../../../src/domain/checkpoint/verifier-key.ts";
import { WitnessKey } from "../../../src/domain/checkpoint/witness-key.ts";
import { parseWitnessPolicy } from "../../../src/domain/checkpoint/witness-policy.ts";
import type { Bytes32, Hex } from "../../../src/domain/entry.ts";
import { recoverAddress } from "../../../src/keys/recover-address.ts";
import { startJourney, type Journey } from "./journey.ts";

const witness = (name: string) => new WitnessKey(name, crypto.getRandomValues(new Uint8Array(32)));

describe("an evidence file", () => {
  let journey: Journey;
  let text: string;
  let file: Evidence;
  let policy: EvidencePolicy;

  before(async () => {
    journey = await startJourney();
    text = await journey.evidence("trader");
    file = JSON.parse(text) as Evidence;
    const { history } = verifyEvidence(text, {}, recoverAddress);
    policy = { chainId: file.chain.chainId, ledger: file.chain.ledger, block: history?.block.hash };
  });
  after(() => journey.stop());

  const verify = (evidence: Evidence | string, under: EvidencePolicy = policy): EvidenceReport =>
    verifyEvidence(typeof evidence === "string" ? evidence : JSON.stringify(evidence), under, recoverAddress);
  const codes = (statements: readonly { readonly code: string }[]) => statements.map(({ code }) => code);

  it("an evidence file proves the history that the gateway shows", async () => {
    const { verdict, history, proved } = verify(text);
    expect(verdict).to.equal("proved");
    const ofCases = ["case", "case", "case", "caseEnded"];
    const general = ["whole", "units", "signed", "lawful", "recorded", "disclosed", "identified"];
    expect(codes(proved)).to.deep.equal([...general, ...ofCases]);
    const { body: trace } = await journey.client("trader").get(`/v1/shipments/${journey.shipment}/trace?merged=true`);
    expect(history?.head).to.equal(trace.head);
    expect(
      history?.entries.map(({ hash, kind, occurredAt, recordedAt }) => ({ hash, kind, occurredAt, recordedAt })),
    ).to.deep.equal(
      trace.entries.map(({ hash, kind, occurredAt, recordedAt }: Record<string, unknown>) => ({
        hash,
        kind,
        occurredAt,
        recordedAt,
      })),
    );
  });

  it("an evidence file tells the case of its shipment, by the verified entries alone", () => {
    const told = verify(text).proved.filter(({ code }) => code.startsWith("case"));
    const id = (name: string) => journey.stack.participants[name]?.id;
    expect(told[0]?.text).to.match(/^Case 0x[0-9a-f]{8}, recorded [-0-9T:]+Z: participant \d+ holds the goods/);
    expect(told[1]?.text).to.include(
      `participant ${id("customs")} recorded that it served notice on participant ${id("trader")}.`,
    );
    expect(told[3]?.text).to.include("ended without a forfeiture, by Release");
  });

  it("an evidence file that leaves out the notice of a case is refuted", () => {
    const notice = file.entries.findIndex(({ entry }) => entry.kind === KINDS.Notice);
    expect(notice).to.be.greaterThan(0);
    const { verdict } = verify({ ...file, entries: file.entries.filter((_, index) => index !== notice) });
    expect(verdict).to.equal("refuted");
  });

  it("an evidence file shows whose key signed each entry", () => {
    const keys = Object.values(journey.stack.participants).map(({ id, key }) => [id, key.address] as const);
    const owners = new Map(keys.map(([id, address]) => [address, id]));
    for (const { author, signer } of verify(text).history?.entries ?? []) expect(owners.get(signer)).to.equal(author);
  });

  it("an evidence file names the shipment and the unit that it travelled in", () => {
    expect(verify(text).history?.identifiers).to.deep.equal({
      [journey.shipment]: "https://id.gs1.org/00/095201234567891235",
      [journey.container]: "urn:epc:id:bic:CSQU3054383",
    });
  });

  it("an evidence file is served under its media type, with a name to save it under", async () => {
    const { url } = journey.stack.gateway;
    const response = await fetch(`${url}/v1/shipments/${journey.shipment}/evidence`, {
      headers: { authorization: `Bearer ${journey.stack.participants["trader"]?.token ?? ""}` },
    });
    expect(response.headers.get("content-type")).to.equal("application/vnd.portolan.evidence+json; version=1");
    expect(response.headers.get("content-disposition")).to.match(
      /^attachment; filename="portolan-\w+-\d+\.evidence\.json"$/,
    );
  });

  it("evidence is served as a page without scripts to a client that prefers HTML", async () => {
    const { url } = journey.stack.gateway;
    const response = await fetch(`${url}/v1/shipments/${journey.shipment}/evidence`, {
      headers: { authorization: `Bearer ${journey.stack.participants["trader"]?.token ?? ""}`, accept: "text/html" },
    });
    const html = await response.text();
    expect(response.headers.get("content-type")).to.equal("text/html; charset=utf-8");
    const style = /<style>([^]*)<\/style>/.exec(html)?.[1] ?? "";
    const digest = createHash("sha256").update(style).digest("base64");
    expect(response.headers.get("content-security-policy")).to.include(
      `default-src 'none';style-src 'sha256-${digest}'`,
    );
    expect(html.match(/<li id="entry-0x/g)).to.have.length(file.entries.length);
  });

  describe("about units", () => {
    it("an evidence file holds the entries of a unit only while the shipment was in it", () => {
      const around = verify(text).history?.entries.filter(({ shipment }) => shipment === journey.container) ?? [];
      expect(around.map(({ kind }) => kind)).to.deep.equal(["Report", "Offer", "Accept", "Offer", "Accept"]);
    });

    it("an evidence file hides the other contents of a unit from readers of one shipment", () => {
      const departing = verify(text).history?.entries.find(({ payload }) => payload?.["bizStep"] === "departing");
      expect(departing?.payload).to.have.keys("bizStep", "portolan:place");
      expect(departing?.hidden).to.equal(1);
    });

    it("an evidence file shows all contents to readers of the unit itself", async () => {
      const { history } = verify(await journey.evidence("carrier"), {});
      const departing = history?.entries.find(({ payload }) => payload?.["bizStep"] === "departing");
      expect(departing?.payload).to.include.keys("childEPCs");
    });

    it("an evidence file is refuted when the entries of a unit are moved to another time", () => {
      const [first, ...rest] = file.entries;
      const load = file.entries.findIndex(({ entry }) => entry.kind === 6);
      const entries = file.entries.toSpliced(load + 1, 1);
      expect(verify({ ...file, entries }).verdict).to.equal("refuted");
      expect(verify({ ...file, entries: [...rest, first as never] }).verdict).to.equal("refuted");
    });
  });

  describe("with some fields disclosed", () => {
    it("an evidence file with some fields disclosed shows these, hides the others, and proves the same statements", async () => {
      const query = "?disclose=/bizStep,/readPoint/id,/temperature/1";
      const shown = await journey.evidence("trader", query);
      const { verdict, history, proved } = verify(shown, {});
      expect(verdict).to.equal("undecided");
      expect(codes(proved)).to.include("disclosed");
      expect(history?.entries[0]?.payload).to.deep.equal({
        bizStep: "commissioning",
        readPoint: { id: "geo:-23.96,-46.33" },
      });
      expect(history?.entries[0]?.hidden).to.equal(2);
      expect(history?.entries.at(-1)?.payload).to.deep.equal({ temperature: [4.4] });
      for (const secret of ["Green coffee", "090111", "UCC Art. 46"]) {
        for (const encoded of [secret, Buffer.from(secret).toString("base64url").slice(1, -2)]) {
          expect(shown).not.to.include(encoded);
        }
      }
    });
  });

  describe("about a payload that was erased", () => {
    it("an evidence file states that a payload was erased, not missing", async () => {
      const hash = await journey.post("carrier", {
        kind: "Report",
        shipment: journey.shipment,
        payload: { of: "a person" },
      });
      const erased = await journey.client("carrier").delete(`/v1/entries/${hash}/payload`);
      expect(erased.status).to.equal(200);
      const later = JSON.parse(await journey.evidence("trader")) as Evidence;
      expect(later.entries.at(-1)?.payload.state).to.equal("erased");
      const { notProved, history } = verify(later, {});
      expect(notProved.find(({ code }) => code === "erased")?.entries).to.deep.equal([hash]);
      expect(codes(notProved)).not.to.include("absent");
      expect(history?.entries.at(-1)?.payload).to.equal(null);
    });
  });

  describe("for a caller", () => {
    it("an evidence file for a caller that may read only ledger facts holds no payload and no identifier", async () => {
      const ofAuditor = await journey.evidence("auditor");
      const { payload, identities } = {
        ...(JSON.parse(ofAuditor) as Evidence),
        payload: verify(ofAuditor, {}).history,
      };
      expect(identities).to.deep.equal([]);
      expect(payload?.entries.every((entry) => entry.payload === null)).to.equal(true);
    });

    it("evidence does not exist for a caller that may not read the shipment", async () => {
      const { status, body } = await journey.client("barge").get(`/v1/shipments/${journey.shipment}/evidence`);
      expect([status, body.code]).to.deep.equal([404, "ShipmentUnknown"]);
    });
  });

  describe("under a policy", () => {
    const noted = (evidence: Evidence, keys: readonly WitnessKey[], height: number, hash: Bytes32): Evidence => {
      const note = formatCheckpoint({ ...evidence.chain, height, hash });
      const signatures = keys.map((key) => cosign(note, key, 1_795_000_000));
      const known = keys.map(({ verifier }) => formatVerifierKey(verifier));
      return {
        ...evidence,
        finality: [{ kind: "witnesses", note: formatNote({ text: note, signatures }), keys: known }],
      };
    };
    const twoOf = (keys: readonly WitnessKey[]): EvidencePolicy => ({
      witnesses: parseWitnessPolicy({
        witnesses: keys.map(({ verifier }) => ({ key: formatVerifierKey(verifier) })),
        groups: [{ name: "two", threshold: 2, members: keys.map(({ verifier }) => verifier.name) }],
        quorum: "two",
      }),
    });
    const [customs, port, stranger] = ["customs.example", "port.example", "stranger.example"].map(witness) as [
      WitnessKey,
      WitnessKey,
      WitnessKey,
    ];
    const last = () => ({ height: file.state.block, hash: policy.block ?? "0x" });

    it("evidence is undecided under a policy that names nothing, and lists the facts to confirm", () => {
      const { verdict, assumed, history } = verify(text, {});
      expect([verdict, codes(assumed)]).to.deep.equal(["undecided", ["block", "ledger"]]);
      expect(history).not.to.equal(null);
    });

    it("evidence is undecided under a policy that names the block and not the ledger", () => {
      expect(verify(text, { block: policy.block })).to.include({ verdict: "undecided" });
    });

    it("evidence is refuted under a policy that names another ledger, chain or block", () => {
      const other: Hex = `0x${"ab".repeat(20)}`;
      const others = [{ ledger: other }, { chainId: 1 }, { block: `0x${"cd".repeat(32)}` as Bytes32 }];
      for (const change of others) expect(verify(text, { ...policy, ...change }).verdict).to.equal("refuted");
    });

    it("evidence is proved under a policy of two witnesses when both cosigned the block", () => {
      const evidence = noted(file, [customs, port], last().height, last().hash);
      const { verdict, history, assumed } = verify(evidence, twoOf([customs, port, stranger]));
      expect(verdict).to.equal("proved");
      expect(history?.vouchers[0]?.vouchers).to.deep.equal(["customs.example", "port.example"]);
      expect(codes(assumed)).to.deep.equal(["vouched", "ledger"]);
    });

    it("evidence is undecided under a policy of two witnesses when only one or an unknown one cosigned", () => {
      for (const signers of [[customs], [customs, stranger]]) {
        const evidence = noted(file, signers, last().height, last().hash);
        expect(verify(evidence, twoOf([customs, port])).verdict).to.equal("undecided");
      }
    });

    it("evidence is refuted when the policy's witnesses cosigned another block, or their signature is invalid", () => {
      const other = noted(file, [customs, port], last().height, `0x${"ee".repeat(32)}`);
      expect(verify(other, twoOf([customs, port])).problem?.code).to.equal("CheckpointOfOtherBlock");
      const { finality, ...rest } = noted(file, [customs, port], last().height, last().hash);
      const forged = JSON.stringify({ ...rest, finality }).replace(
        /(— port\.example \S{20})(.)/,
        (_, head, letter) => `${head}${letter === "A" ? "B" : "A"}`,
      );
      expect(verify(forged, twoOf([customs, port])).problem?.code).to.equal("CosignatureInvalid");
    });

    it("evidence is undecided when only the file names its witnesses", () => {
      const evidence = noted(file, [stranger], last().height, last().hash);
      const { verdict, history } = verify(evidence, { ledger: policy.ledger });
      expect([verdict, history?.vouchers[0]?.trust]).to.deep.equal(["undecided", "self"]);
    });

    it("evidence under a policy of validators is undecided on a chain without seals, and refuted when it claims seals", () => {
      const validators = { ...policy, block: undefined, validators: [`0x${"11".repeat(20)}`] as Hex[] };
      expect(verify(text, validators).verdict).to.equal("undecided");
      const sealed = { ...file, chain: { ...file.chain, sealing: "qbft" as const } };
      expect(verify(sealed, validators).verdict).to.equal("refuted");
      expect(verify({ ...file, finality: [{ kind: "qbft" }] }, validators).verdict).to.equal("refuted");
    });
  });

  describe("that is invalid", () => {
    const strange: Record<string, (evidence: Evidence) => unknown> = {
      "of a later version": (evidence) => ({ ...evidence, version: 2 }),
      "of another format": (evidence) => ({ ...evidence, format: "other" }),
      "that is a list": (evidence) => [evidence],
    };
    for (const [which, change] of Object.entries(strange)) {
      it(`an evidence file ${which} is reported as unreadable, without a history`, () => {
        const { verdict, problem, history } = verify(JSON.stringify(change(file)));
        expect([verdict, problem?.code, history]).to.deep.equal(["unreadable", "EvidenceVersionUnknown", null]);
      });
    }

    const malformed: Record<string, (evidence: Evidence) => unknown> = {
      "with a text for a list": (evidence) => ({ ...evidence, entries: "none" }),
      "with too many proofs of finality": (evidence) => ({
        ...evidence,
        finality: Array.from({ length: 9 }, () => ({ kind: "qbft" })),
      }),
      "with a proof of finality that is a word": (evidence) => ({ ...evidence, finality: ["qbft"] }),
      "with a payload that is a word": ({ entries, ...evidence }) => ({
        ...evidence,
        entries: entries.map((entry) => ({ ...entry, payload: "erased" })),
      }),
      "with a name that is a number": ({ participants, ...evidence }) => ({
        ...evidence,
        participants: participants.map((participant) => ({ ...participant, name: 7 })),
      }),
      "with a name that is too long": ({ participants, ...evidence }) => ({
        ...evidence,
        participants: participants.map((participant) => ({ ...participant, name: "n".repeat(1_001) })),
      }),
      "with a height below zero": ({ state, ...evidence }) => ({ ...evidence, state: { ...state, block: -1 } }),
    };
    for (const [which, change] of Object.entries(malformed))
      it(`an evidence file ${which} is refused`, () => {
        expect(verify(JSON.stringify(change(file))).problem?.code).to.equal("EvidenceUnreadable");
      });

    it("an evidence file with an unknown member at any place is refused", () => {
      let tried = 0;
      const visit = (value: unknown): void => {
        if (typeof value !== "object" || value === null) return;
        for (const inner of Array.isArray(value) ? value.slice(0, 2) : Object.values(value)) visit(inner);
        if (Array.isArray(value)) return;
        (value as Record<string, unknown>)["extra"] = 1;
        expect(verify(JSON.stringify(copy)).verdict).to.be.oneOf(["refuted", "unreadable"]);
        delete (value as Record<string, unknown>)["extra"];
        tried++;
      };
      const copy = structuredClone(file);
      visit(copy);
      expect(tried).to.be.greaterThan(15);
      expect(verify(copy).verdict).to.equal("proved");
    });

    it("an evidence file that is cut short at any place proves no history", () => {
      for (let end = 0; end < text.length; end += 997) expect(verify(text.slice(0, end)).history).to.equal(null);
    });
  });
});
