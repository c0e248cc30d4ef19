import { expect } from "chai";
import { type Checkpoint, formatCheckpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import { parseNote, parseSignatures } from "../../../src/domain/checkpoint/signed-note.ts";
import { formatVerifierKey } from "../../../src/domain/checkpoint/verifier-key.ts";
import type { Bytes32, Hex } from "../../../src/domain/entry.ts";
import { createWitnessApp } from "../../../src/http/witness/create-witness-app.ts";
import { listen, type Listening } from "../../../src/http/serve/listen.ts";
import type { Witness } from "../../../src/audit/witness/witness.ts";
import { JsonRpcClient } from "../../../src/rpc/json-rpc-client.ts";
import { startChain, type TestChain } from "../../support/chain.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";
import { makeRecord, openWitness, witnessKey } from "../../support/test-witness.ts";

describe("The API of a witness", () => {
  const key = witnessKey("served.example/w1");
  const failures: unknown[] = [];
  let chain: TestChain;
  let served: ServedChain;
  let witness: Witness;
  let api: Listening;
  let removeRecord: () => Promise<void>;
  let head: Checkpoint;

  before(async () => {
    chain = await startChain();
    served = await serveChain(chain);
    const ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
    const { file, remove } = await makeRecord(key);
    removeRecord = remove;
    witness = await openWitness(served.rpc, ledger, key, file);
    api = await listen(
      createWitnessApp(witness, (error) => failures.push(error)),
      "127.0.0.1",
      0,
    );
    const block = await chain.connection.ethers.provider.getBlock("latest");
    head = { chainId: chain.chainId, ledger, height: block?.number ?? 0, hash: block?.hash as Bytes32 };
  });
  after(async () => {
    await api.close();
    await removeRecord();
    await served.close();
    await chain.connection.close();
    expect(failures).to.deep.equal([]);
  });

  const get = (path: string) => fetch(`${api.url}${path}`);
  const cosign = (body: string, type = "text/plain") =>
    fetch(`${api.url}/cosign`, { method: "POST", headers: { "content-type": type }, body });
  /** Avoids the rate limit of the API. */
  const pause = () => new Promise((resolve) => setTimeout(resolve, 1_000));

  it("a witness has no checkpoint before it signed one", async () => {
    const answer = await get("/checkpoint");
    expect(answer.status).to.equal(404);
    expect(answer.headers.get("retry-after")).to.equal("1");
    expect(await answer.json()).to.include({ code: "NothingSigned" });
  });

  it("a witness answers a checkpoint with one signature line", async () => {
    const answer = await cosign(formatCheckpoint(head));
    expect(answer.status).to.equal(200);
    expect(answer.headers.get("content-type")).to.equal("text/plain; charset=utf-8");
    expect(parseSignatures(await answer.text())).to.have.length(1);
  });

  it("a witness serves its last checkpoint as a note, and its key and status", async () => {
    const note = await (await get("/checkpoint")).text();
    expect(parseNote(note).text).to.equal(formatCheckpoint(head));
    const status = (await (await get("/")).json()) as Record<string, unknown>;
    expect(status).to.deep.include({ witness: formatVerifierKey(key.verifier), forks: 0, trouble: null });
    expect(await (await get("/forks")).json()).to.deep.equal({ items: [] });
  });

  const wrong: Record<string, [body: string, status: number, code: string, type?: string]> = {
    "that is not a checkpoint": ["hello", 400, "CheckpointMalformed"],
    "that is empty": ["", 400, "BodyMissing"],
    "that is too long": ["x".repeat(2_000), 413, "BodyTooLarge"],
    "of another media type": ["{}", 415, "MediaTypeUnsupported", "application/json"],
  };
  for (const [what, [body, status, code, type]] of Object.entries(wrong))
    it(`a witness refuses a body ${what}`, async () => {
      const answer = await cosign(body, type);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).to.deep.equal([status, code]);
    });

  it("a witness states why it does not cosign a block of another chain, another ledger, or a future block", async () => {
    await pause();
    const asked: [Partial<Checkpoint>, number, string][] = [
      [{ hash: `0x${"00".repeat(32)}` }, 409, "CheckpointNotOnChain"],
      [{ height: 1 }, 409, "CheckpointRegresses"],
      [{ height: head.height + 1 }, 503, "WitnessBehind"],
      [{ chainId: 2 }, 404, "CheckpointOfOtherLedger"],
    ];
    for (const [other, status, code] of asked) {
      const answer = await cosign(formatCheckpoint({ ...head, ...other }));
      expect([answer.status, ((await answer.json()) as { code: string }).code]).to.deep.equal([status, code]);
    }
  });

  it("a witness accepts parameters of a media type in Accept, and refuses only another type", async () => {
    const statusOf = async (path: string, accept: string) =>
      (await fetch(`${api.url}${path}`, { headers: { accept } })).status;
    expect(await statusOf("/checkpoint", "text/plain; charset=utf-8")).to.equal(200);
    expect(await statusOf("/", "application/json;charset=UTF-8")).to.equal(200);
    expect(await statusOf("/forks", "application/xml")).to.equal(406);
  });

  it("a witness has no other routes and methods", async () => {
    expect((await get("/checkpoint/")).status).to.equal(200);
    expect((await get(`/${"x".repeat(5_000)}`)).status).to.equal(414);
    expect((await get("/nothing")).status).to.equal(404);
    const answer = await get("/cosign");
    expect([answer.status, answer.headers.get("allow")]).to.deep.equal([405, "POST"]);
  });

  it("a witness hides its node from clients when the node does not answer", async () => {
    await pause();
    const { file, remove } = await makeRecord(key);
    const rpc = new JsonRpcClient({ peer: "Chain", url: served.url });
    const blind = await openWitness(rpc, head.ledger, key, file);
    await rpc.close();
    const told: unknown[] = [];
    const unable = await listen(
      createWitnessApp(blind, (error) => told.push(error)),
      "127.0.0.1",
      0,
    );
    try {
      const body = formatCheckpoint(head);
      const answer = await fetch(`${unable.url}/cosign`, {
        method: "POST",
        headers: { "content-type": "text/plain" },
        body,
      });
      const texts = [await answer.text(), await (await fetch(unable.url)).text()];
      expect(answer.status).to.equal(503);
      for (const text of texts) {
        expect(text).to.contain("WitnessUnable");
        expect(text).not.to.contain(new URL(served.url).port);
      }
      expect(told).to.have.length(1);
    } finally {
      await unable.close();
      await remove();
    }
  });

  it("a witness limits the requests of one address", async () => {
    const statuses = await Promise.all(Array.from({ length: 100 }, async () => (await get("/")).status));
    expect(new Set(statuses)).to.deep.equal(new Set([200, 429]));
  });
});
