import { expect } from "chai";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { identifyLedger } from "../../../src/audit/replay/identify-ledger.ts";
import { compareWitnesses } from "../../../src/audit/witness/compare-witnesses.ts";
import type { Witness } from "../../../src/audit/witness/witness.ts";
import { parseCheckpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import { parseNote } from "../../../src/domain/checkpoint/signed-note.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import { listen, type Listening } from "../../../src/http/listen.ts";
import { createWitnessApp } from "../../../src/http/witness/create-witness-app.ts";
import { enrol, record, shipmentId, startChain, type TestChain, type TestParticipant } from "../../support/chain.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";
import { makeRecord, openWitness, witnessKey } from "../../support/test-witness.ts";

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

  it("names the witnesses that signed blocks of the chain, from their addresses and from files", async () => {
    const { witness, api } = await serve(ONE);
    await witness.look();
    const file = join(folder, "one.note");
    await writeFile(file, witness.latest() ?? "");
    const { agreeing, faults, untold } = await compare([api.url, file]);
    expect([faults, untold]).to.deep.equal([[], []]);
    expect(agreeing.map(({ name, source }) => [name, source])).to.deep.equal([
      [ONE.verifier.name, api.url],
      [ONE.verifier.name, file],
    ]);
  });

  it("cannot tell anything of strangers, of nobody, and of what lies ahead of the node", async () => {
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
    const { agreeing, faults, untold } = await compare([api.url, ahead, garbage, "http://127.0.0.1:9"]);
    expect([agreeing, faults]).to.deep.equal([[], []]);
    expect(untold.map(({ what }) => what)).to.have.members([api.url, ahead, garbage, "http://127.0.0.1:9"]);
  });

  it("shows a split view with both signed sides, and the fork that a witness saw", async () => {
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
});
