import { expect } from "chai";
import type { Hex } from "../../src/domain/entry.ts";
import { getBlockHeader } from "../../src/ledger/get-block-header.ts";
import { getBlockHeaders } from "../../src/ledger/get-block-headers.ts";
import { getLogs } from "../../src/ledger/get-logs.ts";
import { getProof } from "../../src/ledger/get-proof.ts";
import { getTransactionReceipt } from "../../src/ledger/get-transaction-receipt.ts";
import { sendRawTransaction } from "../../src/ledger/send-raw-transaction.ts";
import { JsonRpcClient, type Rpc } from "../../src/rpc/json-rpc-client.ts";
import { errorOf } from "../support/error-of.ts";
import { bodyOf, serve, type TestServer } from "../support/http-server.ts";

const HASH = `0x${"aa".repeat(32)}` as const;
const OTHER = `0x${"bb".repeat(32)}` as const;
const LEDGER = `0x${"5f".repeat(20)}` as const;

const LOG = {
  address: LEDGER,
  topics: [HASH],
  data: "0x",
  blockNumber: "0x5",
  blockHash: HASH,
  transactionHash: HASH,
  transactionIndex: "0x0",
  logIndex: "0x1",
  removed: false,
};

const BLOCK = {
  number: "0x5",
  hash: HASH,
  parentHash: OTHER,
  timestamp: "0x6955b900",
  stateRoot: HASH,
  gasLimit: "0x1000",
  gasUsed: "0x0",
  extraData: "0x",
  transactions: [],
};

describe("The answers of an untrusted node", () => {
  let server: TestServer;
  let rpc: JsonRpcClient;
  let result: unknown;

  before(async () => {
    server = await serve(async (request, response) => {
      const asked = JSON.parse(await bodyOf(request)) as { id: number } | { id: number }[];
      const results = Array.isArray(asked) ? (result as unknown[]) : [result];
      const answers = [asked].flat().map(({ id }, index) => ({ jsonrpc: "2.0", id, result: results[index] }));
      response.end(JSON.stringify(Array.isArray(asked) ? answers : answers[0]));
    });
    rpc = new JsonRpcClient({ peer: "Chain", url: server.url });
  });
  after(async () => {
    await rpc.close();
    await server.close();
  });

  const logs = () => getLogs(rpc, { addresses: [LEDGER], fromBlock: 5, toBlock: 6, events: [HASH] });

  it("answers that match the request are accepted", async () => {
    result = [LOG, { ...LOG, logIndex: "0x2" }, { ...LOG, blockNumber: "0x6", blockHash: OTHER, logIndex: "0x0" }];
    expect(await logs()).to.have.length(3);
    result = BLOCK;
    expect(await getBlockHeader(rpc, 5)).to.deep.equal({
      number: 5,
      hash: HASH,
      parentHash: OTHER,
      timestamp: 0x6955b900,
      stateRoot: HASH,
      gasLimit: 4096,
      gasUsed: 0,
      extraData: "0x",
      transactions: [],
    });
  });

  const lies: [what: string, result: unknown, ask: (rpc: Rpc) => Promise<unknown>][] = [
    ["logs that are not a list", LOG, logs],
    ["a log that is null", [null], logs],
    ["a log of another contract", [{ ...LOG, address: `0x${"60".repeat(20)}` }], logs],
    ["a log before the requested blocks", [{ ...LOG, blockNumber: "0x4" }], logs],
    ["a log after the requested blocks", [{ ...LOG, blockNumber: "0x7" }], logs],
    ["a log of another event", [{ ...LOG, topics: [OTHER] }], logs],
    ["a log without topics", [{ ...LOG, topics: [] }], logs],
    ["a log with a short topic", [{ ...LOG, topics: [HASH, "0x12"] }], logs],
    ["a log with a topic in upper-case letters", [{ ...LOG, topics: [HASH, `0x${"AA".repeat(32)}`] }], logs],
    ["a log that was removed", [{ ...LOG, removed: true }], logs],
    ["a log of a pending block", [{ ...LOG, blockNumber: null, blockHash: null }], logs],
    ["the same log twice", [LOG, LOG], logs],
    ["logs out of order", [{ ...LOG, blockNumber: "0x6" }, LOG], logs],
    ["logs of two blocks with one height", [LOG, { ...LOG, logIndex: "0x2", blockHash: OTHER }], logs],
    ["a block of another height than requested", BLOCK, (node) => getBlockHeader(node, 6)],
    ["a block of another hash than requested", BLOCK, (node) => getBlockHeader(node, OTHER)],
    ["a block without a time", { ...BLOCK, timestamp: undefined }, (node) => getBlockHeader(node, 5)],
    [
      "a block with a transaction that is not a hash",
      { ...BLOCK, transactions: [{}] },
      (node) => getBlockHeader(node, 5),
    ],
    ["a block with a short hash", { ...BLOCK, hash: "0x12" }, (node) => getBlockHeader(node, 5)],
    [
      "a block whose parent is not the previous block",
      [BLOCK, { ...BLOCK, number: "0x6" }],
      (node) => getBlockHeaders(node, 5, 6),
    ],
    ["one block for two heights", [BLOCK, BLOCK], (node) => getBlockHeaders(node, 5, 6)],
    ["the receipt of another transaction", { transactionHash: OTHER }, (node) => getTransactionReceipt(node, HASH)],
    ["a receipt without a status", { transactionHash: HASH }, (node) => getTransactionReceipt(node, HASH)],
    ["a receipt with status 2", { transactionHash: HASH, status: "0x2" }, (node) => getTransactionReceipt(node, HASH)],
    ["another transaction's hash", OTHER, (node) => sendRawTransaction(node, { raw: "0x02" as Hex, hash: HASH })],
    ["a proof of two slots", { storageProof: [{}, {}], accountProof: [] }, (node) => getProof(node, LEDGER, HASH, 1)],
  ];
  for (const [what, given, ask] of lies)
    it(`an answer is refused: ${what}`, async () => {
      result = given;
      expect((await errorOf(() => ask(rpc))).code).to.equal("ChainAnswerInvalid");
    });
});
