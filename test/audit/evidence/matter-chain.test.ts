import { expect } from "chai";
import { makeMatterEvidence } from "../../../src/audit/evidence/matter/make-matter-evidence.ts";
import { LINKED_HEADERS } from "../../../src/audit/evidence/prove-blocks.ts";
import { tellMatter } from "../../../src/audit/evidence/matter/tell-matter.ts";
import { verifyEvidence } from "../../../src/audit/evidence/verify-evidence.ts";
import type { MatterId } from "../../../src/domain/cooperation/act.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import type { MatterStory, StoryAct } from "../../../src/domain/matter-story.ts";
import { positionOf } from "../../../src/domain/position.ts";
import { recoverAddress } from "../../../src/keys/recover-address.ts";
import { ACT_RECORDED_TOPIC, logToActEvent } from "../../../src/ledger/act-log.ts";
import { getBlockHeader } from "../../../src/ledger/get-block-header.ts";
import { getLogs } from "../../../src/ledger/get-logs.ts";
import { type ActStory, type Authorities, enrolAuthorities, recordActStory } from "../../support/act-story.ts";
import { blockTime, startChain, type TestChain } from "../../support/chain.ts";
import { agree, DAY, matterId, recordAct } from "../../support/cooperation.ts";
import { type ServedChain, serveChain } from "../../support/serve-chain.ts";

/** Which acts a dishonest maker leaves out. */
type Leave = (act: StoryAct) => boolean;

