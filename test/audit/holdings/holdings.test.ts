import { expect } from "chai";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ComparedHoldings } from "../../../src/audit/holdings/holdings-comparison.ts";
import type { AuditResult } from "../../../src/audit/report/audit-result.ts";
import { runAudit } from "../../../src/audit/run-audit.ts";
import type { Comparison } from "../../../src/api/comparison.ts";
import { readConfig } from "../../../src/config/config.ts";
import type { EntryHash, Hex } from "../../../src/domain/entry.ts";
import { DIGEST, DIGEST_ANSWER, type DigestAnswer } from "../../../src/exchange/digest.ts";
import { signStatement } from "../../../src/exchange/statement.ts";
import { createLocalSigner } from "../../../src/keys/local-signer.ts";
import { databaseLocation } from "../../../src/start/database-location.ts";
import { openExistingDatabase } from "../../../src/store/open-database.ts";
import { eventually } from "../../support/eventually.ts";
import { startMemberGateways, type MemberGateway, type MemberGateways } from "../../support/member-gateways.ts";
import { SHOWN_BY_HOLDINGS } from "../replay/audited-chain.ts";
import { runCommand } from "../../cli/run-command.ts";
import { forgetPayload } from "../../gateway/exchange/forget-payload.ts";

const OTHER = `0x${"12".repeat(32)}` as const;

const SAID = { bizStep: "departing", "portolan:place": "NLRTM" };

