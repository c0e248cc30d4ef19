import type { Hex } from "../domain/entry.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { type BlockReceipt, jsonToBlockReceipt } from "./block-receipt.ts";
import type { ChainLog } from "./chain-log.ts";
import { rlp, rlpNumber } from "./rlp.ts";

const ADDRESS_BYTES = 20;
const WORD_BYTES = 32;

/**
 * A receipt as the trie of a block's receipts holds it (EIP-2718, EIP-658), from the receipt as JSON-RPC gives it
 * (`eth_getTransactionReceipt`). Whether the trie's root follows is for the reader to check.
 *
 * @param method What was asked, for the error.
 * @throws ChainAnswerInvalid
 */
export function jsonToReceiptRlp(rpc: Rpc, method: string, value: unknown): Uint8Array {
  return encodeReceipt(jsonToBlockReceipt(rpc, method, value));
}

/**
 * A receipt as the trie of its block holds it: the RLP of status, gas, filter and logs, after the byte of its type where
 * it has one. Nearly all of it is logs of fixed layout, written in place: an audit encodes every log there is.
 */
export function encodeReceipt({ type, succeeded, cumulativeGasUsed, logsBloom, logs }: BlockReceipt): Uint8Array {
  const status = rlp(rlpNumber(succeeded ? 1 : 0));
  const gas = rlp(rlpNumber(cumulativeGasUsed));
  const logsBytes = logs.reduce((sum, log) => sum + sizeWithHeader(logSize(log)), 0);
  const bloomBytes = bytesIn(logsBloom);
  const size = status.length + gas.length + sizeWithHeader(bloomBytes) + sizeWithHeader(logsBytes);
  const typeBytes = type === 0 ? 0 : 1;

  const writer = new RlpWriter(typeBytes + sizeWithHeader(size));
  if (typeBytes > 0) writer.raw(Uint8Array.of(type));
  writer.list(size);
  writer.raw(status);
  writer.raw(gas);
  writer.bytes(logsBloom, bloomBytes);
  writer.list(logsBytes);
  for (const log of logs) {
    writer.list(logSize(log));
    writer.bytes(log.address, ADDRESS_BYTES);
    writer.list(topicsSize(log));
    for (const topic of log.topics) writer.bytes(topic, WORD_BYTES);
    writer.bytes(log.data, bytesIn(log.data));
  }
  return writer.buffer;
}

function logSize(log: ChainLog): number {
  const data = bytesIn(log.data);
  // A single byte below 0x80 is its own encoding.
  const dataSize = data === 1 && parseInt(log.data, 16) < 0x80 ? 1 : sizeWithHeader(data);
  return sizeWithHeader(ADDRESS_BYTES) + sizeWithHeader(topicsSize(log)) + dataSize;
}

function topicsSize({ topics }: ChainLog): number {
  return topics.length * sizeWithHeader(WORD_BYTES);
}

function bytesIn(hex: Hex): number {
  return (hex.length - 2) / 2;
}

/** Bytes that a value of this many bytes takes with its length before it. */
function sizeWithHeader(size: number): number {
  return size < 56 ? 1 + size : 1 + lengthBytes(size) + size;
}

function lengthBytes(size: number): number {
  return size < 2 ** 8 ? 1 : size < 2 ** 16 ? 2 : size < 2 ** 24 ? 3 : 4;
}

/** Writes RLP whose sizes are known beforehand into one buffer. */
class RlpWriter {
  readonly buffer: Buffer;
  #end = 0;

  constructor(size: number) {
    this.buffer = Buffer.allocUnsafe(size);
  }

  raw(bytes: Uint8Array): void {
    this.buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** The head of a list whose items take `size` bytes. */
  list(size: number): void {
    this.#header(0xc0, size);
  }

  bytes(hex: Hex, size: number): void {
    if (size !== 1 || parseInt(hex, 16) >= 0x80) this.#header(0x80, size);
    this.#end += this.buffer.write(hex.slice(2), this.#end, size, "hex");
  }

  #header(base: number, size: number): void {
    if (size < 56) {
      this.#end = this.buffer.writeUInt8(base + size, this.#end);
      return;
    }
    const bytes = lengthBytes(size);
    this.#end = this.buffer.writeUInt8(base + 55 + bytes, this.#end);
    this.#end = this.buffer.writeUIntBE(size, this.#end, bytes);
  }
}