describe("evidence about matters of a chain", () => {
  let chain: TestChain;
  let served: ServedChain;
  let place: { chainId: number; ledger: Hex; consortium: Hex; cooperation: Hex };
  let authorities: Authorities;
  let story: ActStory;

  before(async () => {
    chain = await startChain();
    authorities = await enrolAuthorities(chain);
    story = await recordActStory(chain, authorities, "evidence");
    served = await serveChain(chain);
    const address = async (contract: { getAddress(): Promise<string> }) =>
      (await contract.getAddress()).toLowerCase() as Hex;
    place = {
      chainId: chain.chainId,
      ledger: await address(chain.ledger),
      consortium: await address(chain.consortium),
      cooperation: await address(chain.cooperation),
    };
  });
  after(async () => {
    await served.close();
    await chain.connection.close();
  });

  async function storyOf(matters: readonly MatterId[], leave: Leave): Promise<MatterStory> {
    const last = await getBlockHeader(served.rpc, "latest");
    if (last === undefined) throw new Error("The chain has no block.");
    const range = { addresses: [place.cooperation], fromBlock: 0, toBlock: last.number };
    const logs = await getLogs(served.rpc, { ...range, events: [ACT_RECORDED_TOPIC] });
    const acts = logs
      .map(logToActEvent)
      .map(({ signed, hash, position }): StoryAct => ({
        ...signed,
        hash,
        position: positionOf(position.blockNumber, position.logIndex),
        block: position.blockNumber,
        transactionHash: position.transactionHash,
        record: { state: "unknown" },
      }))
      .filter((act) => matters.includes(act.act.matter) && !leave(act));
    const named = new Set(acts.flatMap(({ act }) => [act.author, act.counterparty]));
    named.delete(0);
    const participants = [...named].sort((a, b) => a - b).map((id) => ({ id, name: "" }));
    const [matter = "0x"] = matters;
    return { matter, block: { number: last.number, hash: last.hash }, participants, acts };
  }

  const make = async (matters: readonly MatterId[], leave: Leave = () => false) =>
    makeMatterEvidence({ ...place, rpc: served.rpc, recover: recoverAddress }, await storyOf(matters, leave));
  const report = async (matters: readonly MatterId[], leave?: Leave) =>
    verifyEvidence(JSON.stringify(await make(matters, leave)), {}, recoverAddress);
  const proved = async (...matters: MatterId[]) => {
    const { problem, matter, notProved } = await report(matters);
    if (matter === null) throw new Error(problem?.text);
    const summary = tellMatter(matter, (id) => `P${id}`).flatMap((chapter) => chapter.summary);
    return { matter, summary, open: notProved.map(({ code }) => code) };
  };
  const at = (index: number): MatterId => story.matters[index] ?? "0x";
  const [agreement, request, journal, version] = [() => at(0), () => at(1), () => at(2), () => at(3)];

  it("a request is proved with its agreement, although a new version has ended that agreement since", async () => {
    const { matter, summary } = await proved(request(), agreement());
    expect(matter.records.map(({ state }) => state)).to.deep.equal(["Closed", "Ended"]);
    expect(summary[1]).to.match(
      /^In force from .* when it was suspended; from .* to .*\. It ended .* \(superseded\)\.$/,
    );
    expect(summary.filter((sentence) => sentence.startsWith("The caveats were signed"))).to.have.length(1);
    expect(summary).to.include("The content was not released.");
  });

  it("a new version is proved without the acts of the agreement that it replaces", async () => {
    const { matter } = await proved(version());
    expect(matter.acts.map(({ kind }) => kind)).to.deep.equal(["Propose", "Name", "Sign"]);
    expect(matter.records[0]?.state).to.equal("InForce");
  });

  it("a journal is proved alone", async () => {
    const { matter } = await proved(journal());
    expect(matter.acts.map(({ kind, code }) => [kind, code])).to.deep.equal([["Anchor", "accessRecords"]]);
  });

  it("a file whose maker left out the last act is refuted by the head in the contract", async () => {
    const whole = [request(), agreement()];
    const { problem } = await report(whole, ({ act }) => act.matter === whole[0] && act.kind === 16);
    expect(problem?.text).to.match(
      /^The file's statement about the history of matter 0x\w+ is false: the contract's head is/,
    );
  });

  it("a file whose maker left out an act in the middle is refuted by the act that follows it", async () => {
    const whole = [request(), agreement()];
    for (const kind of [3, 5, 9, 18, 21]) {
      const { verdict, problem } = await report(whole, ({ act }) => act.kind === kind);
      expect(verdict, String(kind)).to.equal("refuted");
      expect(problem?.text, String(kind)).to.match(/statement about (act 0x|its participants)/);
    }
  });

  it("a file about a request without the acts of its agreement is refuted", async () => {
    expect((await report([request()])).verdict).to.equal("refuted");
  });

  it("a file with acts of a matter that the request does not rest on is refuted", async () => {
    const matters = [request, agreement, journal].map((matter) => matter());
    const { verdict, problem } = await report(matters);
    expect([verdict, problem?.text.includes("it belongs to another matter")]).to.deep.equal(["refuted", true]);
  });

  it("acts stay proved when a party was suspended later, and the file says that the roles changed", async () => {
    const { norway, court } = authorities;
    const matter = await agree(chain, [court, norway], "before a suspension");
    await recordAct(chain, court, "Seal", { matter, until: (await blockTime(chain)) + DAY, code: 1 });
    await (await chain.consortium.suspend(court.id)).wait();
    expect((await proved(matter)).open).to.include("roles");
    await (await chain.consortium.reinstate(court.id)).wait();
    expect((await proved(matter)).open).to.not.include("roles");
  });

  it("acts recorded before the linked blocks are proved in order, and the file says that their times are not", async () => {
    const { sweden, norway } = authorities;
    const matter = await agree(chain, [sweden, norway], "long ago");
    for (let block = 0; block < LINKED_HEADERS + 2; block++)
      await chain.connection.provider.request({ method: "evm_mine" });
    const ask = { matter: matterId("long after"), counterparty: norway.id, refersTo: matter, period: DAY, code: 1 };
    await recordAct(chain, sweden, "Ask", ask);
    const { matter: told, open } = await proved(ask.matter, matter);
    expect(open).to.include("untimed");
    expect(told.acts.map(({ recordedAt }) => recordedAt !== null)).to.deep.equal([false, false, false, true]);
  });
});
