import { expect } from "chai";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { identifyLedger } from "../../../src/audit/replay/identify-ledger.ts";
import { compareWitnesses } from "../../../src/audit/witness/compare-witnesses.ts";
import type { Witness } from "../../../src/audit/witness/witness.ts";
import type { ForkProof } from "../../../src/audit/witness/fork-proof.ts";
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import { cosign } from "../../../src/domain/checkpoint/cosignature.ts";
import { formatNote, parseNote } from "../../../src/domain/checkpoint/signed-note.ts";
import { formatVerifierKey } from "../../../src/domain/checkpoint/verifier-key.ts";
import type { Bytes32, Hex } from "../../../src/domain/entry.ts";
import { listen, type Listening } from "../../../src/http/serve/listen.ts";
import { createWitnessApp } from "../../../src/http/witness/create-witness-app.ts";
import { enrol, record, shipmentId, startChain, type TestChain, type TestParticipant } from "../../support/chain.ts";
import { serve as http } from "../../support/http-server.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";
import { makeRecord, openWitness, witnessKey } from "../../support/test-witness.ts";
import { addressOf, KEYS, seal } from "../finality/sealed-block.ts";

describe("Comparing witnesses", () => {
  const [ONE, TWO] = [witnessKey("one.example"), witnessKey("two.example")];
  let chain: TestChain;
  let served: ServedChain;
  let ledger: Hex;
  let carrier: TestParticipant;
  let folder: string;
  let count = 0;
  const closing: (() => Promise<void>)[] = [];

  before(async () => {
    chain = await startChain();
    served = await serveChain(chain);
    ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
    carrier = await enrol(chain, "carrier");
    folder = await mkdtemp(join(tmpdir(), "portolan-notes-"));
  });
  after(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    await served.close();
    await chain.connection.close();
    await rm(folder, { recursive: true, force: true });
  });

  const request = (method: string, params: unknown[] = []) => chain.connection.provider.request({ method, params });
  const write = () => record(chain, carrier, "Consign", { shipment: shipmentId(`compared ${(count += 1)}`) });

  async function serve(key: typeof ONE): Promise<{ witness: Witness; api: Listening }> {
    const { file, remove } = await makeRecord(key);
    const witness = await openWitness(served.rpc, ledger, key, file);
    const api = await listen(
      createWitnessApp(witness, () => undefined),
      "127.0.0.1",
      0,
    );
    closing.push(remove, () => api.close());
    return { witness, api };
  }

  async function compare(sources: string[], keys = [ONE.verifier, TWO.verifier]) {
    const { rpc } = served;
    const height = Number(await request("eth_blockNumber"));
    return compareWitnesses({ rpc, chain: await identifyLedger(rpc, ledger), height, sources, keys });
  }

  it("a comparison names the witnesses that signed blocks of the chain, from their addresses and from files", async () => {
    const { witness, api } = await serve(ONE);
    await witness.look();
    const file = join(folder, "one.note");
    await writeFile(file, witness.latest() ?? "");
    const { agreeing, faults, questions } = await compare([api.url, file]);
    expect([faults, questions]).to.deep.equal([[], []]);
    expect(agreeing.map(({ name, source }) => [name, source])).to.deep.equal([
      [ONE.verifier.name, api.url],
      [ONE.verifier.name, file],
    ]);
  });

  it("a comparison is inconclusive for unknown witnesses, unreachable ones, and blocks that the node lacks", async () => {
    const { witness, api } = await serve(witnessKey("stranger.example"));
    await witness.look();
    const ahead = join(folder, "ahead.note");
    const fork = await request("evm_snapshot");
    await write();
    const one = await serve(ONE);
    await one.witness.look();
    await writeFile(ahead, one.witness.latest() ?? "");
    await request("evm_revert", [fork]);
    const garbage = join(folder, "garbage.note");
    await writeFile(garbage, "no note");
    const { agreeing, faults, questions } = await compare([api.url, ahead, garbage, "http://127.0.0.1:9"]);
    expect([agreeing, faults]).to.deep.equal([[], []]);
    expect(questions.map(({ what }) => what)).to.have.members([api.url, ahead, garbage, "http://127.0.0.1:9"]);
  });

  it("a comparison shows a split view with both signed sides, and the fork that a witness saw", async () => {
    const [one, two] = [await serve(ONE), await serve(TWO)];
    const fork = await request("evm_snapshot");
    await write();
    await one.witness.look();
    await request("evm_revert", [fork]);
    await write();
    await two.witness.look();
    await one.witness.look().catch(() => undefined);

    const { agreeing, faults } = await compare([one.api.url, two.api.url]);
    expect(agreeing.map(({ name }) => name)).to.deep.equal([TWO.verifier.name]);
    expect(faults.map(({ code }) => code)).to.deep.equal(["ForkWitnessed", "WitnessContradicted", "SplitView"]);
    const split = faults.find(({ code }) => code === "SplitView");
    const sides = [split?.expected, split?.found].map((note) => parseCheckpoint(parseNote(note ?? "").text));
    expect(sides[0]?.height).to.equal(sides[1]?.height);
    expect(sides[0]?.hash).not.to.equal(sides[1]?.hash);
  });

  describe("without keys that the auditor knows", () => {
    it("a comparison without known keys trusts each witness's own key, and no file, because files give none", async () => {
      const { witness, api } = await serve(ONE);
      await witness.look();
      const file = join(folder, "unknown.note");
      await writeFile(file, witness.latest() ?? "");
      const { agreeing, questions } = await compare([api.url, file], []);
      expect(agreeing.map(({ name, source }) => [name, source])).to.deep.equal([[ONE.verifier.name, api.url]]);
      expect(questions.map(({ what }) => what)).to.deep.equal([file]);
    });
  });

  describe("with invalid statements", () => {
    /** A note of the first witness about the last block, with changes. */
    async function noteWith(changes: Partial<Checkpoint>): Promise<string> {
      const { rpc } = served;
      const { chainId } = await identifyLedger(rpc, ledger);
      const block = await chain.connection.ethers.provider.getBlock("latest");
      const height = block?.number ?? 0;
      const text = formatCheckpoint({ chainId, ledger, height, hash: block?.hash as Bytes32, ...changes });
      return formatNote({ text, signatures: [cosign(text, ONE, 1_795_000_000)] });
    }

    async function comparedFile(name: string, note: string) {
      const file = join(folder, name);
      await writeFile(file, note);
      const { agreeing, faults, questions } = await compare([file]);
      return { agreeing: agreeing.length, faults: faults.length, questions: questions.map(({ what }) => what), file };
    }

    it("a comparison is inconclusive for a checkpoint of another ledger", async () => {
      const note = await noteWith({ ledger: `0x${"12".repeat(20)}` });
      const { file, ...compared } = await comparedFile("other.note", note);
      expect(compared).to.deep.equal({ agreeing: 0, faults: 0, questions: [file] });
    });

    it("a comparison is inconclusive for a signature by another key", async () => {
      const note = await noteWith({});
      const other = await noteWith({ height: 1 });
      const signature = other.slice(other.indexOf("\n\n"));
      const { file, ...compared } = await comparedFile("forged.note", note.slice(0, note.indexOf("\n\n")) + signature);
      expect(compared).to.deep.equal({ agreeing: 0, faults: 0, questions: [file] });
    });

    /** The comparison of a server with these answers. */
    async function comparedServer(answers: Readonly<Record<string, unknown>>, keys = [ONE.verifier]) {
      const server = await http((request, response) => {
        const answer = answers[request.url ?? ""];
        response.writeHead(answer === undefined ? 404 : 200);
        response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
      });
      closing.push(() => server.close());
      const { agreeing, faults, questions } = await compare([server.url], keys);
      return { agreeing: agreeing.length, faults, questions: questions.length };
    }
    const status = { witness: formatVerifierKey(ONE.verifier) };

    it("a comparison is inconclusive for a server that is not a witness or has no checkpoint", async () => {
      const checkpoint = await noteWith({});
      for (const answers of [
        {},
        { "/": "[]", "/forks": "{}", "/checkpoint": checkpoint },
        { "/": { witness: 7 }, "/forks": { items: [] }, "/checkpoint": checkpoint },
        { "/": status, "/forks": { items: [] } },
      ])
        expect(await comparedServer(answers)).to.deep.equal({ agreeing: 0, faults: [], questions: 1 });
    });

    it("a comparison accepts a witness's signed checkpoint despite an invalid fork proof", async () => {
      const checkpoint = await noteWith({});
      for (const forks of [[], { items: 7 }])
        expect(await comparedServer({ "/": status, "/forks": forks, "/checkpoint": checkpoint })).to.deep.equal({
          ...{ agreeing: 1, faults: [], questions: 0 },
        });
    });

    describe("about a fork", () => {
      const [first, second, third, fourth] = KEYS;

      /**
       * A proof that the first witness signed a different block 16 from the one served later, both sealed by two
       * validators.
       */
      async function forkOf(origin: Partial<Checkpoint>, by = ONE): Promise<ForkProof> {
        const signed = seal({ scheme: "qbft", sealers: [first, second, third] as typeof KEYS, state: "4" });
        const other = seal({ scheme: "qbft", sealers: [second, third, fourth] as typeof KEYS, state: "7" });
        const { chainId } = await identifyLedger(served.rpc, ledger);
        const text = formatCheckpoint({ chainId, ledger, height: 16, hash: signed.hash, ...origin });
        return {
          signed: {
            note: formatNote({ text, signatures: [cosign(text, by, 1_795_000_000)] }),
            ...{ header: signed.rlp, sealing: "qbft" },
          },
          other: { header: other.rlp, sealing: "qbft" },
          seenAt: 1_795_000_001,
        };
      }
      const comparedFork = async (fork: ForkProof) =>
        comparedServer({ "/": status, "/forks": { items: [fork] }, "/checkpoint": await noteWith({}) });

      it("a comparison names the validators that sealed both histories: ForkWitnessed", async () => {
        const { agreeing, faults, questions } = await comparedFork(await forkOf({}));
        expect([agreeing, questions]).to.deep.equal([1, 0]);
        expect(faults.map(({ code, block }) => [code, block])).to.deep.equal([["ForkWitnessed", 16]]);
        for (const key of [second, third]) expect(faults[0]?.found).to.include(addressOf(key as (typeof KEYS)[0]));
      });

      it("a comparison is inconclusive for a fork of another ledger or by an unknown key", async () => {
        for (const fork of [await forkOf({ chainId: 1 }), await forkOf({}, witnessKey("stranger.example"))])
          expect(await comparedFork(fork)).to.deep.equal({ agreeing: 1, faults: [], questions: 1 });
      });
    });
  });
});
