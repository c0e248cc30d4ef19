import { trieRoot } from "../../src/audit/replay/trie-root.ts";
import { hexOf } from "../../src/domain/encoding/hex.ts";
import { keccak256Hex } from "../../src/domain/encoding/keccak256.ts";
import { jsonToHeaderRlp } from "../../src/ledger/header-rlp.ts";
import { ENTRY_RECORDED_TOPIC } from "../../src/ledger/ledger-log.ts";
import { jsonToReceiptRlp } from "../../src/ledger/receipt-rlp.ts";
import { rlp, rlpNumber } from "../../src/ledger/rlp.ts";
import { JsonRpcClient } from "../../src/rpc/json-rpc-client.ts";
import type { AskNode, HostileCall, Lie } from "./hostile-node.ts";

/** JSON of a node, which these functions know well enough to falsify. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
type Json = any;

/** Any address serves: only the methods of a call are used. */
const rpc = new JsonRpcClient({ peer: "Chain", url: "http://127.0.0.1:9" });

const isBlock = ({ method }: HostileCall) => /^eth_getBlockBy(Number|Hash)$/.test(method);
const number = (hex: string) => Number(hex);
const hex = (value: number | bigint) => `0x${value.toString(16)}`;

/** A different value of the same form. */
function another(value: string): string {
  if (value === "0x") return "0x00";
  const last = value.at(-1) === "1" ? "2" : "1";
  return value.slice(0, -1) + last;
}

/** A lie about the logs of receipts and filters, in all answers that have them. */
function aboutLogs(name: string, change: (logs: Json[]) => Json[]): Lie {
  const ofReceipt = (receipt: Json) => ({ ...receipt, logs: change(receipt.logs) });
  return {
    name,
    tell({ method }, result: Json) {
      if (method === "eth_getLogs") return change(result);
      if (method === "eth_getTransactionReceipt" && result !== null) return ofReceipt(result);
      return method === "eth_getBlockReceipts" ? result.map(ofReceipt) : result;
    },
  };
}

const isEntry = (log: Json) => log.topics[0] === ENTRY_RECORDED_TOPIC;
const onEntries = (name: string, change: (log: Json) => Json) =>
  aboutLogs(name, (logs) => logs.map((log) => (isEntry(log) ? change(log) : log)));

const TOPICS = { shipment: 1, "entry's hash": 2, author: 3 };
const WORDS = { sequence: 0, previous: 1, kind: 2, counterparty: 3, refersTo: 4, occurredAt: 5, commitment: 6 };
const SIGNATURE_WORD = 9;

function changeWord(data: string, word: number): string {
  const end = 2 + 64 * (word + 1);
  return another(data.slice(0, end)) + data.slice(end);
}

const FIELD_LIES: Lie[] = [
  ...Object.entries(TOPICS).map(([field, topic]) =>
    onEntries(`changes the ${field} of entries`, (log) => ({
      ...log,
      topics: log.topics.with(topic, another(log.topics[topic])),
    })),
  ),
  ...Object.entries({ ...WORDS, signature: SIGNATURE_WORD }).map(([field, word]) =>
    onEntries(`changes the ${field} of entries`, (log) => ({ ...log, data: changeWord(log.data, word) })),
  ),
];

const LOG_LIES: Lie[] = [
  aboutLogs("drops one log", (logs) => logs.filter((log, index) => !isEntry(log) || index > 0)),
  aboutLogs("drops all logs", () => []),
  aboutLogs("tells logs twice", (logs) => logs.flatMap((log) => [log, log])),
  aboutLogs("reverses logs", (logs) => logs.toReversed()),
  onEntries("tells logs of another contract", (log) => ({ ...log, address: another(log.address) })),
  onEntries("tells logs of another block", (log) => ({ ...log, blockNumber: hex(number(log.blockNumber) + 1) })),
  onEntries("tells logs of another block's hash", (log) => ({ ...log, blockHash: another(log.blockHash) })),
  onEntries("tells logs as removed", (log) => ({ ...log, removed: true })),
  onEntries("cuts logs short", (log) => ({ ...log, data: log.data.slice(0, -64) })),
];

function aboutReceipts(name: string, change: (receipt: Json) => Json): Lie {
  return {
    name,
    tell({ method }, result: Json) {
      if (method === "eth_getTransactionReceipt" && result !== null) return change(result);
      return method === "eth_getBlockReceipts" ? result.map(change) : result;
    },
  };
}

