import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";

const LENGTH_BYTES = 4;
const CHECK_BYTES = 8;
const PREFIX_BYTES = LENGTH_BYTES + CHECK_BYTES;
const DIGEST_BYTES = 32;

/** More than all transactions of a full pool; a reader never allocates more. */
const MAX_PAYLOAD_BYTES = 64 * 2 ** 20;

/** The digest before the first frame of a file. */
export const NO_DIGEST: Buffer = Buffer.alloc(DIGEST_BYTES);

export interface Frame {
  readonly payload: Buffer;
  /** The digest of this frame, which the next frame includes. */
  readonly digest: Buffer;
  /** The offset of the byte after the frame. */
  readonly end: number;
}

/**
 * One record of an append-only file: `length (4, big endian) | check (8) | payload | digest (32)`.
 *
 * `digest` is SHA-256 over the previous digest, the prefix and the payload. It reveals a record that was changed, moved
 * or removed. `check` is the start of SHA-256 over the previous digest and the length. Without it, a flipped bit that
 * enlarges the length would look like an incomplete write, and the reader would drop all later records.
 */
export function encodeFrame(previous: Buffer, payload: Buffer): { frame: Buffer; digest: Buffer } {
  if (payload.length > MAX_PAYLOAD_BYTES) {
    throw new RangeError(`A frame holds at most ${String(MAX_PAYLOAD_BYTES)} bytes.`);
  }
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(payload.length);
  const prefix = Buffer.concat([length, checkOf(previous, length)]);
  const digest = sha256(previous, prefix, payload);
  return { frame: Buffer.concat([prefix, payload, digest]), digest };
}

/**
 * Reads the frame at `offset` of a file of `size` bytes. A frame is "torn" when the file ends before it does, and
 * "changed" when its bytes are not the ones that were written.
 */
export async function readFrame(
  file: FileHandle,
  offset: number,
  size: number,
  previous: Buffer,
): Promise<Frame | "torn" | "changed"> {
  if (size - offset < PREFIX_BYTES) return "torn";
  const prefix = await readExactly(file, offset, PREFIX_BYTES);
  const length = prefix.subarray(0, LENGTH_BYTES);
  if (!prefix.subarray(LENGTH_BYTES).equals(checkOf(previous, length))) return "changed";

  const payloadBytes = length.readUInt32BE();
  const end = offset + PREFIX_BYTES + payloadBytes + DIGEST_BYTES;
  if (payloadBytes > MAX_PAYLOAD_BYTES) return "changed";
  if (end > size) return "torn";
  const rest = await readExactly(file, offset + PREFIX_BYTES, payloadBytes + DIGEST_BYTES);
  const payload = rest.subarray(0, payloadBytes);
  const digest = rest.subarray(payloadBytes);
  return digest.equals(sha256(previous, prefix, payload)) ? { payload, digest, end } : "changed";
}

function checkOf(previous: Buffer, length: Buffer): Buffer {
  return sha256(previous, length).subarray(0, CHECK_BYTES);
}

function sha256(...parts: Buffer[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Reads `length` bytes from `offset`, in as many reads as necessary. */
export async function readExactly(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) throw new Error("The file became shorter while it was read.");
    done += bytesRead;
  }
  return bytes;
}
