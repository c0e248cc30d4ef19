import { PortolanError } from "../domain/errors/portolan-error.ts";

const LENGTH_BYTES = 4;
const KIBIBYTE = 1_024;
const STEP = 64 * KIBIBYTE;

/** The largest padded content. In base64url, and with its header, it fits an item of the exchange. */
const MAX_PADDED = 47 * STEP;

/** The largest content. */
export const MAX_CONTENT_BYTES = MAX_PADDED - LENGTH_BYTES;

/**
 * Pads content, so that its sealed size tells only a class of sizes. The padded bytes are the length in 4 bytes
 * (big-endian), the content, and zeros. Their number is a power of two from 1 KiB to 64 KiB, or a multiple of 64 KiB.
 *
 * @throws ParcelTooLarge
 */
export function pad(content: Uint8Array): Uint8Array {
  const needed = LENGTH_BYTES + content.length;
  if (needed > MAX_PADDED)
    throw new PortolanError("ParcelTooLarge", { bytes: content.length, limit: MAX_CONTENT_BYTES });
  const padded = Buffer.alloc(paddedSize(needed));
  padded.writeUInt32BE(content.length, 0);
  padded.set(content, LENGTH_BYTES);
  return padded;
}

/** The content of {@link pad}; `undefined` for bytes that it does not write. */
export function unpad(padded: Uint8Array): Uint8Array | undefined {
  if (padded.length < LENGTH_BYTES) return undefined;
  const end = LENGTH_BYTES + new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (end > padded.length || padded.length !== paddedSize(end)) return undefined;
  if (padded.subarray(end).some((byte) => byte !== 0)) return undefined;
  return padded.subarray(LENGTH_BYTES, end);
}

function paddedSize(needed: number): number {
  if (needed > STEP) return Math.ceil(needed / STEP) * STEP;
  return Math.max(KIBIBYTE, 2 ** Math.ceil(Math.log2(needed)));
}