const RECEIPT_LIES: Lie[] = [
  aboutReceipts("tells that transactions failed", (receipt) => ({ ...receipt, status: "0x0" })),
  aboutReceipts("tells of other gas in receipts", (receipt) => ({
    ...receipt,
    cumulativeGasUsed: another(receipt.cumulativeGasUsed),
  })),
  {
    name: "leaves a receipt out",
    tell: ({ method }, result: Json) =>
      method === "eth_getBlockReceipts" ? result.slice(1) : method === "eth_getTransactionReceipt" ? null : result,
  },
];

const HEADER_FIELDS = [
  "parentHash",
  "stateRoot",
  "transactionsRoot",
  "receiptsRoot",
  "logsBloom",
  "number",
  "gasUsed",
  "gasLimit",
  "timestamp",
  "extraData",
  "mixHash",
  "miner",
  "hash",
];

/** Lies about blocks when the chain is long enough: the first blocks stay, so that the lie does not concern genesis. */
function aboutBlocks(name: string, change: (block: Json, ask: AskNode) => Json, from = 3): Lie {
  return {
    name,
    tell: (call, result: Json, ask) =>
      isBlock(call) && result !== null && number(result.number) >= from ? change(result, ask) : result,
  };
}

const HEADER_LIES: Lie[] = [
  ...HEADER_FIELDS.map((field) =>
    aboutBlocks(`changes the ${field} of blocks`, (block) => ({ ...block, [field]: another(block[field]) })),
  ),
  aboutBlocks("empties the log filter of blocks", (block) => ({ ...block, logsBloom: `0x${"0".repeat(512)}` })),
  aboutBlocks("leaves transactions out of blocks", (block) => ({ ...block, transactions: [] })),
  aboutBlocks("invents transactions in blocks", (block) => ({ ...block, transactions: [block.hash] })),
  aboutBlocks("changes the time of blocks, and their hash with it", (block) =>
    rehashed({ ...block, timestamp: hex(number(block.timestamp) + 1) }),
  ),
];

const rehashed = (block: Json): Json => ({
  ...block,
  hash: keccak256Hex(jsonToHeaderRlp(rpc, "eth_getBlockByNumber", block)),
});

/** Falsifies the last block with an entry, so that header, hash and receipts are consistent. */
function forgedHead(name: string, change: (logs: Json[]) => Json[]): Lie {
  const changed = (receipt: Json) => ({ ...receipt, logs: change(receipt.logs) });
  async function forge(block: Json, ask: AskNode): Promise<Json> {
    const told = (await ask("eth_getBlockReceipts", block.number)) as Json[];
    if (!told.some(({ logs }) => logs.some(isEntry))) return block;
    const leaves = told.map(changed).map((receipt, index) => {
      const key = hexOf(rlp(rlpNumber(index))).slice(2);
      return [key, jsonToReceiptRlp(rpc, "eth_getBlockReceipts", receipt)] as const;
    });
    return rehashed({ ...block, receiptsRoot: trieRoot(leaves) });
  }
  return {
    name,
    async tell(call, result: Json, ask) {
      const head = (await ask("eth_blockNumber")) as string;
      if (isBlock(call) && result?.number === head) return forge(result, ask);
      const forged = (await forge((await ask("eth_getBlockByNumber", head, false)) as Json, ask)) as Json;
      const moved = (log: Json) => (log.blockNumber === head ? { ...log, blockHash: forged.hash } : log);
      const inHead = (receipt: Json) =>
        receipt.blockNumber === head ? { ...changed(receipt), logs: changed(receipt).logs.map(moved) } : receipt;
      if (call.method === "eth_getBlockReceipts") return result.map(inHead);
      if (call.method === "eth_getTransactionReceipt" && result !== null) return inHead(result);
      if (call.method !== "eth_getLogs") return result;
      const before = result.filter(({ blockNumber }: Json) => blockNumber !== head);
      return [...before, ...change(result.filter(({ blockNumber }: Json) => blockNumber === head)).map(moved)];
    },
  };
}

const FORGERIES: Lie[] = [
  forgedHead("forges the last block, without its entry", () => []),
  forgedHead("forges the last block, with another entry", (logs) =>
    logs.map((log) => (isEntry(log) ? { ...log, data: changeWord(log.data, WORDS.commitment) } : log)),
  ),
];