describe("The audit of members' holdings", function () {
  this.timeout(240_000);
  let gateways: MemberGateways<"trade" | "authority">;
  let trade: MemberGateway, authority: MemberGateway;
  let folder: string;
  let ledger: Hex;
  let chainId: number;
  let runs = 0;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-holdings-"));
    gateways = await startMemberGateways(
      { trade: ["trader"], authority: ["customs"] },
      {
        settings: { EXCHANGE_HEAL_SECONDS: "1" },
        // The trader's gateway reaches nobody, so it does not get back what it lost.
        settingsOf: (name) => (name === "trade" ? { EXCHANGE_PRIVATE_HOSTS: "" } : {}),
      },
    );
    ({ trade, authority } = gateways.of);
    const config = readConfig({ ...trade.environment });
    ledger = config.contracts?.ledger as Hex;
  });
  after(async () => {
    await gateways.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function record(draft: object): Promise<EntryHash> {
    const { status, body } = await trade.client("trader").post("/v1/entries", draft, { prefer: "wait=30" });
    expect(status, JSON.stringify(body)).to.equal(201);
    await gateways.followed();
    return body.hash;
  }

  const comparisons = async (): Promise<Comparison[]> =>
    (await authority.client("customs").get("/v1/exchange/comparisons")).body.items;

  async function save(document: unknown): Promise<string> {
    const file = join(folder, `holdings-${runs++}.json`);
    await writeFile(file, JSON.stringify(document));
    return file;
  }

  async function audit(file: string, request: object = {}): Promise<AuditResult> {
    const pinFile = join(folder, `pin-${runs++}.json`);
    return runAudit({ rpcUrls: [gateways.node.url], ledger, pinFile, threads: 0, holdings: [file], ...request });
  }

  const onlyOne = ({ holdings }: AuditResult): ComparedHoldings => {
    expect(holdings).to.have.length(1);
    return holdings?.[0] as ComparedHoldings;
  };

  /** Waits for a comparison that began after this call, and has this many differences. */
  async function auditedWhen(differences: number): Promise<AuditResult> {
    let result: AuditResult | undefined;
    await eventually(`a comparison has ${differences} differences`, async () => {
      const items = await comparisons();
      if (items.length === 0) return false;
      result = await audit(await save({ comparisons: items }));
      const { blocks } = onlyOne(result);
      const isNew = blocks.to >= Math.max(...entryBlocks);
      return isNew && onlyOne(result).differences.length === differences;
    });
    return result as AuditResult;
  }

  const entryBlocks: number[] = [];
  const entries: EntryHash[] = [];

  it("an audit finds that two members hold the same of what both may read, as both signed", async () => {
    for (const [kind, number] of [
      ["Consign", 1],
      ["Consign", 2],
      ["Report", 2],
    ] as const) {
      const hash = await record({ kind, shipment: `https://example.com/held/${number}`, payload: SAID });
      entries.push(hash);
      entryBlocks.push((await trade.client("trader").get(`/v1/entries/${hash}`)).body.block);
    }
    const result = await auditedWhen(0);
    expect(result.verdict).to.equal("sound");
    chainId = Number(result.chain?.chainId);
    const { reader, holder, blocks } = onlyOne(result);
    expect([reader, holder, blocks.from]).to.deep.equal([gateways.idOf("customs"), gateways.idOf("trader"), 0]);
  });

  it("an audit names the entry of which one member lost the payload, and what each says it holds", async () => {
    const [, lost] = entries;
    const { body } = await trade.client("trader").get(`/v1/entries/${lost}`);
    const db = await openExistingDatabase(databaseLocation(readConfig({ ...trade.environment })));
    if (db === undefined) return expect.fail("There is no database.");
    try {
      await forgetPayload(db, body.commitment);
    } finally {
      await db.close();
    }
    const result = await auditedWhen(1);
    expect(result.verdict).to.equal("sound");
    const [difference] = onlyOne(result).differences;
    expect(difference).to.include({ from: body.block, to: body.block, reader: 1, holder: 0 });
    expect(difference?.differing).to.deep.equal([{ entry: lost, reader: "all", holder: null }]);
  });

  it("the command line writes the signed comparisons, and its audit prints the differing entry", async () => {
    const key = join(folder, "api-key");
    await writeFile(key, authority.members["customs"]?.token ?? "", { mode: 0o600 });
    const file = join(folder, "written.json");
    const at = ["--url", authority.url, "--api-key-file", key];
    const listed = await runCommand("exchange", "comparisons", "-o", file, ...at);
    expect([listed.status, listed.err]).to.deep.equal([0, ""]);
    expect(listed.out).to.match(/^\d+ .+ 20\d\d-/m);
    const { status, out } = await inDataDir(folder, () =>
      runCommand(
        ...["audit", "--rpc", gateways.node.url, "--contract", ledger, "--holdings", file, "--report", `${file}.html`],
      ),
    );
    expect(status).to.equal(0);
    expect(out).to.contain(`entry ${entries[1]}: ${gateways.idOf("customs")} holds all of it, and`);
    expect(await readFile(`${file}.html`, "utf8")).to.contain("Holdings of members");
  });

  /** The comparison with another last answer, signed by the trader's key. */
  async function withAnswer(change: (answer: DigestAnswer) => DigestAnswer) {
    const [comparison] = await comparisons();
    const steps = [...(comparison?.steps ?? [])];
    const last = steps.pop();
    if (last === undefined) return expect.fail("There is no step.");
    const { statement } = DIGEST_ANSWER.read(Buffer.from(last.answer));
    const key = trade.members["trader"]?.key;
    if (key === undefined) return expect.fail("There is no key.");
    const signed = await signStatement(DIGEST_ANSWER.type, change(statement), createLocalSigner(key), {
      chainId,
      ledger,
    });
    return { comparisons: [{ ...comparison, steps: [...steps, { ...last, answer: JSON.stringify(signed) }] }] };
  }

  const changeRanges = (change: Partial<DigestAnswer["ranges"][number]>) =>
    withAnswer((answer) => ({ ...answer, ranges: answer.ranges.map((range) => ({ ...range, ...change })) }));

  for (const { title, change } of [
    { title: "of more entries than the chain has", change: { count: 4_000 } },
    { title: "that fits no entry of the block", change: { count: 1, digest: OTHER } },
    { title: "of nothing that is not the digest of nothing", change: { count: 0, digest: OTHER } },
  ] as const)
    it(`a digest ${title} convicts the member that signed it`, async () => {
      const { verdict, faults } = await audit(await save(await changeRanges(change)));
      expect(verdict).to.equal("unsound");
      expect(faults.map(({ code }) => code)).to.include.members([...SHOWN_BY_HOLDINGS]);
      for (const { subject } of faults) expect(subject).to.contain(`participant ${gateways.idOf("trader")}`);
    });

  it("a digest that another key signed convicts nobody, and leaves the audit inconclusive", async () => {
    const items = await comparisons();
    const steps = items[0]?.steps.map(({ digest, answer }) => {
      const read = DIGEST_ANSWER.read(Buffer.from(answer));
      const other = DIGEST.read(Buffer.from(digest)).signature;
      return { digest, answer: JSON.stringify({ ...read, signature: other }) };
    });
    const { verdict, faults, questions } = await audit(await save({ comparisons: [{ ...items[0], steps }] }));
    expect([verdict, faults]).to.deep.equal(["inconclusive", []]);
    expect(questions[0]?.reason).to.contain("did not sign");
  });

  it("a comparison without one of its steps leaves the audit inconclusive", async () => {
    const [comparison] = await comparisons();
    const steps = comparison?.steps.slice(0, -1);
    const { verdict, questions } = await audit(await save({ comparisons: [{ ...comparison, steps }] }));
    expect(verdict).to.equal("inconclusive");
    expect(questions[0]?.reason).to.contain("missing");
  });

  it("a file that is no comparison leaves the audit inconclusive", async () => {
    for (const document of [{}, { comparisons: [{ steps: [] }] }, { comparisons: [{ steps: [{ digest: "{}" }] }] }]) {
      const { verdict, questions } = await audit(await save(document));
      expect([verdict, questions.length]).to.deep.equal(["inconclusive", 1]);
    }
    expect((await audit(join(folder, "absent.json"))).verdict).to.equal("inconclusive");
  });
});

/** An audit remembers the ledger in DATA_DIR, which is that of `npm start` where nothing else is set. */
async function inDataDir<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const before = process.env["DATA_DIR"];
  process.env["DATA_DIR"] = folder;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env["DATA_DIR"];
    else process.env["DATA_DIR"] = before;
  }
}
