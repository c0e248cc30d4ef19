import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ZERO_BYTES32, type EntryHash, type Hex, type SignedEntry } from "../../../src/domain/entry.ts";
import { KINDS } from "../../../src/domain/rules/kind.ts";
import { PrivateKey } from "../../../src/keys/private-key.ts";
import { batchGas, MAX_TRANSACTION_GAS } from "../../../src/ledger/batch-gas.ts";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";
import { getChainId } from "../../../src/ledger/get-chain-id.ts";
import { getTransactionCount } from "../../../src/ledger/get-transaction-count.ts";
import { getTransactionReceipt } from "../../../src/ledger/get-transaction-receipt.ts";
import { ENTRY_RECORDED_TOPIC } from "../../../src/ledger/ledger-log.ts";
import { encodeRecordBatch } from "../../../src/ledger/record-batch.ts";
import { signRelayTransaction, type SignedTransaction } from "../../../src/ledger/relay-transaction.ts";
import { sendRawTransaction } from "../../../src/ledger/send-raw-transaction.ts";
import { JsonRpcClient } from "../../../src/rpc/json-rpc-client.ts";
import type { BenchNetwork } from "../network/bench-network.ts";
import { castOf } from "../network/consortium.ts";
import { shipmentStory, STORY_ENTRIES } from "../workload/shipment-story.ts";

const BATCH = 200;
const RELAYS = 2;
/** Unmined transactions of a relay: twice the default of the gateway, so that the node never waits. */
const IN_FLIGHT = 8;

/**
 * Measures the upper limit of any gateway on this node: sends the same entries in transactions of 200 that are signed
 * before the clock starts.
 *
 * @returns entries per second, from the first transaction sent until the last one is mined.
 */
export async function feedEncodedBatches(network: BenchNetwork, entries: number): Promise<number> {
  const rpc = new JsonRpcClient({ peer: "Chain", url: network.rpcUrl });
  try {
    const lanes = await encodeLanes(rpc, network, entries);
    const began = performance.now();
    await Promise.all(lanes.map((lane) => feed(rpc, lane)));
    const seconds = (performance.now() - began) / 1000;
    await requireRecorded(rpc, lanes, entries);
    return entries / seconds;
  } finally {
    await rpc.close();
  }
}

/** The transactions of one relay, in the order of their nonces. */
interface Lane {
  readonly relay: Hex;
  readonly transactions: readonly SignedTransaction[];
}

async function encodeLanes(rpc: JsonRpcClient, network: BenchNetwork, entries: number): Promise<Lane[]> {
  const chainId = await getChainId(rpc);
  const { ledger } = network.contracts;
  const hashEntry = createEntryHasher({ chainId, ledger });
  const batches = Array.from({ length: entries / BATCH }, (_, batch) => {
    const stories = Array.from({ length: BATCH / STORY_ENTRIES }, () => signStory(network, batch, hashEntry));
    return stories.flat();
  });
  return Promise.all(
    Array.from({ length: RELAYS }, async (_, lane) => {
      const key = PrivateKey.generate();
      const own = batches.filter((_, index) => index % RELAYS === lane);
      const transactions = own.map((batch, nonce) =>
        signRelayTransaction(
          {
            chainId,
            nonce,
            to: ledger,
            data: encodeRecordBatch(batch),
            gasLimit: batchGas(batch, MAX_TRANSACTION_GAS),
            fees: { gasPrice: 0n },
          },
          (digest) => key.sign(digest),
        ),
      );
      return { relay: key.address, transactions: await Promise.all(transactions) };
    }),
  );
}

function signStory(
  network: BenchNetwork,
  group: number,
  hashEntry: ReturnType<typeof createEntryHasher>,
): SignedEntry[] {
  const shipment = random();
  let previous: EntryHash = ZERO_BYTES32;
  return shipmentStory(group, castOf(group))
    .stages.flat()
    .map(({ author, kind, counterparty, occurredAt }) => {
      const { id, key } = network.member(author);
      const entry = {
        shipment,
        previous,
        kind: KINDS[kind],
        author: id,
        counterparty: counterparty === undefined ? 0 : network.member(counterparty).id,
        refersTo: ZERO_BYTES32,
        occurredAt,
        commitment: random(),
      };
      previous = hashEntry(entry);
      return { entry, signature: key.sign(previous) };
    });
}

const random = (): Hex => `0x${randomBytes(32).toString("hex")}`;

async function feed(rpc: JsonRpcClient, { relay, transactions }: Lane): Promise<void> {
  let sent = 0;
  for (let mined = 0; mined < transactions.length; mined = await getTransactionCount(rpc, relay, "latest")) {
    const room = transactions.slice(sent, mined + IN_FLIGHT);
    if (room.length === 0) await sleep(2);
    for (const transaction of room) await sendRawTransaction(rpc, transaction);
    sent += room.length;
  }
}

async function requireRecorded(rpc: JsonRpcClient, lanes: readonly Lane[], expected: number): Promise<void> {
  let recorded = 0;
  for (const { hash } of lanes.flatMap(({ transactions }) => transactions)) {
    const receipt = await getTransactionReceipt(rpc, hash);
    recorded += receipt?.logs.filter(({ topics }) => topics[0] === ENTRY_RECORDED_TOPIC).length ?? 0;
  }
  if (recorded !== expected) throw new Error(`Of ${expected} pre-encoded entries, ${recorded} were recorded.`);
}
