import { NonceManager, JsonRpcProvider, Wallet } from "ethers";
import { expect } from "chai";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAudit } from "../../../src/audit/run-audit.ts";
import { verifyForkProof } from "../../../src/audit/witness/fork-proof.ts";
import type { Checkpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import type { Bytes32, Hex } from "../../../src/domain/entry.ts";
import { startNode, type RunningNode } from "../../../src/node/start-node.ts";
import { JsonRpcClient } from "../../../src/rpc/json-rpc-client.ts";
import { errorOf } from "../../support/error-of.ts";
import { FAUCET, startStack, type Stack } from "../../support/stack.ts";
import { makeRecord, openWitness, witnessKey } from "../../support/test-witness.ts";

/**
 * The owner of all validator keys can make another valid history of the chain. Here one node continues the chain, and
 * another continues a copy of it.
 */
describe("A chain whose history is rewritten on a copy", () => {
  const KEY = witnessKey("rewritten.example/w1");
  let stack: Stack;
  let copy: RunningNode;
  let folder: string;
  let ledger: Hex;
  let forkedAt: number;
  const clients: JsonRpcClient[] = [];

  before(async () => {
    stack = await startStack();
    await stack.gateway.stop();
    folder = await mkdtemp(join(tmpdir(), "portolan-rewritten-"));
    ledger = stack.config.contracts?.ledger as Hex;
    forkedAt = (await head(stack.node.url)).height + 1;
    await cp(join(stack.config.dataDir, "chain"), join(folder, "chain"), {
      recursive: true,
      filter: (path) => !path.includes("chain.lock"),
    });
    copy = await startNode({
      host: "127.0.0.1",
      port: 0,
      dataDir: join(folder, "chain"),
      onWarning: () => undefined,
      onProgress: () => undefined,
    });
    await makeBlocks(stack.node.url, 2, "0x00000000000000000000000000000000000a11ce");
    await makeBlocks(copy.url, 3, "0x00000000000000000000000000000000000b0bb0");
  });
  after(async () => {
    for (const client of clients) await client.close();
    await copy.close();
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function clientOf(url: string): JsonRpcClient {
    const client = new JsonRpcClient({ peer: "Chain", url });
    clients.push(client);
    return client;
  }

  async function head(url: string): Promise<Checkpoint> {
    const block = (await clientOf(url).request("eth_getBlockByNumber", ["latest", false])) as {
      number: string;
      hash: Bytes32;
    };
    return { chainId: stack.node.chainId, ledger, height: Number(block.number), hash: block.hash };
  }

  async function makeBlocks(url: string, count: number, to: string): Promise<void> {
    const provider = new JsonRpcProvider(url, undefined, { pollingInterval: 10, cacheTimeout: -1 });
    const sender = new NonceManager(new Wallet(FAUCET, provider));
    for (let block = 0; block < count; block += 1) await (await sender.sendTransaction({ to, value: 1 })).wait();
    provider.destroy();
  }

  const audit = (rpcUrls: [string, ...string[]], sources: string[] = []) =>
    runAudit({
      rpcUrls,
      ledger,
      pinFile: join(folder, "pin.json"),
      witnesses: { sources, keys: [KEY.verifier] },
      threads: 0,
    });

  it("an audit of two nodes with different histories names the first different block", async () => {
    const result = await audit([stack.node.url, copy.url]);
    expect(result.verdict).to.equal("unsound");
    const [fault] = result.faults;
    expect(fault).to.include({ code: "NodesDiffer", block: forkedAt });
    expect(fault?.expected).not.to.equal(fault?.found);
  });

  it("a witness refuses a rewritten history and keeps the proof; an audit of the copy shows both histories", async () => {
    const { file, remove } = await makeRecord(KEY);
    try {
      const first = await openWitness(clientOf(stack.node.url), ledger, KEY, file);
      await first.look();
      const note = join(folder, "signed.note");
      await writeFile(note, first.latest() ?? "");
      const witnessOfCopy = await openWitness(clientOf(copy.url), ledger, KEY, file);
      expect((await errorOf(async () => witnessOfCopy.cosign(await head(copy.url)))).code).to.equal("ChainForked");
      expect(witnessOfCopy.latest()).to.equal(first.latest());
      const [proof] = witnessOfCopy.forks as [(typeof witnessOfCopy.forks)[number]];
      const fork = verifyForkProof(proof, KEY.verifier);
      expect(fork.signed).to.equal((await head(stack.node.url)).hash);

      const result = await audit([copy.url], [note]);
      expect(result.verdict).to.equal("unsound");
      const [fault] = result.faults;
      expect(fault).to.include({ code: "WitnessContradicted", block: fork.height, expected: first.latest() });
      expect(fault?.found).to.contain(fork.other);
    } finally {
      await remove();
    }
  });

  it("an audit of the honest node is sound and confirmed by the witness, while a rewritten copy exists", async () => {
    const { file, remove } = await makeRecord(KEY);
    try {
      const witness = await openWitness(clientOf(stack.node.url), ledger, KEY, file);
      await witness.look();
      const note = join(folder, "honest.note");
      await writeFile(note, witness.latest() ?? "");
      const result = await audit([stack.node.url], [note]);
      expect([result.verdict, result.witnesses.map(({ name }) => name)]).to.deep.equal(["sound", [KEY.verifier.name]]);
    } finally {
      await remove();
    }
  });
});
