import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { syncFolder } from "../files/sync-folder.ts";
import { decodeJournalBlock, encodeJournalBlock, type JournalBlock } from "./journal-block.ts";
import { encodeFrame, NO_DIGEST, readExactly, readFrame } from "./journal-frame.ts";
import { isJsonObject } from "../domain/encoding/json.ts";

const FORMAT = "portolan-chain-journal/1";

/** The chain of a journal. A journal of another chain is refused before the replay. */
export interface ChainIdentity {
  readonly chainId: number;
  /** Hash of block 0, lower-case 0x hex. It commits to the funded accounts and to the network's settings. */
  readonly genesis: string;
}

/**
 * The durable state of the local chain: an append-only file of frames. The first frame is a header, JSON with `format`,
 * `chainId` and `genesis`. Each further frame is a block, with heights from 1 without gaps.
 *
 * The file after a crash:
 *
 * 1. While transactions wait in the pool: they are lost. Their senders have a hash but no receipt, as on any chain.
 * 2. After a block was mined in memory, before its frame is on disk: a whole file, or one that ends inside the last
 *    frame. No client has seen the block, because the miner holds every answer until `append` returns. The rest of a
 *    frame that was cut short is dropped with a warning when the file is next opened.
 * 3. After `append` returned: the block is durable. fdatasync(2) has flushed the bytes and the file's length.
 * 4. While the file is created: no file, or a file that ends inside the header; it is created again. File and folder
 * are synced after the header, before the first block.
 *
 * A frame of full length with wrong bytes is never dropped, not even the last one: it may have been acknowledged. After
 * a failed write or sync, the kernel may have dropped the bytes and report success next time. So nothing is tried
 * again: `append` refuses from then on, and the node must start from the disk. It may then read a frame from memory
 * that never reached the disk. So opening a file writes its last frame again.
 */
export class Journal {
  readonly file: string;
  /** Blocks in the file when it was opened. */
  readonly blockCount: number;
  /** Transactions in those blocks. */
  readonly transactionCount: number;
  readonly #handle: FileHandle;
  readonly #firstBlock: Position;
  #end: Position;
  #broken = false;

  private constructor(handle: FileHandle, file: string, header: Position, scan: Scan) {
    this.#handle = handle;
    this.file = file;
    this.#firstBlock = header;
    this.#end = scan.end;
    this.blockCount = scan.blocks;
    this.transactionCount = scan.transactions;
  }

