/** A block in the journal: the data to mine it again, and its hash. */
export interface JournalBlock {
  readonly height: number;
  /** Unix seconds. */
  readonly timestamp: number;
  /** Lower-case 0x hex, 32 bytes. */
  readonly hash: string;
  /** The signed transactions in the order of the block: 0x hex of their EIP-2718 envelopes. */
  readonly transactions: readonly string[];
}

const HASH_BYTES = 32;
const FIXED_BYTES = 8 + 8 + HASH_BYTES + 4;

/** `height (8) | timestamp (8) | hash (32) | count (4)`, then `length (4) | bytes` for each transaction; big endian. */
export function encodeJournalBlock(block: JournalBlock): Buffer {
  const fixed = Buffer.alloc(FIXED_BYTES);
  fixed.writeBigUInt64BE(BigInt(block.height), 0);
  fixed.writeBigUInt64BE(BigInt(block.timestamp), 8);
  fixed.write(block.hash.slice(2), 16, "hex");
  fixed.writeUInt32BE(block.transactions.length, 16 + HASH_BYTES);
  const parts = [fixed];
  for (const transaction of block.transactions) {
    const bytes = Buffer.from(transaction.slice(2), "hex");
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    parts.push(length, bytes);
  }
  return Buffer.concat(parts);
}

/** The inverse of encodeJournalBlock, for bytes whose digest was checked. */
export function decodeJournalBlock(bytes: Buffer): JournalBlock {
  const transactions: string[] = [];
  const count = bytes.readUInt32BE(16 + HASH_BYTES);
  let offset = FIXED_BYTES;
  for (let position = 0; position < count; position++) {
    const start = offset + 4;
    offset = start + bytes.readUInt32BE(offset);
    transactions.push(`0x${bytes.toString("hex", start, offset)}`);
  }
  return {
    height: Number(bytes.readBigUInt64BE(0)),
    timestamp: Number(bytes.readBigUInt64BE(8)),
    hash: `0x${bytes.toString("hex", 16, 16 + HASH_BYTES)}`,
    transactions,
  };
}