const HEAD_LIES: Lie[] = [
  {
    name: "serves an old head",
    async tell(call, result: Json, ask) {
      const old = hex(number((await ask("eth_blockNumber")) as string) - 3);
      if (call.method === "eth_blockNumber") return old;
      return isBlock(call) && call.params[0] === "latest" ? ask("eth_getBlockByNumber", old, false) : result;
    },
  },
  {
    name: "tells of a head that is far off",
    tell: (call, result: Json) =>
      isBlock(call) && call.params[0] === "latest" ? { ...result, number: hex(number(result.number) + 1_000) } : result,
  },
  {
    name: "has no blocks",
    tell: (call, result) => (isBlock(call) ? null : result),
  },
  {
    name: "serves the blocks of other heights",
    tell: (call, result: Json, ask) =>
      isBlock(call) && call.params[0] !== "latest" && number(result.number) > 3
        ? ask("eth_getBlockByNumber", hex(number(result.number) - 1), false)
        : result,
  },
];

/** Gives a different time at every second call, with a matching hash. */
function fickle(): Lie {
  let asked = 0;
  return aboutBlocks("tells another history every other time", (block) =>
    (asked += 1) % 2 === 0 ? rehashed({ ...block, timestamp: hex(number(block.timestamp) + 1) }) : block,
  );
}

const STATE_LIES: Lie[] = [
  aboutProofs("answers proofs for another block", (_proof, [address, slots, block], ask) =>
    ask("eth_getProof", address, slots, hex(number(block as string) - 8)),
  ),
  aboutProofs("answers proofs for another account", (_proof, [, slots, block], ask) =>
    ask("eth_getProof", `0x${"42".repeat(20)}`, slots, block),
  ),
  aboutProofs("truncates proofs", (proof) => ({ ...proof, accountProof: proof.accountProof.slice(0, -1) })),
  aboutProofs("alters proofs", (proof) => ({ ...proof, accountProof: proof.accountProof.map(another) })),
  aboutProofs("proves nothing", (proof) => ({ ...proof, accountProof: [], storageProof: [] })),
  {
    name: "shows other code",
    tell: ({ method }, result: Json) => (method === "eth_getCode" && result !== "0x" ? `${result}00` : result),
  },
  { name: "shows no code", tell: ({ method }, result) => (method === "eth_getCode" ? "0x" : result) },
];

function aboutProofs(name: string, change: (proof: Json, params: readonly unknown[], ask: AskNode) => unknown): Lie {
  return {
    name,
    tell: ({ method, params }, result, ask) => (method === "eth_getProof" ? change(result, params, ask) : result),
  };
}

const IDENTITY_LIES: Lie[] = [
  { name: "tells another chain id", tell: ({ method }, result) => (method === "eth_chainId" ? "0x1" : result) },
  aboutBlocks(
    "has another first block",
    (block) => (block.number === "0x0" ? rehashed({ ...block, timestamp: "0x1" }) : block),
    0,
  ),
];

const TRANSPORT_LIES: Lie[] = [
  { name: "answers garbage", send: (_answer, response) => response.end("\u0000\u0001 not JSON") },
  { name: "answers a page", send: (_answer, response) => response.writeHead(200).end("<html></html>") },
  { name: "truncates answers", send: (answer, response) => response.end(answer.slice(0, answer.length / 2)) },
  { name: "hangs up", send: (_answer, response) => response.destroy() },
  { name: "stalls", stalls: true, send: () => undefined },
  { name: "stalls half-way", stalls: true, send: (answer, response) => void response.write(answer.slice(0, 10)) },
  { name: "answers too much", send: (answer, response) => response.end(answer + " ".repeat(8 * 2 ** 20)) },
  { name: "answers other calls", send: (answer, response) => response.end(answer.replaceAll('"id":', '"id":9')) },
  {
    name: "answers an error",
    send: (_answer, response) => response.end('{"jsonrpc":"2.0","id":null,"error":{"code":-1}}'),
  },
  { name: "answers nothing to everything", tell: () => null },
  { name: "answers lists to everything", tell: () => [] },
  { name: "answers numbers to everything", tell: () => "0x7" },
];

/** Every lie, to be tried on every tool. */
export const LIES: readonly Lie[] = [
  ...LOG_LIES,
  ...FIELD_LIES,
  ...RECEIPT_LIES,
  ...HEADER_LIES,
  ...FORGERIES,
  ...HEAD_LIES,
  fickle(),
  ...STATE_LIES,
  ...IDENTITY_LIES,
  ...TRANSPORT_LIES,
];
