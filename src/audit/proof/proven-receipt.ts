import type { Bytes32, Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { hexOf } from "../../domain/encoding/hex.ts";
import { rlp, rlpNumber } from "../../ledger/rlp.ts";
import { decodeRlp, type RlpValue } from "./decode-rlp.ts";
import { provenValue } from "./proven-value.ts";
import { byteString, integer, listItems } from "./rlp-value.ts";
import type { TrieLimits, TrieNodes } from "./trie-nodes.ts";
import { itemAt } from "../../domain/item-at.ts";

/** The parts of a transaction's receipt that proofs need. */
export interface Receipt {
  readonly succeeded: boolean;
  readonly logs: readonly ReceiptLog[];
}

/** A log of a receipt. */
export interface ReceiptLog {
  /** Address of the contract that emitted the log. */
  readonly address: Hex;
  readonly topics: readonly Bytes32[];
  readonly data: Hex;
}

/** Limits of a receipt trie. A leaf contains a whole receipt, which has 150,000 bytes for a batch of 200 entries. */
export const RECEIPT_TRIE_LIMITS: TrieLimits = { nodes: 10_000, nodeBytes: 4 * 2 ** 20 };

/** Transaction types (EIP-2718) whose receipts have the same four fields: EIP-2930, 1559, 4844 and 7702. */
const TYPES = [1, 2, 3, 4];

/**
 * Reads the receipt of the transaction with this index in its block.
 *
 * @returns `undefined` if the nodes prove that the block has no such transaction.
 * @throws TrieProofBroken, RlpMalformed, ReceiptMalformed
 */
export function provenReceipt(nodes: TrieNodes, receiptsRoot: Bytes32, index: number): Receipt | undefined {
  const value = provenValue(nodes, receiptsRoot, rlp(rlpNumber(index)));
  return value && decodeReceipt(value);
}

/**
 * Decodes a typed (EIP-2718) or legacy receipt, with the status of EIP-658.
 *
 * @throws RlpMalformed, ReceiptMalformed
 */
function decodeReceipt(bytes: Uint8Array): Receipt {
  // A value in a trie has at least one byte.
  const type = itemAt(bytes, 0);
  const isTyped = type < 0x80;
  if (isTyped && !TYPES.includes(type)) {
    throw new PortolanError("ReceiptMalformed", { problem: `its type ${type} is unknown` });
  }
  const fields = listItems(decodeRlp(isTyped ? bytes.subarray(1) : bytes), "the receipt", 4);
  const status = integer(fields[0], "the status");
  if (status > 1) throw new PortolanError("ReceiptMalformed", { problem: "its status is neither 0 nor 1" });
  integer(fields[1], "the gas used");
  byteString(fields[2], "the bloom filter", 256);
  return { succeeded: status === 1, logs: listItems(fields[3], "the logs").map(decodeLog) };
}

function decodeLog(item: RlpValue): ReceiptLog {
  const [address, topics, data] = listItems(item, "a log", 3);
  return {
    address: hexOf(byteString(address, "a log's address", 20)),
    topics: listItems(topics, "a log's topics", 0, 1, 2, 3, 4).map((topic) => hexOf(byteString(topic, "a topic", 32))),
    data: hexOf(byteString(data, "a log's data")),
  };
}
