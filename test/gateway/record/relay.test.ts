import { expect } from "chai";
import type { EntryHash, Hex } from "../../../src/domain/entry.ts";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import { Relay } from "../../../src/gateway/record/relay.ts";
import { PrivateKey } from "../../../src/keys/private-key.ts";
import type { Rpc } from "../../../src/rpc/json-rpc-client.ts";
import type { PendingBatch } from "../../../src/store/outbox/batches.ts";
import { enrol, entryHash, entryOf, shipmentId, sign, startChain } from "../../support/chain.ts";
import type { TestChain, TestParticipant } from "../../support/chain.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";

/** Milliseconds after which a transaction is sent again or replaced, plus a second. */
const LONG_MS = 6_000;
const VERY_LONG_MS = 31_000;

/** A real node that mines on the test's order, and a clock that the test moves. */
describe("Relay", () => {
  let chain: TestChain;
  let served: ServedChain;
  let carrier: TestParticipant;
  let key: PrivateKey;
  let now: number;
  let replaced: { batch: number; hash: Hex }[];
  let troubles: unknown[];
  /** The node's answers to transactions. */
  let answers: Promise<unknown>[];
  let gasIsFree: boolean;
  let consigned = 0;

  before(async () => {
    chain = await startChain();
    served = await serveChain(chain);
    carrier = await enrol(chain, "carrier");
  });
  after(async () => {
    await served.close();
    await chain.connection.close();
  });
  beforeEach(async () => {
    key = PrivateKey.generate();
    [now, replaced, troubles, answers, gasIsFree] = [0, [], [], [], false];
    await node("hardhat_setBalance", key.address, "0x8ac7230489e80000");
    await node("evm_setAutomine", false);
  });
  afterEach(async () => {
    await node("evm_setAutomine", true);
    await node("evm_mine");
  });

  const node = (method: string, ...params: unknown[]) => chain.connection.provider.request({ method, params });
  const mine = () => node("evm_mine");
  const knows = async (hash: Hex) => (await node("eth_getTransactionByHash", hash)) !== null;
  const succeeded = async (hash: Hex) =>
    ((await node("eth_getTransactionReceipt", hash)) as { status: string } | null)?.status === "0x1";

  /** The relay does not wait for the node's answer. */
  const answered = () => Promise.allSettled(answers);

  const rpc: Rpc = {
    invalidAnswer: (method, problem) => served.rpc.invalidAnswer(method, problem),
    batch: (calls, maxBytes) => served.rpc.batch(calls, maxBytes),
    request(method, params, maxBytes) {
      if (method === "eth_gasPrice" && gasIsFree) return Promise.resolve("0x0");
      const answer = served.rpc.request(method, params, maxBytes);
      if (method === "eth_sendRawTransaction") answers.push(answer);
      return answer;
    },
  };

  /** A relay with the key, whose nonces follow the mined ones. */
  async function open(onReplace = () => Promise.resolve()): Promise<Relay> {
    const relay = new Relay(key.address, {
      rpc,
      chainId: chain.chainId,
      ledger: (await chain.ledger.getAddress()).toLowerCase() as Hex,
      sign: (digest) => key.sign(digest),
      inFlight: 4,
      async onReplace(batch, { hash }) {
        expect(await knows(hash), "it is stored before it is sent").to.equal(false);
        replaced.push({ batch, hash });
        await onReplace();
      },
      now: () => now,
      onTrouble: (error) => troubles.push(error),
    });
    await relay.recover([]);
    return relay;
  }

  /** A signed, unsent batch that opens a shipment. */
  async function prepare(relay: Relay, id: number): Promise<PendingBatch> {
    const shipment = shipmentId(`of a relay ${++consigned}`);
    const entry = entryOf("Consign", { shipment, author: carrier.id });
    const { signature } = await sign(chain, carrier, entry);
    const submission = { id, entry, previous: null, signature: null, acceptedAtMs: 0 };
    const hash: EntryHash = await entryHash(chain, entry);
    return relay.prepare(id, [{ submission, entry, hash, signature }]);
  }

  async function dispatch(relay: Relay, id: number): Promise<{ batch: PendingBatch; hash: Hex }> {
    const batch = await prepare(relay, id);
    relay.dispatch(batch);
    const { hash } = batch.transactions[0] as { hash: Hex };
    await answered();
    return { batch, hash };
  }

  /** Uses the relay's next nonce for another transaction of the same key. */
  async function useKeyElsewhere(): Promise<void> {
    const wallet = new chain.connection.ethers.Wallet(
      `0x${Buffer.from(key.copyBytes()).toString("hex")}`,
      chain.connection.ethers.provider,
    );
    await node("evm_setAutomine", true);
    await (await wallet.sendTransaction({ to: wallet.address })).wait();
    await node("evm_setAutomine", false);
  }

  /** The facts of each report that another program used the key. */
  const foreign = () =>
    troubles.filter((trouble) => PortolanError.is(trouble, "RelayUsedElsewhere")).map(({ facts }) => facts);

  describe("A transaction that is not mined", () => {
    it("a transaction that is not mined is sent again", async () => {
      const relay = await open();
      const { hash } = await dispatch(relay, 1);
      await node("hardhat_dropTransaction", hash);
      expect(await relay.tend()).to.deep.equal([]);
      expect(await knows(hash)).to.equal(false);
      now += LONG_MS;
      expect(await relay.tend()).to.deep.equal([]);
      await answered();
      await mine();
      expect(await succeeded(hash)).to.equal(true);
    });

    it("a transaction that waits long is replaced with a higher fee, which is stored first", async () => {
      const relay = await open();
      const { hash } = await dispatch(relay, 7);
      now += VERY_LONG_MS;
      expect(await relay.tend()).to.deep.equal([]);
      const [replacement] = replaced;
      expect(replacement?.batch).to.equal(7);
      expect(
        troubles.map((trouble) => PortolanError.is(trouble, "TransactionReplaced") && trouble.facts),
      ).to.deep.equal([{ relay: key.address, nonce: 0, hash: replacement?.hash }]);
      await answered();
      await mine();
      expect(await succeeded(replacement?.hash as Hex)).to.equal(true);
      expect(await succeeded(hash)).to.equal(false);
      // Either transaction belongs to the relay; the follower decides the outcome.
      now += LONG_MS;
      expect(await relay.tend()).to.deep.equal([]);
      expect(relay.pending).to.equal(1);
      relay.mined(new Set([7]));
      expect(relay.pending).to.equal(0);
    });

    it("only the first of several waiting transactions is replaced", async () => {
      const relay = await open();
      await dispatch(relay, 1);
      const { hash } = await dispatch(relay, 2);
      await node("hardhat_dropTransaction", hash);
      now += VERY_LONG_MS;
      await relay.tend();
      expect(replaced.map(({ batch }) => batch)).to.deep.equal([1]);
      await answered();
      expect(await knows(hash)).to.equal(true);
    });

    it("a replacement is not sent when its transaction is mined while it is being stored", async () => {
      const relay: Relay = await open(async () => relay.mined(new Set([1])));
      await dispatch(relay, 1);
      now += VERY_LONG_MS;
      await relay.tend();
      await mine();
      expect(await succeeded(replaced[0]?.hash as Hex)).to.equal(false);
      expect(relay.pending).to.equal(0);
    });

    it("a transaction of an earlier run, whose fees are unknown, is only sent again", async () => {
      const { batch, hash } = await dispatch(await open(), 1);
      await node("hardhat_dropTransaction", hash);
      const relay = await open();
      await relay.recover([batch]);
      await answered();
      await node("hardhat_dropTransaction", hash);
      now += VERY_LONG_MS;
      await relay.tend();
      await answered();
      expect(await knows(hash)).to.equal(true);
      expect(replaced).to.deep.equal([]);
    });

    it("a transaction at the price 0 is only sent again", async () => {
      gasIsFree = true;
      const relay = await open();
      await node("hardhat_setNextBlockBaseFeePerGas", "0x0");
      const { hash } = await dispatch(relay, 1);
      await node("hardhat_dropTransaction", hash);
      now += VERY_LONG_MS;
      await relay.tend();
      await answered();
      expect(await knows(hash)).to.equal(true);
      expect(replaced).to.deep.equal([]);
    });
  });

  describe("A nonce that another transaction used", () => {
    it("a batch is given up when another transaction used its nonce, and the next nonce follows that", async () => {
      const relay = await open();
      const batch = await prepare(relay, 1);
      await useKeyElsewhere();
      relay.dispatch(batch);
      now += LONG_MS;
      expect(await relay.tend()).to.deep.equal([1]);
      expect(relay.pending).to.equal(0);
      expect(foreign()).to.deep.equal([{ relay: key.address, nonce: 0, count: 1 }]);
      const { hash } = await dispatch(relay, 2);
      await mine();
      expect(await succeeded(hash)).to.equal(true);
    });

    it("an idle relay reports that another program uses its key, and continues after that", async () => {
      const relay = await open();
      await useKeyElsewhere();
      await useKeyElsewhere();
      expect(await relay.tend()).to.deep.equal([]);
      await relay.tend();
      expect(foreign()).to.deep.equal([{ relay: key.address, nonce: 0, count: 2 }]);
      expect(relay.foreign).to.equal(2);
      const { hash } = await dispatch(relay, 1);
      await mine();
      expect(await succeeded(hash)).to.equal(true);
    });

    it("a relay's own transactions are not foreign", async () => {
      const relay = await open();
      await dispatch(relay, 1);
      await dispatch(relay, 2);
      await mine();
      await relay.tend();
      now += LONG_MS;
      await relay.tend();
      expect([foreign(), relay.foreign]).to.deep.equal([[], 0]);
    });
  });

  describe("A transaction that the node refuses", () => {
    it("a node that already has the transaction is not reported as trouble", async () => {
      const relay = await open();
      const { batch } = await dispatch(relay, 1);
      relay.dispatch(batch);
      await answered();
      await mine();
      relay.dispatch(batch);
      const outcomes = (await answered()).map(({ status }) => status);
      expect(outcomes).to.deep.equal(["fulfilled", "rejected", "rejected"]);
      expect(troubles).to.deep.equal([]);
    });

    it("any other refusal of a node is reported as trouble", async () => {
      const relay = await open();
      await node("hardhat_setBalance", key.address, "0x0");
      await dispatch(relay, 1);
      expect(troubles.map((trouble) => (trouble as PortolanError).code)).to.deep.equal(["ChainAnsweredError"]);
    });
  });
});
