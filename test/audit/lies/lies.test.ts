import { expect } from "chai";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeEvidence } from "../../../src/audit/evidence/make-evidence.ts";
import { verifyEvidence } from "../../../src/audit/evidence/verify-evidence.ts";
import { identifyLedger } from "../../../src/audit/replay/identify-ledger.ts";
import type { Bytes32, Hex } from "../../../src/domain/entry.ts";
import { roleBits } from "../../../src/domain/rules/role.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { readStory } from "../../../src/gateway/trace/shipment-story.ts";
import { recoverAddress } from "../../../src/keys/recover-address.ts";
import { JsonRpcClient } from "../../../src/rpc/json-rpc-client.ts";
import { openDatabase } from "../../../src/store/open-database.ts";
import { startHostileNode, type HostileNode } from "../../support/hostile-node.ts";
import { LIES } from "../../support/lies.ts";
import { makeRecord, openWitness } from "../../support/test-witness.ts";
import { startJourney, type Journey } from "../evidence/journey.ts";
import {
  follow,
  HONEST_WITNESS,
  type Outcome,
  auditOutcome,
  evidenceOutcome,
  followerOutcome,
  witnessOutcome,
  type Target,
  type Truth,
} from "./lie-outcomes.ts";

/** File of the resulting table, for readers. */
const TABLE = join(import.meta.dirname, "..", "..", "..", "bench-results", "lies.md");

/**
 * Fields in which a follower believes a lie of its only node, because no hash covers them: signatures, times, and the
 * end of the history. The audit detects all of them.
 */
const LEFT_TO_THE_AUDIT = /^((entries|refusals)\.(signature|recorded_at)|number of \w+)(, number of \w+)*$/;

describe("A node that lies", () => {
  let journey: Journey;
  let node: HostileNode;
  let truth: Truth;
  let folder: string;
  let earlierRecord: string;
  const rows: string[] = [];

  before(async () => {
    journey = await startJourney();
    folder = await mkdtemp(join(tmpdir(), "portolan-lies-"));
    node = await startHostileNode(journey.stack.node.url);
    ({ truth, earlierRecord } = await readTruth());
  });
  after(async () => {
    await node.close();
    await journey.stop();
    await rm(folder, { recursive: true, force: true });
    await mkdir(join(TABLE, ".."), { recursive: true });
    const head = "| lie | audit | evidence | witness | follower |\n| --- | --- | --- | --- | --- |\n";
    await writeFile(TABLE, `${head}${rows.join("\n")}\n`);
  });

  /** The truth for the comparisons, from the honest node. */
  async function readTruth(): Promise<{ truth: Truth; earlierRecord: string }> {
    const { stack, shipment } = journey;
    const rpc = new JsonRpcClient({ peer: "Chain", url: node.url });
    const ledger = stack.config.contracts?.ledger as Hex;
    const chain = await identifyLedger(rpc, ledger);
    const record = await makeRecord(HONEST_WITNESS);
    const db = await openDatabase({ folder: stack.config.dataDir });
    try {
      const trader = stack.participants["trader"];
      const caller: Caller = {
        participant: trader?.id ?? 0,
        roles: roleBits(["trader"]),
        jurisdiction: "BR",
        scopes: new Set(["read"]),
      };
      const reading = { db, directory: stack.gateway.directory, now: () => Math.floor(Date.now() / 1000) };
      const story = await readStory(reading, caller, shipment);
      const head = { ...chain, height: story.block.number, hash: story.block.hash as Bytes32 };
      const evidence = await makeEvidence({ rpc, ...chain, recover: recoverAddress }, story);
      const { history } = verifyEvidence(JSON.stringify(evidence), { block: head.hash }, recoverAddress);
      const followed = await follow(target(), chain);
      if (history === undefined || history === null || !("contents" in followed))
        throw new Error("The honest node failed.");

      const witness = await openWitness(rpc, ledger, HONEST_WITNESS, record.file, { everySeconds: 3_600 });
      const earlier = (await rpc.request("eth_getBlockByNumber", [`0x${(head.height - 1).toString(16)}`, false])) as {
        hash: Bytes32;
      };
      await witness.cosign({ ...head, height: head.height - 1, hash: earlier.hash });
      const earlierRecord = await readFile(record.file, "utf8");
      await witness.cosign(head);
      const note = join(folder, "honest.note");
      await writeFile(note, witness.latest() ?? "");
      const entries = (followed.contents["entries"] ?? []).length;
      return { truth: { chain, head, note, entries, story, history, followed: followed.contents }, earlierRecord };
    } finally {
      await db.close();
      await record.remove();
      await rpc.close();
    }
  }

  const target = (): Target => ({ url: node.url, timeoutMs: node.lie?.stalls === true ? 200 : 20_000 });

  const TOOLS: Readonly<Record<string, () => Promise<Outcome>>> = {
    audit: () => auditOutcome(target(), truth),
    evidence: () => evidenceOutcome(target(), truth),
    witness: () => witnessOutcome(target(), truth, earlierRecord),
    follower: () => followerOutcome(target(), truth),
  };

  it("every tool believes a node while it tells the truth", async () => {
    node.lie = undefined;
    for (const [tool, run] of Object.entries(TOOLS)) expect((await run()).kind, tool).to.equal("harmless");
  });

  for (const lie of LIES)
    it(`no tool believes a node that lies: ${lie.name}`, async () => {
      const cells: string[] = [];
      const outcomes: Record<string, Outcome> = {};
      for (const [tool, run] of Object.entries(TOOLS)) {
        node.lie = lie;
        node.told = 0;
        const outcome = await run();
        outcomes[tool] = outcome;
        const asked = node.told > 0;
        cells.push(asked ? cellOf(outcome) : "not asked");
        if (!asked) expect(outcome.kind, tool).to.equal("harmless");
      }
      node.lie = undefined;
      rows.push(`| ${lie.name} | ${cells.join(" | ")} |`);
      for (const [tool, { kind, by }] of Object.entries(outcomes)) {
        if (kind !== "believed") continue;
        expect(tool, by).to.equal("follower");
        expect(by).to.match(LEFT_TO_THE_AUDIT);
        expect(outcomes["audit"]?.kind).to.be.oneOf(["caught", "inconclusive"]);
      }
    });

  function cellOf({ kind, by }: Outcome): string {
    if (kind === "harmless") return "no effect";
    if (kind === "believed") return `left to the audit (${by})`;
    return `${kind === "caught" ? "caught" : "inconclusive"}: ${by}`;
  }
});
