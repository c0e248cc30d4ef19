import { expect } from "chai";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GatewayAnswers } from "../../src/audit/gateway/gateway-answers.ts";
import type { FaultCode } from "../../src/audit/replay/fault.ts";
import { type AuditProgress, type AuditRequest, runAudit } from "../../src/audit/run-audit.ts";
import { type AuditResult, whatIsNotProved } from "../../src/audit/report/audit-result.ts";
import { createApiClient } from "../../src/cli/api/api-client.ts";
import { keccak256Hex } from "../../src/domain/encoding/keccak256.ts";
import type { Hex } from "../../src/domain/entry.ts";
import { jsonToHeaderRlp } from "../../src/ledger/header-rlp.ts";
import { JsonRpcClient } from "../../src/rpc/json-rpc-client.ts";
import { type ChainProxy, startChainProxy } from "../support/chain-proxy.ts";
import { errorOf } from "../support/error-of.ts";
import { gatewayClient } from "../support/gateway-client.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { SHOWN_BY_RUNS } from "./replay/audited-chain.ts";

interface RpcAnswer {
  readonly id: number;
  // The tests change results of known shapes.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  result: any;
}

describe("An audit through nodes and a gateway", () => {
  let stack: Stack;
  let folder: string;
  let proxy: ChainProxy;
  let ledger: Hex;
  let shipment: string;
  const shown = new Set<FaultCode>();
  let runs = 0;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-audit-"));
    stack = await startStack();
    proxy = await startChainProxy(stack.node.url);
    ledger = stack.config.contracts?.ledger as Hex;
    shipment = await record("carrier", { kind: "Consign", shipment: "https://example.com/audited/1" });
    await record("carrier", { kind: "Report", shipment, payload: { note: "seen", temperature: 4 } });
    await record("carrier", { kind: "Offer", shipment, counterparty: stack.participants["terminal"]?.id });
    await record("terminal", { kind: "Accept", shipment });
    await record("trader", { kind: "Consign", shipment: "https://example.com/audited/2" });
  });
  after(async () => {
    await proxy.close();
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => {
    proxy.interference = {};
  });

  const tokenOf = (name: string) => stack.participants[name]?.token as string;

  async function record(name: string, draft: object): Promise<string> {
    const client = gatewayClient(stack.gateway.url, tokenOf(name));
    const { status, body } = await client.post("/v1/entries", { payload: {}, ...draft }, { prefer: "wait=20" });
    expect(status).to.equal(201);
    return body.shipment;
  }

  const answersFor = (name: string): GatewayAnswers => createApiClient(stack.gateway.url, tokenOf(name));

  async function audit(request: Partial<AuditRequest> = {}): Promise<AuditResult> {
    const pinFile = join(folder, `pin-${runs++}.json`);
    return runAudit({ rpcUrls: [stack.node.url], ledger, pinFile, threads: 0, ...request });
  }

  function codesOf({ faults }: AuditResult): FaultCode[] {
    const codes = [...new Set(faults.map(({ code }) => code))];
    for (const code of codes) shown.add(code);
    return codes;
  }

  /** Changes each result of one method on its way through the proxy. */
  function onAnswer(method: string, change: (result: RpcAnswer["result"]) => RpcAnswer["result"]): void {
    proxy.interference = {
      after(call, text) {
        if (!call.methods.includes(method)) return undefined;
        const answer = JSON.parse(text) as RpcAnswer | RpcAnswer[];
        for (const one of [answer].flat()) one.result = change(one.result);
        return JSON.stringify(answer);
      },
    };
  }

  describe("with nothing but a node's address", () => {
    it("an audit without an address finds the ledger on the chain, and states that it chose it", async () => {
      const result = await audit({ ledger: undefined });
      expect(result).to.include({ verdict: "sound", ledgerWasNamed: false });
      expect(result.chain?.ledger).to.equal(ledger);
      expect(whatIsNotProved(result)[0]).to.match(/consortium's ledger/);
    });

    it("an audit is inconclusive when the node shows no ledger contract", async () => {
      onAnswer("eth_getLogs", () => []);
      const { verdict, chain } = await audit({ ledger: undefined, rpcUrls: [proxy.url] });
      expect({ verdict, chain }).to.deep.equal({ verdict: "inconclusive", chain: null });
    });

    it("an audit does not accept a contract with other code as the ledger", async () => {
      onAnswer("eth_getCode", () => "0x6001");
      const { verdict, chain } = await audit({ ledger: undefined, rpcUrls: [proxy.url] });
      expect({ verdict, chain }).to.deep.equal({ verdict: "inconclusive", chain: null });
    });
  });

  describe("of a sound ledger", () => {
    it("an audit of a sound ledger finds two nodes equal and the gateway's answers correct", async () => {
      const gateway = { answers: answersFor("auditor"), all: true };
      const result = await audit({ rpcUrls: [stack.node.url, proxy.url], gateway, threads: 2 });
      expect(result.questions).to.deep.equal([]);
      expect(codesOf(result)).to.deep.equal([]);
      expect(result).to.include({ verdict: "sound", stateCompared: true, entriesJudged: 5 });
      expect(result.nodes[1]?.compared).to.equal(result.figures?.blocks);
      expect(result.gateway).to.include({ listed: 2, shipments: 2, entries: 5, payloads: 0 });
    });

    it("an audit by a party compares the readable payloads with their commitments", async () => {
      const result = await audit({ gateway: { answers: answersFor("carrier"), all: false } });
      expect(result.faults).to.deep.equal([]);
      expect(result.verdict).to.equal("sound");
      expect(result.gateway).to.include({ listed: 1, shipments: 1, entries: 4, payloads: 4 });
    });
  });

  describe("of another ledger than the first", () => {
    it("an audit of another ledger than the pinned one names the difference: ChainChanged", async () => {
      const pinFile = join(folder, "pin.json");
      await audit({ pinFile });
      const pin = JSON.parse(await readFile(pinFile, "utf8")) as object;
      await writeFile(pinFile, JSON.stringify({ ...pin, genesis: `0x${"11".repeat(32)}` }));
      const result = await audit({ pinFile });
      expect(result.verdict).to.equal("unsound");
      expect(codesOf(result)).to.deep.equal(["ChainChanged"]);
      expect(result.faults[0]?.subject).to.equal("genesis");
    });

    it("an audit refuses an unreadable pin", async () => {
      const pinFile = join(folder, "broken.json");
      for (const text of ["{}", "null", "no JSON"]) {
        await writeFile(pinFile, text);
        expect(await errorOf(() => audit({ pinFile }))).to.have.property("code", "AuditPinUnreadable");
      }
    });
  });

  describe("through a node that lies", () => {
    const lies: [FaultCode, string, string, (result: RpcAnswer["result"]) => RpcAnswer["result"]][] = [
      ["BlockHashWrong", "changes a header", "eth_getBlockByNumber", (block) => ({ ...block, gasLimit: "0x1" })],
      [
        "ReceiptsNotInBlock",
        "leaves out a log",
        "eth_getBlockReceipts",
        (receipts) => receipts.map((receipt: object) => ({ ...receipt, logs: [] })),
      ],
    ];
    for (const [code, what, method, change] of lies)
      it(`an audit names the block when the node ${what}: ${code}`, async () => {
        onAnswer(method, change);
        const result = await audit({ rpcUrls: [proxy.url] });
        expect(result.verdict).to.equal("unsound");
        expect(codesOf(result)).to.include(code);
      });

    it("an audit names the block and field in which two nodes differ: NodesDiffer", async () => {
      const rpc = new JsonRpcClient({ peer: "Chain", url: stack.node.url });
      onAnswer("eth_getBlockByNumber", (block) => {
        if (block.number !== "0x5") return block;
        const changed = { ...block, timestamp: `0x${(Number(block.timestamp) + 1).toString(16)}` };
        return { ...changed, hash: keccak256Hex(jsonToHeaderRlp(rpc, "eth_getBlockByNumber", changed)) };
      });
      const result = await audit({ rpcUrls: [stack.node.url, proxy.url] });
      await rpc.close();
      expect(codesOf(result)).to.deep.equal(["NodesDiffer"]);
      expect(result.faults.map(({ block, subject }) => [block, subject])).to.deep.equal([
        [5, `timestamp at ${proxy.url}`],
      ]);
    });
  });

  describe("through two nodes that tell different things", () => {
    const both = () => audit({ rpcUrls: [stack.node.url, proxy.url] });

    it("an audit names the difference when the second node is on another chain: NodesDiffer", async () => {
      onAnswer("eth_chainId", () => "0x1");
      const result = await both();
      expect(codesOf(result)).to.deep.equal(["NodesDiffer"]);
      expect(result.faults.map(({ subject, found }) => [subject, found])).to.deep.equal([
        [`chainId at ${proxy.url}`, "1"],
      ]);
    });

    it("an audit names the second node when its block is inconsistent: BlockHashWrong", async () => {
      onAnswer("eth_getBlockByNumber", (block) => (block.number === "0x5" ? { ...block, gasLimit: "0x1" } : block));
      const result = await both();
      expect(codesOf(result)).to.deep.equal(["BlockHashWrong"]);
      expect(result.faults.map(({ block, subject }) => [block, subject])).to.deep.equal([[5, proxy.url]]);
    });

    it("an audit names the block about which the second node changed its answer: NodesDiffer", async () => {
      let isFirst = true;
      onAnswer("eth_getBlockByNumber", (block) => {
        if (!isFirst || block.number !== "0x5") return block;
        isFirst = false;
        return { ...block, hash: `0x${"12".repeat(32)}` };
      });
      const result = await both();
      expect(codesOf(result)).to.have.members(["BlockHashWrong", "NodesDiffer"]);
      expect(result.faults.map(({ subject }) => subject)).to.include(`hash at ${proxy.url}`);
    });
  });

  describe("through a node that does not tell enough", () => {
    const unhelpful: [string, string, (result: RpcAnswer["result"]) => RpcAnswer["result"]][] = [
      ["gives no receipts", "eth_getBlockReceipts", () => null],
      [
        "gives a proof of something else",
        "eth_getProof",
        (proof) => ({ ...proof, accountProof: proof.accountProof.slice(1) }),
      ],
      ["gives garbage for blocks", "eth_getBlockByNumber", () => "garbage"],
    ];
    for (const [what, method, change] of unhelpful)
      it(`an audit is inconclusive when the node ${what}`, async () => {
        onAnswer(method, change);
        for (const threads of [0, 1]) {
          const result = await audit({ rpcUrls: [proxy.url], threads });
          expect(result).to.include({ verdict: "inconclusive", stateCompared: false });
          expect(result.questions).to.have.length(1);
        }
      });

    it("an audit is inconclusive when the node has no last block", async () => {
      proxy.interference = {
        after: ({ body, methods }, text) =>
          methods[0] === "eth_getBlockByNumber" && body.includes('"latest"')
            ? JSON.stringify({ ...(JSON.parse(text) as RpcAnswer), result: null })
            : undefined,
      };
      expect((await audit({ rpcUrls: [proxy.url] })).verdict).to.equal("inconclusive");
    });

    it("an audit is inconclusive when the node's list of logs is malformed", async () => {
      onAnswer("eth_getLogs", () => "none");
      const { verdict, chain } = await audit({ ledger: undefined, rpcUrls: [proxy.url] });
      expect({ verdict, chain }).to.deep.equal({ verdict: "inconclusive", chain: null });
    });

    it("an audit is inconclusive when the node closes the connection", async () => {
      proxy.interference = { before: ({ methods }) => (methods.includes("eth_getBlockReceipts") ? "lost" : undefined) };
      expect((await audit({ rpcUrls: [proxy.url] })).verdict).to.equal("inconclusive");
    });

    it("an audit is inconclusive when a second node does not confirm the ledger", async () => {
      proxy.interference = { before: () => "lost" };
      const result = await audit({ rpcUrls: [stack.node.url, proxy.url] });
      expect(result).to.include({ verdict: "inconclusive", stateCompared: true });
    });
  });

  describe("that goes on from a checkpoint", () => {
    let written: string;
    let path: string;
    before(async () => {
      written = join(folder, "checkpoint");
      await audit({ toCheckpoint: written });
    });
    beforeEach(async () => {
      path = join(folder, `checkpoint-${runs++}`);
      await copyFile(written, path);
    });

    /** Writes the checkpoint with a change and the correct digest, as a forger would. */
    async function forge(change: (text: string) => string): Promise<void> {
      const lines = change(await readFile(path, "utf8"))
        .trimEnd()
        .split("\n")
        .slice(0, -1);
      const text = `${lines.join("\n")}\n`;
      const sha256 = `0x${createHash("sha256").update(text).digest("hex")}`;
      await writeFile(path, `${text}${JSON.stringify({ sha256 })}\n`);
    }

    it("an audit from a checkpoint judges only new entries, and proves the state again", async () => {
      const result = await audit({ fromCheckpoint: path });
      expect(result).to.include({ verdict: "sound", entriesJudged: 0, stateCompared: true });
      expect(result.figures?.entries).to.equal(5);
    });

    it("an audit from a checkpoint still compares the last block with another node's", async () => {
      const rpcUrls = [stack.node.url, proxy.url] as const;
      expect((await audit({ rpcUrls, fromCheckpoint: path })).verdict).to.equal("sound");
      const lastBlock = (await audit({ fromCheckpoint: path })).last?.number ?? 0;
      onAnswer("eth_getBlockByNumber", (block) =>
        Number(block.number) === lastBlock ? { ...block, hash: `0x${"12".repeat(32)}` } : block,
      );
      const result = await audit({ rpcUrls, fromCheckpoint: path });
      expect(codesOf(result)).to.deep.equal(["NodesDiffer"]);
      expect(result.faults[0]).to.include({ block: lastBlock, subject: `hash at ${proxy.url}` });
    });

    it("a checkpoint continues with a gateway only when it was written with one", async () => {
      const gateway = { answers: answersFor("auditor"), all: true };
      const error = await errorOf(() => audit({ fromCheckpoint: path, gateway }));
      expect(error).to.have.property("code", "AuditCheckpointRefused");
      await audit({ toCheckpoint: path, gateway });
      const result = await audit({ fromCheckpoint: path, gateway });
      expect(result).to.include({ verdict: "sound", entriesJudged: 0 });
      expect(result.gateway).to.include({ shipments: 2, entries: 5 });
    });

    it("an audit from a checkpoint is inconclusive when another node lacks the last block", async () => {
      const last = (await audit({ fromCheckpoint: path })).last?.number ?? 0;
      proxy.interference = {
        after: ({ body }, text) =>
          body.includes(`"0x${last.toString(16)}"`)
            ? JSON.stringify({ ...(JSON.parse(text) as RpcAnswer), result: null })
            : undefined,
      };
      const result = await audit({ rpcUrls: [stack.node.url, proxy.url], fromCheckpoint: path });
      expect(result).to.include({ verdict: "inconclusive", stateCompared: true });
    });

    it("an audit from a checkpoint names a rewritten history, and reads no further: HistoryRewritten", async () => {
      await forge((text) => text.replace(/("last":\{"number":\d+,"hash":"0x)[0-9a-f]{4}/, "$10000"));
      const result = await audit({ fromCheckpoint: path });
      expect(result.faults.map(({ code }) => code)).to.deep.equal(["HistoryRewritten"]);
      expect(result).to.include({ verdict: "unsound", stateCompared: false });
    });

    const forgeries: Record<string, (text: string) => string> = {
      "that was written before a block was audited": (text) => text.replace(/"last":\{[^}]*\},/, ""),
      "of another format": (text) => text.replace("portolan-audit-checkpoint/1", "portolan-audit-checkpoint/9"),
      "without its first block": (text) => text.replace(/"firstBlock":\d+/, '"firstBlock":"none"'),
      "with a line of an unknown kind": (text) => text.replace("\n", '\n{"unknown":1}\n'),
    };
    for (const [what, change] of Object.entries(forgeries))
      it(`an audit refuses a checkpoint ${what}`, async () => {
        await forge(change);
        const error = await errorOf(() => audit({ fromCheckpoint: path }));
        expect(error).to.have.property("code", "AuditCheckpointRefused");
      });

    it("an audit refuses a checkpoint with additional data", async () => {
      await writeFile(path, `${await readFile(path, "utf8")}{}\n`);
      const error = await errorOf(() => audit({ fromCheckpoint: path }));
      expect(error).to.have.property("code", "AuditCheckpointRefused");
    });

    it("an audit refuses a changed checkpoint", async () => {
      await writeFile(path, (await readFile(path, "utf8")).replace('"entries":5', '"entries":6'));
      const error = await errorOf(() => audit({ fromCheckpoint: path }));
      expect(error).to.have.property("code", "AuditCheckpointRefused");
    });

    it("an audit refuses a truncated checkpoint", async () => {
      await writeFile(path, (await readFile(path, "utf8")).split("\n").slice(0, 3).join("\n"));
      const error = await errorOf(() => audit({ fromCheckpoint: path }));
      expect(error).to.have.property("code", "AuditCheckpointRefused");
    });

    it("an audit refuses a checkpoint of another ledger", async () => {
      await forge((text) => text.replace(/"chainId":\d+/, '"chainId":1'));
      const error = await errorOf(() => audit({ fromCheckpoint: path }));
      expect(error).to.have.property("code", "AuditCheckpointRefused");
    });

    it("an audit detects a forged state of a checkpoint by the contract's storage", async () => {
      await forge((text) => text.replace(/("shipment":\["0x[0-9a-f]{64}",")0x[0-9a-f]{4}/, "$10x0000"));
      const result = await audit({ fromCheckpoint: path });
      expect(codesOf(result)).to.deep.equal(["StorageDiffers"]);
    });
  });

  describe("with a gateway whose database was edited by hand", () => {
    const TABLES = ["entries", "shipments", "payloads"];
    let db: DatabaseSync;

    before(() => {
      db = new DatabaseSync(join(stack.config.dataDir, "portolan.db"));
      db.exec("PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = OFF");
      for (const table of TABLES) db.exec(`CREATE TABLE saved_${table} AS SELECT * FROM ${table}`);
    });
    afterEach(() => {
      for (const table of TABLES)
        db.exec(`BEGIN; DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM saved_${table}; COMMIT`);
    });
    after(() => db.close());

    const auditGateway = (name: string, answers = answersFor(name)) => audit({ gateway: { answers, all: true } });
    const ANOTHER = `0x${"ee".repeat(32)}`;

    /** Adds a copy of a row with some columns changed. */
    function copyRow(table: string, where: string, columns: Readonly<Record<string, string>>): void {
      db.exec(`CREATE TEMP TABLE copied AS SELECT * FROM ${table} WHERE ${where}`);
      for (const [column, value] of Object.entries(columns)) db.exec(`UPDATE copied SET ${column} = ${value}`);
      db.exec(`INSERT INTO ${table} SELECT * FROM copied; DROP TABLE copied`);
    }

    it("an audit names the entry and field of a changed row: GatewayEntryDiffers", async () => {
      const { hash, occurred_at: occurredAt } = db
        .prepare("SELECT hash, occurred_at FROM entries WHERE shipment = ? AND sequence = 2")
        .get(shipment) as { hash: string; occurred_at: number };
      db.exec(`UPDATE entries SET occurred_at = 77 WHERE hash = '${hash}'`);
      const result = await auditGateway("auditor");
      expect(codesOf(result)).to.deep.equal(["GatewayEntryDiffers"]);
      const [fault] = result.faults;
      expect(fault).to.include({ entry: hash, subject: `${shipment}: occurredAt`, found: "77" });
      expect(fault?.expected).to.equal(String(occurredAt));
    });

    it("an audit also names changed fields outside the hash, such as the time of recording", async () => {
      db.exec(`UPDATE entries SET recorded_at = recorded_at + 1 WHERE shipment = '${shipment}' AND sequence = 3`);
      const result = await auditGateway("auditor");
      expect(codesOf(result)).to.deep.equal(["GatewayEntryDiffers"]);
      expect(result.faults[0]?.subject).to.equal(`${shipment}: recordedAt`);
    });

    it("an audit names a deleted row: GatewayEntryMissing", async () => {
      db.exec(`DELETE FROM entries WHERE shipment = '${shipment}' AND sequence = 2`);
      expect(codesOf(await auditGateway("auditor"))).to.deep.equal(["GatewayEntryMissing"]);
    });

    it("an audit names an added row: GatewayEntryInvented", async () => {
      const columns = { hash: `'${ANOTHER}'`, sequence: "9", position: "position + 1" };
      copyRow("entries", `shipment = '${shipment}' AND sequence = 2`, columns);
      expect(codesOf(await auditGateway("auditor"))).to.deep.equal(["GatewayEntryInvented"]);
    });

    it("an audit names a changed shipment: GatewayShipmentDiffers", async () => {
      db.exec(`UPDATE shipments SET custodian = 1 WHERE id = '${shipment}'`);
      const result = await auditGateway("auditor");
      expect(codesOf(result)).to.deep.equal(["GatewayShipmentDiffers"]);
      expect(result.faults[0]?.subject).to.equal(`${shipment}: custodian`);
    });

    it("an audit names a deleted shipment: GatewayShipmentMissing", async () => {
      db.exec(`DELETE FROM shipments WHERE id = '${shipment}'`);
      expect(codesOf(await auditGateway("auditor"))).to.deep.equal(["GatewayShipmentMissing"]);
    });

    it("an audit names an added shipment: GatewayShipmentInvented", async () => {
      const columns = { id: `'${ANOTHER}'`, updated_position: "updated_position + 1" };
      copyRow("shipments", `id = '${shipment}'`, columns);
      const entry = { shipment: `'${ANOTHER}'`, hash: `'${ANOTHER}'`, position: "position + 1" };
      copyRow("entries", `shipment = '${shipment}' AND sequence = 1`, entry);
      expect(codesOf(await auditGateway("auditor"))).to.deep.equal(["GatewayShipmentInvented"]);
    });

    it("an audit names the entry of a changed payload: GatewayPayloadDiffers", async () => {
      db.exec(`UPDATE payloads SET body = replace(body, '"temperature":4', '"temperature":9')`);
      const result = await auditGateway("carrier");
      expect(codesOf(result)).to.deep.equal(["GatewayPayloadDiffers"]);
      expect(result.faults[0]?.entry).to.match(/^0x[0-9a-f]{64}$/);
    });

    it("an audit names a trace that does not follow from the entries: GatewayTraceDiffers", async () => {
      const answers = answersFor("auditor");
      const lying: GatewayAnswers = {
        url: answers.url,
        async get(path, query) {
          const answer = (await answers.get(path, query)) as { entries: object[] };
          return path.endsWith("/trace")
            ? { ...answer, entries: answer.entries.map((entry) => ({ ...entry, kind: "Report" })) }
            : answer;
        },
      };
      expect(codesOf(await auditGateway("auditor", lying))).to.deep.equal(["GatewayTraceDiffers"]);
    });
  });

  describe("of a growing chain", () => {
    it("an audit of a growing chain continues until it is near the head", async () => {
      const [entries, more] = [5, 17];
      let grown = false;
      proxy.interference = {
        async before({ methods }) {
          if (grown || !methods.includes("eth_getBlockReceipts")) return undefined;
          grown = true;
          for (let entry = 0; entry < more; entry += 1) await record("carrier", { kind: "Report", shipment });
          return undefined;
        },
      };
      const told: AuditProgress[] = [];
      const result = await audit({ rpcUrls: [proxy.url], onProgress: (progress) => told.push(progress) });
      expect(result).to.include({ verdict: "sound", entriesJudged: entries + more });
      expect(result.last?.number).to.equal((result.nodes[0]?.height ?? 0) + more);
      expect(told.at(-1)).to.include({ block: result.last?.number, toBlock: result.last?.number });
    });
  });

  after("shows every code that is for it to show", () => {
    expect([...shown]).to.include.members([...SHOWN_BY_RUNS]);
  });
});
