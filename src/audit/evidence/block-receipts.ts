import { createMerkleProof, createMPT } from "@ethereumjs/mpt";
import type { Bytes32, Hex } from "../../domain/entry.ts";
import { hexOf } from "../../domain/encoding/hex.ts";
import { positionOf } from "../../domain/position.ts";
import { jsonToLog } from "../../ledger/chain-log.ts";
import { jsonToReceiptRlp } from "../../ledger/receipt-rlp.ts";
import { rlp, rlpNumber } from "../../ledger/rlp.ts";
import { answerFields } from "../../rpc/answer-fields.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import type { EvidencePlace } from "./evidence.ts";
import { itemAt } from "../../domain/item-at.ts";

/** Proof of entries by a block's receipts. */
export interface ProvenReceipts {
  /** Trie nodes on the paths to the wanted receipts. */
  readonly nodes: readonly Hex[];
  /** Gives the place of the log at a position (see {@link positionOf}). */
  readonly placeOf: (position: number) => EvidencePlace | undefined;
}

const METHOD = "eth_getTransactionReceipt";

/** A block with its receipts root. */
export interface BlockOfReceipts {
  readonly number: number;
  readonly receiptsRoot: Bytes32;
  readonly transactions: readonly Bytes32[];
}

/**
 * Builds the trie of a block's receipts, because JSON-RPC offers no proof of receipts, and collects the paths to the
 * receipts of `wanted`.
 *
 * @param wanted hashes of transactions.
 * @throws ChainAnswerInvalid if the receipts do not match the receipts root of the header.
 */
export async function proveReceipts(
  rpc: Rpc,
  block: BlockOfReceipts,
  wanted: ReadonlySet<Bytes32>,
): Promise<ProvenReceipts> {
  const answers = await rpc.batch(block.transactions.map((hash) => ({ method: METHOD, params: [hash] })));
  const trie = await createMPT();
  for (const [index, answer] of answers.entries()) await trie.put(keyOf(index), jsonToReceiptRlp(rpc, METHOD, answer));
  if (hexOf(trie.root()) !== block.receiptsRoot) {
    throw rpc.invalidAnswer(METHOD, `the receipts of block ${block.number} do not match its header`);
  }
  const nodes = new Set<Hex>();
  const places = new Map<number, EvidencePlace>();
  for (const [transaction, answer] of answers.entries()) {
    if (!wanted.has(itemAt(block.transactions, transaction))) continue;
    // A parent embeds a node of fewer than 32 bytes.
    const path = await createMerkleProof(trie, keyOf(transaction));
    path.filter((node, index) => index === 0 || node.length >= 32).forEach((node) => nodes.add(hexOf(node)));
    const logs = answerFields(rpc, METHOD, answer).array("logs");
    logs.forEach((item, log) => {
      const { logIndex } = jsonToLog(rpc, METHOD, item);
      places.set(positionOf(block.number, logIndex), { block: block.number, transaction, log });
    });
  }
  return { nodes: [...nodes], placeOf: (position) => places.get(position) };
}

function keyOf(index: number): Uint8Array {
  return rlp(rlpNumber(index));
}
