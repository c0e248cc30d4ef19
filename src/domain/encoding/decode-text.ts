import { PortolanError } from "../errors/portolan-error.ts";

const UTF_8 = new TextDecoder("utf-8", { fatal: true });

/** Encodings that the first bytes of a text give away (RFC 8259, 8.1 allows only UTF-8). */
const OTHER_ENCODINGS: readonly (readonly [encoding: string, start: readonly number[]])[] = [
  ["UTF-32", [0xff, 0xfe, 0x00, 0x00]],
  ["UTF-32", [0x00, 0x00, 0xfe, 0xff]],
  ["UTF-16", [0xff, 0xfe]],
  ["UTF-16", [0xfe, 0xff]],
];

/**
 * Decodes bytes as UTF-8. Drops a byte order mark at the start, which editors add and nobody sees.
 *
 * @throws `TextNotUtf8` with the 0-based position of the first byte that is not UTF-8.
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch (cause) {
    const position = firstForeignByte(bytes);
    throw new PortolanError("TextNotUtf8", { position, found: foundAt(bytes, position) }, { cause });
  }
}

function foundAt(bytes: Uint8Array, position: number): string {
  const other = OTHER_ENCODINGS.find(([, start]) => start.every((byte, index) => bytes[index] === byte));
  if (other !== undefined) return `the byte order mark of ${other[0]}`;
  const byte = bytes[position];
  return byte === undefined ? "the end, within a character" : `the byte 0x${byte.toString(16).padStart(2, "0")}`;
}

/** The number of bytes before the first that is not UTF-8. Bisects: each start of a valid start is valid too. */
function firstForeignByte(bytes: Uint8Array): number {
  let valid = 0;
  let invalid = bytes.length + 1;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >>> 1;
    if (startsText(bytes.subarray(0, middle))) valid = middle;
    else invalid = middle;
  }
  return valid;
}

function startsText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
