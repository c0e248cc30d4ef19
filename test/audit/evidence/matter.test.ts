import { expect } from "chai";
import type { EvidencePolicy } from "../../../src/audit/evidence/evidence-policy.ts";
import type { MatterEvidence } from "../../../src/audit/evidence/matter/matter-evidence.ts";
import type { ProvenMatter } from "../../../src/audit/evidence/matter/matter-report.ts";
import { momentText } from "../../../src/audit/evidence/matter/story-words.ts";
import { tellMatter } from "../../../src/audit/evidence/matter/tell-matter.ts";
import { verifyEvidence } from "../../../src/audit/evidence/verify-evidence.ts";
import { recoverAddress } from "../../../src/keys/recover-address.ts";
import { REQUEST_FORM, TERMS } from "../../support/cooperation-records.ts";
import { type MatterJourney, startMatterJourney } from "./matter-journey.ts";

describe("an evidence file about a matter", function () {
  let journey: MatterJourney;
  let file: MatterEvidence;
  let policy: EvidencePolicy;
  let proven: ProvenMatter;

  before(async () => {
    journey = await startMatterJourney();
    file = JSON.parse(await journey.evidence("customs", journey.request)) as MatterEvidence;
    const { matter, problem } = verify(file, {});
    expect(problem).to.equal(null);
    proven = matter as ProvenMatter;
    policy = { chainId: file.chain.chainId, cooperation: file.chain.cooperation, block: proven.block.hash };
  });
  after(() => journey.stop());

  const verify = (evidence: unknown, under: EvidencePolicy = policy) =>
    verifyEvidence(JSON.stringify(evidence), under, recoverAddress);
  const codes = (statements: readonly { readonly code: string }[]) => statements.map(({ code }) => code);

  it("a file about a request proves its acts, and those of the agreement that it rests on", () => {
    const { verdict, proved, notProved } = verify(file);
    expect(verdict).to.equal("proved");
    expect(codes(proved)).to.deep.equal(["whole", "agreement", "signed", "lawful", "recorded", "disclosed"]);
    expect(codes(notProved)).to.deep.equal(["truth", "later", "outside", "names", "absent"]);
    expect(proven.agreement).to.equal(journey.agreement);
    const kinds = (matter: string) => proven.acts.filter((act) => act.matter === matter).map(({ kind }) => kind);
    expect(kinds(journey.agreement)).to.deep.equal(["Propose", "Name", "Sign"]);
    expect(kinds(journey.request).join(" ")).to.equal(
      "Ask Receive Return Complete Accept Offer SignCaveats Release Receipt Seal Answer OpenSeal Erase Close",
    );
  });

  it("a file about a request shows the records that its maker may read, and no others", async () => {
    const recordOf = (matter: ProvenMatter | null, kind: string) =>
      matter?.acts.find((act) => act.kind === kind)?.record ?? null;
    expect(recordOf(proven, "Propose")).to.deep.equal(TERMS);
    expect(recordOf(proven, "Ask")).to.deep.equal(REQUEST_FORM);
    expect(recordOf(proven, "Seal")).to.deep.equal({ reasons: "The subject could flee." });
    expect(recordOf(proven, "Offer")).to.equal(null);
    const { matter } = verify(JSON.parse(await journey.evidence("tribunal", journey.request)), {});
    expect(recordOf(matter, "Offer")).to.deep.include({ subject: "Price lists" });
  });

  it("a file about a matter is served under its media type, and only to whom the matter concerns", async () => {
    const { url } = journey.stack.gateway;
    const response = await fetch(`${url}/v1/matters/${journey.request}/evidence`, {
      headers: { authorization: `Bearer ${journey.stack.participants["customs"]?.token ?? ""}` },
    });
    expect(response.headers.get("content-type")).to.equal("application/vnd.portolan.matter-evidence+json; version=1");
    expect(response.headers.get("content-disposition")).to.match(
      /^attachment; filename="portolan-\w+-\d+\.evidence\.json"$/,
    );
    const refused = await journey.evidence("trader", journey.request).catch((error: unknown) => String(error));
    expect(refused).to.include("MatterUnknown");
  });

  it("a file about a matter is undecided until its reader names the ledger of cooperation and confirms the block", () => {
    const { cooperation, ledger } = file.chain;
    const { block } = policy;
    for (const under of [{}, { cooperation }, { block }, { ledger, block }])
      expect(verify(file, under).verdict).to.equal("undecided");
    expect(verify(file, { cooperation, block }).verdict).to.equal("proved");
    const { verdict, problem } = verify(file, { cooperation: ledger, block });
    expect([verdict, problem?.text]).to.deep.equal([
      "refuted",
      `The file's statement about the ledger of cooperation is false: it is ${cooperation}, and the policy names ${ledger}.`,
    ]);
  });

  describe("as a story", () => {
    const story = () => tellMatter(proven, (id) => `P${id}`);
    const id = (name: string) => `P${journey.stack.participants[name]?.id}`;
    const TIME = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g;
    const timeless = (text: string) =>
      text.replace(TIME, "TIME").replaceAll(id("customs"), "C").replaceAll(id("tribunal"), "T");

    it("a story tells the agreement, the request, each handover and each seal, in chapters", () => {
      expect(story().map(({ title, subject }) => [title, subject])).to.deep.equal([
        ["The agreement", journey.agreement],
        ["The request", journey.request],
        ["A handover", journey.handover],
        ["A seal", journey.seal],
      ]);
      const told = story().flatMap(({ lines }) => lines.map(({ act }) => act.hash));
      expect(told.toSorted()).to.deep.equal(proven.acts.map(({ hash }) => hash).toSorted());
    });

    it("a story tells who signed when, when the agreement was in force, and in which order a handover went", () => {
      expect(story().flatMap(({ summary }) => summary.map(timeless))).to.deep.equal([
        "Parties: C, who signed TIME; T, who signed TIME.",
        "In force from TIME on, still at TIME.",
        "C asked T. The request is closed: satisfied.",
        "From T to C (request), with the caveats: court use. State: erased.",
        "The caveats were signed before the content was released, and it was released before its receipt was confirmed.",
        "Sealed by C until TIME (flight). It ended TIME: opened by its author.",
      ]);
    });

    it("a story tells each step of a request with its clock", () => {
      expect(story()[1]?.lines.map(({ text }) => timeless(text))).to.deep.equal([
        "C asked T. Measure: information. Time to answer: 30 days. T is to act by TIME.",
        "T confirmed that it received the request. T is to act by TIME.",
        "T returned the request as incomplete. C is to act by TIME.",
        "C completed the request. T is to act by TIME.",
        "T accepted the request. T is to act by TIME.",
        "T answered the request.",
        "C closed the request. Outcome: satisfied.",
      ]);
      const due = (index: number) =>
        proven.acts.filter(({ matter }) => matter === journey.request)[index]?.after.endsAt;
      const shown = story()[1]?.lines.map(({ text }) => text.match(TIME)?.at(-1));
      expect(shown?.slice(0, 2)).to.deep.equal([due(0), due(1)].map((time) => momentText(time ?? 0)));
    });
  });

  describe("that was forged", () => {
    const refutation = (evidence: unknown): string => {
      const { verdict, problem, matter } = verify(evidence);
      expect([verdict, matter], problem?.text).to.deep.equal(["refuted", null]);
      return problem?.text ?? "";
    };
    const indexOf = (kind: string) => proven.acts.findIndex((act) => act.kind === kind);
    const without = (index: number) => ({ ...file, acts: file.acts.toSpliced(index, 1) });

    it("a file without one of its acts is refuted, whichever act is left out", () => {
      for (const index of file.acts.keys()) expect(refutation(without(index))).to.not.equal("");
      expect(refutation(without(indexOf("Receipt")))).to.match(/its nodes are unused|history|follow/);
    });

    it("a file without its last acts, and without what proves them, is refuted by the head of the matter", () => {
      const acts = file.acts.slice(0, -1);
      const problem = refutation({ ...file, acts });
      expect(problem).to.match(/receipts|head/);
    });

    it("a file with an act twice, or with its acts in another order, is refuted", () => {
      const [first, second, ...others] = file.acts;
      expect(refutation({ ...file, acts: [first, first, second, ...others] })).to.include("they are out of order");
      expect(refutation({ ...file, acts: [second, first, ...others] })).to.include("they are out of order");
    });

    it("a file with another value in any field of any act is refuted", () => {
      for (const [index, one] of file.acts.entries())
        for (const [field, value] of Object.entries(one.act)) {
          const other =
            typeof value === "number" ? value + 1 : value.replace(/.$/, (last: string) => (last === "0" ? "1" : "0"));
          const acts = file.acts.with(index, { ...one, act: { ...one.act, [field]: other } });
          expect(refutation({ ...file, acts }), field).to.not.equal("");
        }
    });

    it("a file with a changed record is refuted, and the reason names the act", () => {
      const index = indexOf("Ask");
      const one = file.acts[index];
      const { record } = file.acts[indexOf("Return")] ?? {};
      const problem = refutation({ ...file, acts: file.acts.with(index, { ...one, record } as never) });
      expect(problem).to.equal(
        `The file's statement about the payload of act ${proven.acts[index]?.hash} is false: it does not match the commitment of its author.`,
      );
    });

    it("a file with the signature of another party, or of nobody, is refuted", () => {
      const index = indexOf("Ask");
      const one = file.acts[index] as MatterEvidence["acts"][number];
      const key = journey.stack.participants["tribunal"]?.key;
      const hash = proven.acts[index]?.hash ?? "0x";
      const forged = key?.sign(hash) ?? "0x";
      expect(refutation({ ...file, acts: file.acts.with(index, { ...one, signature: forged }) })).to.include(
        `entry ${hash}`,
      );
      const broken = one.signature.replace(/.$/, (last) => (last === "0" ? "1" : "0")) as typeof one.signature;
      expect(refutation({ ...file, acts: file.acts.with(index, { ...one, signature: broken }) })).to.not.equal("");
    });

    it("a file with a changed header, a changed node or a part that nothing needs is refuted", () => {
      const flip = (hex: string) => hex.replace(/(?<=^.{60})./, (digit) => (digit === "0" ? "1" : "0"));
      expect(refutation({ ...file, headers: file.headers.with(0, flip(file.headers[0] ?? "") as never) })).to.not.equal(
        "",
      );
      const { nodes } = file.state;
      expect(
        refutation({ ...file, state: { ...file.state, nodes: nodes.with(0, flip(nodes[0] ?? "") as never) } }),
      ).to.not.equal("");
      expect(refutation({ ...file, receipts: [...file.receipts, "0xc0"] })).to.include("unused");
      expect(refutation({ ...file, participants: file.participants.slice(1) })).to.include("its participants");
    });

    it("a file about the agreement alone is refuted when it claims to be about the request", async () => {
      const agreement = JSON.parse(await journey.evidence("customs", journey.agreement)) as MatterEvidence;
      expect(refutation({ ...agreement, matter: journey.request })).to.not.equal("");
    });
  });

  it("a file of an unknown kind or version is unreadable, and the reason names both", () => {
    for (const [changed, shown] of [
      [{ format: "portolan-receipt" }, 'format "portolan-receipt", version 1'],
      [{ version: 2 }, 'format "portolan-matter-evidence", version 2'],
    ] as const) {
      const { verdict, problem } = verify({ ...file, ...changed });
      expect([verdict, problem?.code]).to.deep.equal(["unreadable", "EvidenceVersionUnknown"]);
      expect(problem?.text).to.include(shown);
    }
  });
});