  /**
   * Opens or creates `file`, and checks every byte. The caller must hold the lock of the folder.
   *
   * @param warn receives a sentence when an incomplete record is dropped.
   * @throws NodeJournalUnreadable, NodeJournalOtherChain, NodeJournalCorrupt
   */
  static async open(file: string, identity: ChainIdentity, warn: (text: string) => void): Promise<Journal> {
    const handle = await open(file, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      const header = await openHeader(handle, file, identity, warn);
      const scan = await scanBlocks(handle, file, header);
      if (scan.torn > 0) {
        warn(
          `The last record of ${file} was cut short (${String(scan.torn)} bytes, block ${String(scan.blocks + 1)}) and was dropped; no client has seen that block.`,
        );
        await handle.truncate(scan.end.offset);
      }
      await makeDurable(handle, file, scan);
      return new Journal(handle, file, header, scan);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Reads and checks the blocks that the file had when it was opened. */
  async *blocks(): AsyncGenerator<JournalBlock> {
    let position = this.#firstBlock;
    for (let height = 1; height <= this.blockCount; height++) {
      const next = await readBlock(this.#handle, this.file, position, this.#end.offset, height);
      if (next === "torn") throw changed(this.file, height, position.offset);
      yield next.block;
      position = next.end;
    }
  }

  /**
   * Adds a block. When this returns, the block survives a power cut.
   *
   * @throws NodeJournalWriteFailed, also at each later call: the journal is behind the chain in memory.
   */
  async append(block: JournalBlock): Promise<void> {
    if (this.#broken) throw this.#writeFailed(block, "an earlier write failed");
    try {
      const { frame, digest } = encodeFrame(this.#end.digest, encodeJournalBlock(block));
      await writeFully(this.#handle, frame, this.#end.offset);
      await this.#handle.datasync();
      this.#end = { offset: this.#end.offset + frame.length, digest };
    } catch (error) {
      this.#broken = true;
      throw this.#writeFailed(block, error instanceof Error ? error.message : String(error), error);
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  #writeFailed(block: JournalBlock, reason: string, cause?: unknown): PortolanError {
    return new PortolanError("NodeJournalWriteFailed", { height: block.height, file: this.file, reason }, { cause });
  }
}

/** A place between two frames, with the digest of the frame before it. */
interface Position {
  readonly offset: number;
  readonly digest: Buffer;
}

interface Scan {
  readonly blocks: number;
  readonly transactions: number;
  /** Offset of the last whole frame. */
  readonly last: number;
  readonly end: Position;
  /** Bytes of an incomplete frame after `end`. */
  readonly torn: number;
}

async function openHeader(
  handle: FileHandle,
  file: string,
  identity: ChainIdentity,
  warn: (text: string) => void,
): Promise<Position> {
  const { size } = await handle.stat();
  const frame = await readFrame(handle, 0, size, NO_DIGEST);
  if (frame === "changed") throw changed(file, 0, 0);
  if (frame !== "torn") {
    checkHeader(file, frame.payload.toString("utf8"), identity);
    return { offset: frame.end, digest: frame.digest };
  }
  if (size > 0) warn(`The header of ${file} was cut short and is written again; the journal held no block.`);
  return beginFile(handle, file, identity);
}

async function beginFile(handle: FileHandle, file: string, identity: ChainIdentity): Promise<Position> {
  const header = JSON.stringify({ format: FORMAT, chainId: identity.chainId, genesis: identity.genesis });
  const { frame, digest } = encodeFrame(NO_DIGEST, Buffer.from(header));
  await handle.truncate(0);
  await writeFully(handle, frame, 0);
  return { offset: frame.length, digest };
}

function checkHeader(file: string, text: string, identity: ChainIdentity): void {
  const header: unknown = JSON.parse(text);
  if (!isJsonObject(header) || header["format"] !== FORMAT) {
    throw new PortolanError("NodeJournalUnreadable", { file, expected: FORMAT, found: text.slice(0, 100) });
  }
  for (const property of ["chainId", "genesis"] as const) {
    if (header[property] !== identity[property]) {
      const recorded = String(header[property]);
      throw new PortolanError("NodeJournalOtherChain", { file, property, recorded, actual: identity[property] });
    }
  }
}

async function scanBlocks(handle: FileHandle, file: string, header: Position): Promise<Scan> {
  const { size } = await handle.stat();
  let end = header;
  let blocks = 0;
  let transactions = 0;
  let last = 0;
  while (end.offset < size) {
    const next = await readBlock(handle, file, end, size, blocks + 1);
    if (next === "torn") break;
    last = end.offset;
    end = next.end;
    blocks += 1;
    transactions += next.block.transactions.length;
  }
  return { blocks, transactions, last, end, torn: size - end.offset };
}

/** Makes the last frame, the length and the name of the file durable: they may have been read from memory. */
async function makeDurable(handle: FileHandle, file: string, { last, end }: Scan): Promise<void> {
  await writeFully(handle, await readExactly(handle, last, end.offset - last), last);
  await handle.sync();
  await syncFolder(dirname(file));
}

async function readBlock(
  handle: FileHandle,
  file: string,
  at: Position,
  size: number,
  height: number,
): Promise<{ block: JournalBlock; end: Position } | "torn"> {
  const frame = await readFrame(handle, at.offset, size, at.digest);
  if (frame === "torn") return "torn";
  if (frame === "changed") throw changed(file, height, at.offset);
  const block = decodeJournalBlock(frame.payload);
  if (block.height !== height) throw changed(file, height, at.offset);
  return { block, end: { offset: frame.end, digest: frame.digest } };
}

async function writeFully(handle: FileHandle, bytes: Buffer, offset: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
    done += bytesWritten;
  }
}

function changed(file: string, height: number, offset: number): PortolanError {
  return new PortolanError("NodeJournalCorrupt", { file, height, offset });
}
