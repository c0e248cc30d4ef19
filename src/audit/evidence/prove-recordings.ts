import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { Entry, EntryHash, Hex } from "../../domain/entry.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { keccak256Hex } from "../../domain/encoding/keccak256.ts";
import { provenReceipt, type Receipt, type ReceiptLog, RECEIPT_TRIE_LIMITS } from "../proof/proven-receipt.ts";
import type { SealedHeader } from "../proof/sealed-header.ts";
import { TrieNodes } from "../proof/trie-nodes.ts";
import { contradicted } from "./contradicted.ts";
import type { Evidence, EvidencePlace } from "./evidence.ts";
import type { LinkedHeaders } from "./link-headers.ts";
import { itemAt } from "../../domain/item-at.ts";

/** Keccak-256 of the signature of `IShipmentLedger.EntryRecorded`: the first topic of the event. */
export const RECORDED_TOPIC = keccak256Hex(
  utf8ToBytes("EntryRecorded(bytes32,bytes32,uint32,uint32,bytes32,uint8,uint32,bytes32,uint40,bytes32,bytes)"),
);

/** An entry or an act of a file, with the event that records it. */
export interface Recording {
  readonly hash: EntryHash;
  readonly recorded: EvidencePlace;
  /** Whether a log of the ledger is its event. */
  readonly isEvent: (log: ReceiptLog) => boolean;
}

/** The recordings of the entries of a file about a shipment. @param hashes in the order of the file. */
export function entryRecordings({ entries }: Evidence, hashes: readonly EntryHash[]): Recording[] {
  return entries.map(({ entry, signature, recorded }, index) => {
    const hash = itemAt(hashes, index);
    return { hash, recorded, isEvent: (log) => records(log, entry, hash, signature) };
  });
}

/**
 * Proves when entries or acts were recorded: the receipt of a transaction has the ledger's event with exactly this entry and
 * signature. Each node must be in use, also below a header that is not anchored.
 *
 * @param ledger address of the contract whose events record them.
 * @returns for each the time of its block in Unix seconds; `null` if the file has no anchored header of the block.
 * @throws EvidenceContradicted, TrieProofBroken, RlpMalformed, ReceiptMalformed
 */
export function proveRecordings(
  { receipts }: Pick<Evidence, "receipts">,
  ledger: Hex,
  recordings: readonly Recording[],
  { byNumber, anchored }: Pick<LinkedHeaders, "byNumber" | "anchored">,
): (number | null)[] {
  const nodes = new TrieNodes(receipts.map(bytesOf), "the receipts", RECEIPT_TRIE_LIMITS);
  const known = new Map<string, Receipt>();
  const receiptOf = (header: SealedHeader, transaction: number): Receipt => {
    const key = `${header.number}/${transaction}`;
    const receipt = known.get(key) ?? provenReceipt(nodes, header.receiptsRoot, transaction);
    if (receipt === undefined) throw contradicted(`block ${header.number}`, `it has no transaction ${transaction}`);
    known.set(key, receipt);
    return receipt;
  };
  const times = recordings.map(({ hash, recorded, isEvent }) => {
    const header = byNumber.get(recorded.block);
    if (header === undefined) return null;
    const { succeeded, logs } = receiptOf(header, recorded.transaction);
    const log = succeeded ? logs[recorded.log] : undefined;
    if (log?.address !== ledger || !isEvent(log)) {
      throw contradicted(`entry ${hash}`, `block ${recorded.block} does not have it at the stated position`);
    }
    return anchored.has(header.number) ? header.timestamp : null;
  });
  nodes.requireAllUsed();
  return times;
}

/** Whether the log is the event of this entry. Compares the topics, and the data in the canonical ABI encoding. */
function records({ topics, data }: ReceiptLog, entry: Entry, hash: EntryHash, signature: Hex): boolean {
  const bytes = (signature.length - 2) / 2;
  const fields = [entry.previous, entry.kind, entry.counterparty, entry.refersTo, entry.occurredAt, entry.commitment];
  const padded = signature.slice(2).padEnd(Math.ceil(bytes / 32) * 64, "0");
  const expected = [...fields.map(word), word(8 * 32), word(bytes), padded].join("");
  const wanted = [RECORDED_TOPIC, entry.shipment, hash, `0x${word(entry.author)}`];
  // Skips the first word: the sequence, which is not signed and which follows from the chain of entries.
  return topics.length === 4 && topics.every((topic, index) => topic === wanted[index]) && data.slice(66) === expected;
}

function word(value: number | Hex): string {
  return (typeof value === "number" ? value.toString(16) : value.slice(2)).padStart(64, "0");
}
