import { expect } from "chai";
import { readFile, rm, writeFile } from "node:fs/promises";
import { emptyMemory } from "../../../src/audit/replay/audit-memory.ts";
import { writeAuditCheckpoint } from "../../../src/audit/replay/audit-checkpoint.ts";
import { identifyLedger } from "../../../src/audit/replay/identify-ledger.ts";
import { verifyForkProof } from "../../../src/audit/witness/fork-proof.ts";
import type { openRecordFile } from "../../../src/audit/witness/witness-record.ts";
import { watch } from "../../../src/audit/witness/watch.ts";
import type { Witness } from "../../../src/audit/witness/witness.ts";
import { parseCheckpoint, type Checkpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import { cosignedAt, isBy } from "../../../src/domain/checkpoint/cosignature.ts";
import { parseNote, parseSignatures, type NoteSignature } from "../../../src/domain/checkpoint/signed-note.ts";
import { formatVerifierKey } from "../../../src/domain/checkpoint/verifier-key.ts";
import type { Bytes32, Hex } from "../../../src/domain/entry.ts";
import { JsonRpcClient, type Rpc } from "../../../src/rpc/json-rpc-client.ts";
import { enrol, record, shipmentId, startChain, type TestChain, type TestParticipant } from "../../support/chain.ts";
import { errorOf } from "../../support/error-of.ts";
import { type HostileCall, startHostileNode } from "../../support/hostile-node.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";
import { makeRecord, openWitness, witnessKey } from "../../support/test-witness.ts";

describe("Witness", () => {
  const key = witnessKey("customs.example/w1");
  let chain: TestChain;
  let served: ServedChain;
  let ledger: Hex;
  let carrier: TestParticipant;
  let snapshot: unknown;
  let file: string;
  let removeRecord: () => Promise<void>;
  let count = 0;

  before(async () => {
    chain = await startChain();
    served = await serveChain(chain);
    ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
    carrier = await enrol(chain, "carrier");
    await write();
  });
  after(async () => {
    await served.close();
    await chain.connection.close();
  });
  beforeEach(async () => {
    snapshot = await takeSnapshot();
    ({ file, remove: removeRecord } = await makeRecord(key));
  });
  afterEach(async () => {
    await revertTo(snapshot);
    await removeRecord();
  });

  const open = (options = {}) => openWitness(served.rpc, ledger, key, file, options);
  const takeSnapshot = () => chain.connection.provider.request({ method: "evm_snapshot", params: [] });
  const revertTo = (id: unknown) => chain.connection.provider.request({ method: "evm_revert", params: [id] });
  /** Mines empty blocks. */
  async function mine(blocks: number): Promise<void> {
    for (let block = 0; block < blocks; block += 1)
      await chain.connection.provider.request({ method: "evm_mine", params: [] });
  }
  /** Records an entry in a separate block that no other history has. */
  const write = () => record(chain, carrier, "Consign", { shipment: shipmentId(`witnessed ${(count += 1)}`) });

  async function head(): Promise<Checkpoint> {
    const block = await chain.connection.ethers.provider.getBlock("latest");
    if (block === null) throw new Error("The chain has no block.");
    return { chainId: chain.chainId, ledger, height: block.number, hash: block.hash as Bytes32 };
  }

  /** The checkpoint of a note, after its cosignature was verified. */
  function readNote(note: string | undefined): Checkpoint {
    const { text, signatures } = parseNote(note ?? "");
    expect(signatures.map((line) => isBy(line, key.verifier) && cosignedAt(text, line, key.verifier))).to.have.length(
      1,
    );
    return parseCheckpoint(text);
  }

  const signedHash = (witness: Witness) => readNote(witness.latest()).hash;

  describe("of a sound chain", () => {
    it("a witness signs the newest block by itself", async () => {
      const witness = await open();
      expect(witness.latest()).to.equal(undefined);
      expect(await witness.look()).to.equal(false);
      expect(readNote(witness.latest())).to.deep.equal(await head());
    });

    it("a witness signs a requested block of the chain that extends the last signed one", async () => {
      const witness = await open();
      for (let block = 0; block < 3; block += 1) {
        await write();
        const checkpoint = await head();
        const [line] = parseSignatures(await witness.cosign(checkpoint)) as [NoteSignature];
        expect(isBy(line, key.verifier)).to.equal(true);
        expect(readNote(witness.latest())).to.deep.equal(checkpoint);
      }
    });

    it("a witness signs a block below the newest if it signed none above", async () => {
      const witness = await open({ everySeconds: 3_600 });
      const checkpoint = await head();
      await write();
      await witness.cosign(checkpoint);
      await write();
      await witness.look();
      expect(readNote(witness.latest())).to.deep.equal(checkpoint);
    });

    it("a witness continues after a restart from its last signature", async () => {
      await (await open()).look();
      await write();
      const again = await open();
      const before = readNote(again.latest());
      await again.look();
      expect(readNote(again.latest()).height).to.equal(before.height + 1);
    });

    it("a witness reads after a restart only blocks that it has not verified", async () => {
      await (await open()).look();
      const judged = (await head()).height;
      await write();
      const asked = new Set<number>();
      const { rpc } = served;
      const counting: Rpc = {
        request: (method, params) => rpc.request(method, params),
        invalidAnswer: (method, problem) => rpc.invalidAnswer(method, problem),
        batch(calls) {
          for (const { params } of calls) asked.add(Number(params[0]));
          return rpc.batch(calls);
        },
      };
      const again = await openWitness(counting, ledger, key, file);
      await again.look();
      expect(signedHash(again)).to.equal((await head()).hash);
      expect(Math.min(...[...asked].filter((height) => height > 0))).to.equal(judged);
    });

    it("a witness verifies everything again after its audit state is lost or corrupt", async () => {
      await (await open()).look();
      await writeFile(`${file}.audit`, "spoilt");
      await write();
      const again = await open();
      await again.look();
      expect(signedHash(again)).to.equal((await head()).hash);
    });

    it("a witness verifies everything again when its audit state belongs to another chain", async () => {
      const place = await identifyLedger(served.rpc, ledger);
      await writeAuditCheckpoint(`${file}.audit`, emptyMemory({ ...place, chainId: 1 }, 0));
      const witness = await open();
      await witness.look();
      expect(signedHash(witness)).to.equal((await head()).hash);
    });

    it("a witness never signs with an earlier time than before", async () => {
      let now = 2_000_000_000;
      const witness = await open({ now: () => now });
      await witness.look();
      now -= 500;
      await write();
      await witness.look();
      expect(witness.status.signed?.timestamp).to.equal(2_000_000_000);
    });

    it("a witness follows a history that replaces only unsigned blocks", async () => {
      const witness = await open({ everySeconds: 3_600 });
      await witness.look();
      const fork = await takeSnapshot();
      await write();
      await witness.look();
      await revertTo(fork);
      await write();
      await write();
      await witness.look();
      await witness.cosign(await head());
      expect(signedHash(witness)).to.equal((await head()).hash);
    });
  });

  describe("asked for another checkpoint", () => {
    it("a witness refuses a block that is not on the chain", async () => {
      const witness = await open();
      const error = await errorOf(async () => witness.cosign({ ...(await head()), hash: `0x${"ab".repeat(32)}` }));
      expect(error.code).to.equal("CheckpointNotOnChain");
      expect(witness.latest()).to.equal(undefined);
    });

    it("a witness refuses a block before its last signed one", async () => {
      const witness = await open();
      const old = await head();
      await write();
      await witness.look();
      expect((await errorOf(() => witness.cosign(old))).code).to.equal("CheckpointRegresses");
    });

    it("a witness reports that it is behind for an unknown block", async () => {
      const witness = await open();
      const { height, ...rest } = await head();
      const error = await errorOf(() => witness.cosign({ ...rest, height: height + 5 }));
      expect(error).to.deep.include({
        code: "WitnessBehind",
        facts: { height: height + 5, judged: height, retryAfter: 1 },
      });
    });

    it("a witness refuses another ledger, and another chain", async () => {
      const witness = await open();
      for (const other of [{ ledger: `0x${"12".repeat(20)}` as Hex }, { chainId: 1 }]) {
        const error = await errorOf(async () => witness.cosign({ ...(await head()), ...other }));
        expect(error.code).to.equal("CheckpointOfOtherLedger");
      }
    });
  });

  describe("of a chain whose history is rewritten below what it signed", () => {
    /** A witness that signed a block which the chain no longer has. */
    async function witnessOfRewrittenChain(): Promise<{ witness: Witness; signed: Checkpoint }> {
      const witness = await open();
      const fork = await takeSnapshot();
      await write();
      await witness.look();
      const signed = await head();
      await revertTo(fork);
      await write();
      await write();
      return { witness, signed };
    }

    it("a witness signs nothing of a rewritten history, by itself or asked", async () => {
      const { witness, signed } = await witnessOfRewrittenChain();
      expect((await errorOf(() => witness.look())).code).to.equal("ChainForked");
      expect((await errorOf(async () => witness.cosign(await head()))).code).to.equal("ChainForked");
      expect(readNote(witness.latest())).to.deep.equal(signed);
      expect(witness.status.trouble?.code).to.equal("ChainForked");
    });

    it("a witness keeps the fork proof over a restart, and its key alone verifies the proof", async () => {
      const { witness, signed } = await witnessOfRewrittenChain();
      await errorOf(() => witness.look());
      await errorOf(() => witness.look());
      const again = await open();
      expect(again.forks).to.have.length(1);
      const [proof] = again.forks as [Witness["forks"][number]];
      const other = await chain.connection.ethers.provider.getBlock(signed.height);
      expect(verifyForkProof(proof, key.verifier)).to.deep.equal({
        origin: { chainId: chain.chainId, ledger },
        height: signed.height,
        signed: signed.hash,
        other: other?.hash,
        sealedBoth: [],
      });
    });

    it("a witness keeps the first fork proofs and the newest of many histories", async () => {
      const witness = await open();
      const fork = await takeSnapshot();
      await write();
      await witness.look();
      const others: (string | undefined)[] = [];
      let id = fork;
      for (let other = 0; other < 18; other += 1) {
        await revertTo(id);
        id = await takeSnapshot();
        await write();
        others.push((await head()).hash);
        await errorOf(() => witness.look());
      }
      const kept = witness.forks.map((proof) => verifyForkProof(proof, key.verifier).other);
      expect(kept).to.deep.equal([...others.slice(0, 15), others.at(-1)]);
    });

    it("a witness keeps a fork proof that cannot be altered", async () => {
      const { witness } = await witnessOfRewrittenChain();
      await errorOf(() => witness.look());
      const [proof] = witness.forks as [Witness["forks"][number]];
      const bent = [
        { ...proof, other: proof.signed },
        { ...proof, signed: { ...proof.other, note: proof.signed.note } },
        { ...proof, signed: { ...proof.signed, note: proof.signed.note.replace("witness", "Witness") } },
      ];
      for (const each of bent.slice(0, 2))
        expect((await errorOf(() => verifyForkProof(each, key.verifier))).code).to.equal("ForkProofInvalid");
      const stranger = witnessKey("stranger").verifier;
      expect((await errorOf(() => verifyForkProof(proof, stranger))).code).to.equal("ForkProofInvalid");
    });
  });

  describe("of a node that is behind", () => {
    it("a witness reports a node that is behind, and continues when the node has caught up", async () => {
      const witness = await open();
      const fork = await takeSnapshot();
      await write();
      await witness.look();
      const latest = await head();
      await revertTo(fork);
      expect((await errorOf(() => witness.look())).code).to.equal("NodeBehind");
      expect(readNote(witness.latest())).to.deep.equal(latest);
      expect(witness.forks).to.deep.equal([]);
    });

    it("a witness reports a node that is behind its verified but unsigned blocks", async () => {
      const witness = await open({ everySeconds: 3_600 });
      await witness.look();
      const signed = await head();
      const fork = await takeSnapshot();
      await write();
      await witness.look();
      await revertTo(fork);
      expect(await errorOf(() => witness.look())).to.deep.include({
        code: "NodeBehind",
        facts: { head: signed.height, known: signed.height + 1, retryAfter: 1 },
      });
    });
  });

  describe("of a chain with many unsigned blocks", () => {
    it("a witness signs the head of many unsigned blocks after it has verified all blocks, step by step", async () => {
      const witness = await open();
      await witness.look();
      await mine(1_100);
      let looks = 1;
      while (await witness.look()) looks += 1;
      expect(looks).to.equal(3);
      expect(readNote(witness.latest())).to.deep.equal(await head());
    });
  });

  describe("of a node whose history is replaced during a request", () => {
    interface Replacement {
      /** Whether the signed block stays on the chain. */
      readonly keepsSigned: boolean;
      /** Number of blocks that the witness judged after the signed one. */
      readonly blocks: number;
      /** Number of blocks between the signed block and the requested one. */
      readonly asked: number;
    }

    /** The result of a request for the last judged block, during which the history is replaced. */
    async function signAmid({ keepsSigned, blocks, asked }: Replacement) {
      const node = await startHostileNode(served.url);
      const rpc = new JsonRpcClient({ peer: "Chain", url: node.url });
      try {
        const witness = await openWitness(rpc, ledger, key, file, { everySeconds: 3_600 });
        let fork = await takeSnapshot();
        await write();
        await witness.look();
        const signed = await head();
        if (keepsSigned) fork = await takeSnapshot();
        await mine(blocks);
        while (await witness.look());
        const last = await head();
        node.lie = {
          name: "the history is replaced once it told of a block",
          async tell({ method, params }, result) {
            if (method !== "eth_getBlockByNumber" || Number(params[0]) !== signed.height + asked) return result;
            node.lie = undefined;
            await revertTo(fork);
            await write();
            await mine(blocks);
            return result;
          },
        };
        const { code } = await errorOf(() => witness.cosign(last));
        expect(signedHash(witness)).to.equal(signed.hash);
        return { code, trouble: witness.status.trouble?.code, forks: witness.forks.length };
      } finally {
        await rpc.close();
        await node.close();
      }
    }

    it("a witness keeps the fork proof when its signed block is gone during a request", async () => {
      const { code, trouble, forks } = await signAmid({ keepsSigned: false, blocks: 1, asked: 0 });
      expect([code, trouble, forks]).to.deep.equal(["ChainForked", "ChainForked", 1]);
    });

    it("a witness signs nothing when its verified block is gone during a request", async () => {
      const { code, trouble, forks } = await signAmid({ keepsSigned: true, blocks: 1, asked: 1 });
      expect([code, trouble, forks]).to.deep.equal(["ChainAnswerInvalid", "ChainAnswerInvalid", 0]);
    });

    it("a witness signs nothing when its headers come from two histories", async () => {
      const { code, trouble, forks } = await signAmid({ keepsSigned: true, blocks: 600, asked: 499 });
      expect([code, trouble, forks]).to.deep.equal(["ChainAnswerInvalid", "ChainAnswerInvalid", 0]);
    });
  });

  describe("of a node that does not serve the chain", () => {
    const answers: [string, (call: HostileCall, result: unknown) => unknown, string][] = [
      [
        "has moved to another chain",
        ({ method }, result) => (method === "eth_chainId" ? "0x1" : result),
        "ChainChanged",
      ],
      ["has no last block", ({ params }, result) => (params[0] === "latest" ? null : result), "ChainAnswerInvalid"],
    ];
    for (const [what, tell, code] of answers)
      it(`a witness signs nothing for a node that ${what}`, async () => {
        const node = await startHostileNode(served.url);
        const rpc = new JsonRpcClient({ peer: "Chain", url: node.url });
        try {
          const witness = await openWitness(rpc, ledger, key, file);
          node.lie = { name: what, tell };
          expect((await errorOf(() => witness.look())).code).to.equal(code);
          expect([witness.latest(), witness.status.trouble?.code]).to.deep.equal([undefined, code]);
        } finally {
          await rpc.close();
          await node.close();
        }
      });
  });

  describe("that watches a node", () => {
    it("a witness that watches a node reports each failed iteration until it is stopped", async () => {
      const witness = await open();
      const fork = await takeSnapshot();
      await write();
      await witness.look();
      await revertTo(fork);
      const troubled = Promise.withResolvers<unknown>();
      const watching = watch(witness, troubled.resolve);
      expect(await troubled.promise).to.have.property("code", "NodeBehind");
      await watching.stop();
    });
  });

  describe("after a restart", () => {
    it("a witness makes its record durable before it signs, because the last run may not have synced it", async () => {
      const first = await open();
      await first.look();
      const written: unknown[] = [];
      await open({
        around: (store: ReturnType<typeof openRecordFile>) => ({
          read: () => store.read(),
          async write(record: Parameters<typeof store.write>[0]) {
            await store.write(record);
            written.push(record);
          },
        }),
      });
      expect(written).to.deep.equal([JSON.parse(await readFile(file, "utf8"))]);
    });
  });

  describe("with concurrent requests", () => {
    it("a witness signs one of two heads at one height, also when the chain changes before its record is written", async () => {
      const reached = Promise.withResolvers<void>();
      const goOn = Promise.withResolvers<void>();
      const witness = await open({
        around: (store: ReturnType<typeof openRecordFile>) => ({
          read: () => store.read(),
          async write(record: Parameters<typeof store.write>[0]) {
            if (record.signed !== null) {
              reached.resolve();
              await goOn.promise;
            }
            await store.write(record);
          },
        }),
      });
      const fork = await takeSnapshot();
      await write();
      const first = await head();
      const firstAsked = witness.cosign(first);
      await reached.promise;
      await revertTo(fork);
      await write();
      const second = await head();
      expect(second.height).to.equal(first.height);
      const secondAsked = errorOf(() => witness.cosign(second));
      goOn.resolve();
      await firstAsked;
      expect((await secondAsked).code).to.equal("ChainForked");
      expect(readNote(witness.latest())).to.deep.equal(first);
    });

    it("a witness gives all requests for one block the same block", async () => {
      const witness = await open();
      const checkpoint = await head();
      const lines = await Promise.all(Array.from({ length: 20 }, () => witness.cosign(checkpoint)));
      expect(new Set(lines).size).to.equal(1);
    });

    it("a witness refuses requests beyond its queue", async () => {
      const witness = await open();
      const checkpoint = await head();
      const asked = await Promise.allSettled(Array.from({ length: 100 }, () => witness.cosign(checkpoint)));
      const codes = asked.map((each) =>
        each.status === "rejected" ? (each.reason as { code: string }).code : "signed",
      );
      expect(new Set(codes)).to.deep.equal(new Set(["signed", "WitnessBusy"]));
      expect(codes.filter((code) => code === "signed")).to.have.length(64);
    });
  });

  describe("with an altered record", () => {
    const damage: Record<string, (text: string) => string | undefined> = {
      missing: () => undefined,
      torn: (text) => text.slice(0, -20),
      "of another version": (text) => text.replace('"version": 1', '"version": 2'),
      "of another key": (text) => text.replace(formatVerifierKey(key.verifier), "other+00000000+AAAA"),
    };
    for (const [what, change] of Object.entries(damage))
      it(`a witness does not start with a record that is ${what}`, async () => {
        await (await open()).look();
        const changed = change(await readFile(file, "utf8"));
        if (changed === undefined) await rm(file);
        else await writeFile(file, changed);
        expect((await errorOf(() => open())).code).to.equal("WitnessRecordUnusable");
      });

    it("a witness does not start on another chain", async () => {
      await open();
      await writeFile(file, (await readFile(file, "utf8")).replace(/"genesis": "0x../, '"genesis": "0x00'));
      expect((await errorOf(() => open())).code).to.equal("ChainChanged");
    });
  });
});
