import { expect } from "chai";
import { ZERO_BYTES32, type Hex, type ShipmentId } from "../../../src/domain/entry.ts";
import type { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import { KINDS } from "../../../src/domain/rules/kind.ts";
import { toJsonText } from "../../../src/domain/encoding/json-text.ts";
import { Directory } from "../../../src/gateway/directory.ts";
import { Follower } from "../../../src/gateway/follow/follower.ts";
import { AcceptedSubmissions } from "../../../src/gateway/record/accepted-submissions.ts";
import { EntrySigner } from "../../../src/gateway/record/entry-signer.ts";
import { Pipeline, type PipelineLimits } from "../../../src/gateway/record/pipeline.ts";
import { Relay } from "../../../src/gateway/record/relay.ts";
import { KeyRing } from "../../../src/keys/key-ring.ts";
import { createLocalSigner } from "../../../src/keys/local-signer.ts";
import { PrivateKey } from "../../../src/keys/private-key.ts";
import { createEntryHasher, type EntryHasher } from "../../../src/ledger/entry-hash.ts";
import { entryTypedData } from "../../../src/ledger/entry-typed-data.ts";
import { JsonRpcClient, type Rpc } from "../../../src/rpc/json-rpc-client.ts";
import { acceptRequests } from "../../../src/store/outbox/accept-requests.ts";
import { storeReplacement } from "../../../src/store/outbox/batches.ts";
import { readSubmissions, type OpenSubmission } from "../../../src/store/outbox/submissions.ts";
import { undoBlocksAbove } from "../../../src/store/chain/undo-blocks.ts";
import { enrol, shipmentId, startChain, type TestChain, type TestParticipant } from "../../support/chain.ts";
import { DATABASES, type TestDatabase } from "../../support/databases.ts";
import { renameTable } from "../../support/rename-table.ts";
import { settleSubmission } from "../../support/settle-submission.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";
import { eventually } from "../../support/eventually.ts";
import { entriesOnly } from "../../support/entries-only.ts";

/** Milliseconds after which a relay checks its sent transactions. */
const LONG_MS = 6_000;

for (const { name, open } of DATABASES) {
  /** Between a real store and a real chain that mines on the test's order, with a follower. */
  describe(`Pipeline on ${name}`, () => {
    let chain: TestChain;
    let served: ServedChain;
    let nobody: JsonRpcClient;
    let carrier: TestParticipant;
    let carrierKey: PrivateKey;
    let ledger: Hex;
    let hashEntry: EntryHasher;
    let database: TestDatabase;
    let relayKeys: readonly PrivateKey[];
    /** The first relay, and the only one in most tests. */
    let relay: Relay;
    let follower: Follower;
    let submissions: AcceptedSubmissions;
    let pipeline: Pipeline;
    let troubles: PortolanError[];
    let now: number;
    /** Replaces the answer to a relay's request for the gas price, which begins each rebuilding. */
    let onPrice: () => Promise<Rpc>;
    /** Called during the signing of an entry. */
    let onSign: () => Promise<void>;
    /** Relays whose transactions do not reach the node. */
    const cutOff = new Set<Hex>();
    /** Number of transactions that the node has accepted. */
    let taken: number;
    let consigned = 0;
    const closing: (() => Promise<void>)[] = [];

    before(async () => {
      chain = await startChain();
      served = await serveChain(chain);
      nobody = new JsonRpcClient({ peer: "Chain", url: "http://127.0.0.1:9" });
      carrier = await enrol(chain, "carrier");
      carrierKey = new PrivateKey(Buffer.from(carrier.wallet.privateKey.slice(2), "hex"));
      ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
      hashEntry = createEntryHasher({ chainId: chain.chainId, ledger });
    });
    after(async () => {
      await nobody.close();
      await served.close();
      await chain.connection.close();
    });
    beforeEach(async () => {
      [troubles, now, taken] = [[], 0, 0];
      cutOff.clear();
      onPrice = () => Promise.resolve(served.rpc);
      onSign = () => Promise.resolve();
      database = await open();
      relayKeys = [PrivateKey.generate(), PrivateKey.generate()];
      for (const { address } of relayKeys) await node("hardhat_setBalance", address, "0x8ac7230489e80000");
      await make();
    });
    afterEach(async () => {
      await node("evm_setAutomine", true);
      await node("evm_mine");
      for (const close of closing.splice(0).reverse()) await close();
      await database.close();
    });

    const node = (method: string, ...params: unknown[]) => chain.connection.provider.request({ method, params });

    /** Replaces follower, relays and pipeline by new ones on the present store; the pipeline is not started. */
    async function make(limits: PipelineLimits = { batchSize: 10, lingerMs: 0 }, relayCount = 1): Promise<void> {
      for (const close of closing.splice(0).reverse()) await close();
      const { db } = database;
      const consortium = (await chain.consortium.getAddress()).toLowerCase() as Hex;
      const onTrouble = (error: unknown) => void troubles.push(error as PortolanError);
      const directory = new Directory([]);
      follower = await Follower.create({ db, rpc: served.rpc, ledger, consortium, hashEntry, directory, onTrouble }, 0);
      const relays = relayKeys.slice(0, relayCount).map((key) => makeRelay(key, onTrouble));
      relay = relays[0] as Relay;
      const ring = new KeyRing();
      const { address, sign } = createLocalSigner(carrierKey);
      ring.add({
        address,
        async sign(digest, typedData) {
          await onSign();
          return sign(digest, typedData);
        },
      });
      const typedData = entriesOnly((entry) => entryTypedData(entry, { chainId: chain.chainId, ledger }));
      const signer = new EntrySigner(ring, directory, typedData, () => follower.checkpoint.timestamp, onTrouble);
      const onSent = () => follower.lookSoon();
      submissions = new AcceptedSubmissions(db);
      const made = new Pipeline({
        db,
        submissions,
        hash: entriesOnly(hashEntry),
        signer,
        relays,
        limits,
        onSent,
        onTrouble,
      });
      const followed = follower;
      followed.onApplied((applied) => made.onApplied(applied));
      followed.start();
      await followed.lead();
      await eventually("the follower follows", () => followed.status.state !== "starting");
      pipeline = made;
      closing.push(
        () => followed.stop(),
        () => made.stop(),
      );
    }

    function makeRelay(key: PrivateKey, onTrouble: (error: unknown) => void): Relay {
      const rpc: Rpc = {
        invalidAnswer: (method, problem) => served.rpc.invalidAnswer(method, problem),
        batch: (calls, maxBytes) => served.rpc.batch(calls, maxBytes),
        async request(method, params, maxBytes) {
          const asked = method === "eth_gasPrice" ? await onPrice() : served.rpc;
          const isLost = cutOff.has(key.address) && method === "eth_sendRawTransaction";
          const answer = await (isLost ? nobody : asked).request(method, params, maxBytes);
          if (method === "eth_sendRawTransaction") taken += 1;
          return answer;
        },
      };
      return new Relay(key.address, {
        rpc,
        chainId: chain.chainId,
        ledger,
        sign: (digest) => key.sign(digest),
        inFlight: 4,
        onReplace: (batch, transaction) => storeReplacement(database.db, batch, transaction, now),
        now: () => now,
        onTrouble,
      });
    }

    /** Accepts a Consign, or a Load of one shipment into another, as the recorder does. */
    async function accept(load?: {
      readonly shipment: ShipmentId;
      readonly into: ShipmentId;
    }): Promise<OpenSubmission> {
      const shipment = load?.shipment ?? shipmentId(`on ${name} ${++consigned}`);
      const commitment: Hex = `0x${consigned.toString(16).padStart(64, "0")}`;
      const submission = {
        entry: {
          author: carrier.id,
          shipment,
          kind: load ? KINDS.Load : KINDS.Consign,
          counterparty: 0,
          refersTo: load?.into ?? ZERO_BYTES32,
          occurredAt: 1_767_225_600,
          commitment,
        },
        previous: null,
        signature: null,
        acceptedAtMs: 0,
      };
      const payload = { body: toJsonText({}), seed: commitment, summary: toJsonText({}), countries: [] };
      const request = { participant: carrier.id, drafts: [{ submission, payload }] };
      const [outcome] = await acceptRequests(database.db, [request]);
      if (typeof outcome !== "object") throw new Error("It was not accepted.");
      return outcome.fresh[0] as OpenSubmission;
    }

    /** Accepts a Consign, or a Load, and announces it. */
    async function submit(load?: {
      readonly shipment: ShipmentId;
      readonly into: ShipmentId;
    }): Promise<OpenSubmission> {
      const submission = await accept(load);
      submissions.announce();
      return submission;
    }

    const stateOf = async ({ id }: OpenSubmission) => (await readSubmissions(database.db, [id]))[0]?.state;
    const isOnChain = async ({ entry }: OpenSubmission) => (await chain.ledger.headOf(entry.shipment)) !== ZERO_BYTES32;
    const batches = () =>
      database.db.reader.selectFrom("batches").select(["id", "nonce", "state"]).orderBy("id").execute();
    const transactionsOf = async ({ address }: PrivateKey) =>
      Number(await node("eth_getTransactionCount", address, "latest"));
    const refusals = async () =>
      (await database.db.reader.selectFrom("refusals").select("code").execute()).map(({ code }) => code);
    const codes = () => new Set(troubles.map(({ code }) => code));

    /** Waits until store, chain and pipeline agree that all these submissions are recorded. */
    async function recorded(...submissions: OpenSubmission[]): Promise<void> {
      for (const submission of submissions) {
        await eventually(`submission ${submission.id} is recorded`, async () => {
          follower.lookSoon();
          return (await stateOf(submission)) === "recorded" && (await isOnChain(submission));
        });
      }
      await eventually("the pipeline carries nothing", () => pipeline.depth === 0);
    }

    /** Waits until the node has accepted a transaction. */
    async function sent(): Promise<void> {
      await eventually("the node has taken a transaction", () => taken > 0);
    }

    describe("The start of a pipeline", () => {
      it("a start sends each accepted submission once, also when it is announced again", async () => {
        const submission = await accept();
        await node("evm_setAutomine", false);
        await pipeline.start();
        submissions.announce();
        await sent();
        expect(pipeline.openFor(carrier.id)).to.deep.equal({ all: 1, own: 1 });
        await node("evm_setAutomine", true);
        await node("evm_mine");
        await recorded(submission);
      });

      it("a pipeline that is stopped during its start sends nothing", async () => {
        const submission = await accept();
        const starting = pipeline.start();
        await pipeline.stop();
        await starting;
        expect([pipeline.leads, relay.pending]).to.deep.equal([false, 0]);
        expect(await stateOf(submission)).to.equal("accepted");
      });

      it("a start waits for a node that does not answer, and reports it", async () => {
        const submission = await accept();
        onPrice = () => Promise.resolve(nobody);
        const starting = pipeline.start();
        await eventually("a trouble is reported", () => troubles.length > 0);
        expect(codes()).to.deep.equal(new Set(["ChainUnreachable"]));
        onPrice = () => Promise.resolve(served.rpc);
        await starting;
        await recorded(submission);
      });
    });

    it("the next start sends a submission that waited for a fuller batch when the pipeline stopped", async () => {
      await pipeline.stop();
      await make({ batchSize: 10, lingerMs: 3_600_000 });
      await pipeline.start();
      await node("evm_setAutomine", false);
      const first = await submit();
      await sent();
      const second = await submit();
      await eventually("the pipeline carries both", () => pipeline.depth >= 2);
      await pipeline.stop();
      await follower.stop();
      expect(await batches()).to.have.length(1);
      await node("evm_setAutomine", true);
      await node("evm_mine");
      await make();
      await pipeline.start();
      await recorded(first, second);
    });

    describe("A recovery", () => {
      it("a recovery takes in outcomes that come during its read", async () => {
        await pipeline.start();
        await node("evm_setAutomine", false);
        const submission = await submit();
        await sent();
        const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<Rpc>()];
        onPrice = () => {
          asked.resolve();
          return answer.promise;
        };
        const rebuilding = pipeline.recover();
        await asked.promise;
        await node("evm_mine");
        await eventually("the submission is recorded", async () => {
          follower.lookSoon();
          return (await stateOf(submission)) === "recorded";
        });
        answer.resolve(served.rpc);
        await rebuilding;
        expect([pipeline.depth, relay.pending]).to.deep.equal([0, 0]);
      });
    });

    describe("A batch without an effect", () => {
      it("the entries of a batch whose nonce another transaction used are sent in another batch", async () => {
        await pipeline.start();
        cutOff.add(relay.address);
        const submission = await submit();
        await eventually("the relay has a batch under way", () => relay.pending > 0);
        const wallet = new chain.connection.ethers.Wallet(
          `0x${Buffer.from((relayKeys[0] as PrivateKey).copyBytes()).toString("hex")}`,
          chain.connection.ethers.provider,
        );
        await (await wallet.sendTransaction({ to: wallet.address })).wait();
        cutOff.clear();
        now += LONG_MS;
        await recorded(submission);
        expect((await batches()).map(({ nonce, state }) => [nonce, state])).to.deep.equal([
          [0, "void"],
          [1, "mined"],
        ]);
      });

      it("the entries of a batch that could not be stored are sent with the same nonce", async () => {
        await pipeline.start();
        await renameTable(database.db, "batches", "away");
        const first = await submit();
        await eventually(
          "a trouble is reported and nothing is under way",
          () => troubles.length > 0 && relay.pending === 0,
        );
        expect(await stateOf(first)).to.equal("accepted");
        await renameTable(database.db, "away", "batches");
        const second = await submit();
        await recorded(first, second);
        expect((await batches())[0]).to.include({ nonce: 0, state: "mined" });
      });

      it("a batch that a reorganisation undid is sent again byte for byte", async () => {
        await pipeline.start();
        const fork = await node("evm_snapshot");
        const submission = await submit();
        await recorded(submission);
        await node("evm_revert", fork);
        expect(await isOnChain(submission)).to.equal(false);
        await node("evm_mine");
        await recorded(submission);
        expect(await batches()).to.have.length(1);
      });

      it("a Load that a reorganisation put before its unit is sent again", async () => {
        await make({ batchSize: 10, lingerMs: 0 }, 2);
        await pipeline.start();
        const fork = await node("evm_snapshot");
        await node("evm_setAutomine", false);
        const goods = await submit();
        await sent();
        const unit = await submit();
        await eventually("the node has taken two transactions", () => taken >= 2);
        await node("evm_setAutomine", true);
        await node("evm_mine");
        await recorded(goods, unit);
        const load = await submit({ shipment: goods.entry.shipment, into: unit.entry.shipment });
        await recorded(load);
        const [carriesGoods, carriesUnit] = relayKeys as [PrivateKey, PrivateKey];
        expect(await transactionsOf(carriesGoods)).to.equal(2);

        cutOff.add(carriesUnit.address);
        await node("evm_revert", fork);
        await node("hardhat_mine", "0x4");
        await eventually("the Load is refused and the goods are sent again", async () => {
          follower.lookSoon();
          return (await transactionsOf(carriesGoods)) >= 2 && (await refusals()).length > 0;
        });
        expect([await refusals(), await stateOf(load)]).to.deep.equal([["ShipmentLedgerUnexpectedPhase"], "accepted"]);
        cutOff.clear();
        now += LONG_MS;
        await recorded(goods, unit, load);
      });
    });

    it("a submission that an earlier attempt settled is not sent", async () => {
      const settled = await accept();
      const other = await accept();
      onSign = async () => void (await settleSubmission(database.db, settled.id));
      await pipeline.start();
      await recorded(other);
      expect(await isOnChain(settled)).to.equal(false);
    });

    it("a batch signed on heads that were undone is not sent but signed again", async () => {
      await pipeline.start();
      onSign = async () => {
        onSign = () => Promise.resolve();
        await undoBlocksAbove(database.db, follower.checkpoint, follower.checkpoint);
      };
      await recorded(await submit());
      expect([...codes()]).to.deep.equal(["BatchOutdated"]);
    });

    it("the refusal of an earlier attempt does not settle the one on its way", async () => {
      await pipeline.start();
      await node("evm_setAutomine", false);
      const submission = await submit();
      await sent();
      const earlier = { submission: submission.id, author: carrier.id, acceptedAtMs: 0, hash: ZERO_BYTES32 };
      pipeline.onApplied({
        change: "followed",
        settled: [{ ...earlier, outcome: "overtaken" }],
        minedBatches: [],
        entries: [],
        refusals: [],
        block: 0,
        toPosition: 0,
      });
      expect([pipeline.depth, relay.pending]).to.deep.equal([1, 1]);
      await node("evm_mine");
      await recorded(submission);
      expect(await batches()).to.have.length(1);
    });
  });
}
