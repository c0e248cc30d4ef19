import type { Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";

const WORD = 32;
const SELECTOR = 4;

/** How a ledger's functions encode its signed statements. */
export interface SignedLayout<Signed extends { readonly signature: Hex }> {
  /** Bytes of a statement, whose fields are all atomic. */
  readonly bytes: number;
  readonly write: (target: Buffer, offset: number, signed: Signed) => void;
}

/**
 * Calldata of a function of one signed statement, in the one canonical ABI encoding.
 *
 * @param selector of the function.
 * @throws EntryFieldInvalid
 */
export function encodeSigned<Signed extends { readonly signature: Hex }>(
  selector: Hex,
  layout: SignedLayout<Signed>,
  signed: Signed,
): Buffer {
  const data = Buffer.alloc(SELECTOR + WORD + sizeOf(layout, signed));
  data.write(selector.slice(2), 0, SELECTOR, "hex");
  writeLength(data, SELECTOR, WORD);
  writeSigned(data, SELECTOR + WORD, layout, signed);
  return data;
}

/**
 * Calldata of a function of a list of signed statements, in the one canonical ABI encoding. How many statements fit a
 * transaction is a matter of gas (batch-gas.ts).
 *
 * @param selector of the function.
 * @throws EntryFieldInvalid
 */
export function encodeSignedBatch<Signed extends { readonly signature: Hex }>(
  selector: Hex,
  layout: SignedLayout<Signed>,
  batch: readonly Signed[],
): Buffer {
  const sizes = batch.map((signed) => sizeOf(layout, signed));
  const offsets = SELECTOR + 2 * WORD;
  const total = sizes.reduce((sum, size) => sum + size, offsets + batch.length * WORD);
  const data = Buffer.alloc(total);
  data.write(selector.slice(2), 0, SELECTOR, "hex");
  writeLength(data, SELECTOR, WORD);
  writeLength(data, SELECTOR + WORD, batch.length);
  let position = batch.length * WORD;
  batch.forEach((signed, index) => {
    writeLength(data, offsets + index * WORD, position);
    writeSigned(data, offsets + position, layout, signed);
    position += sizes[index] ?? 0;
  });
  return data;
}

/** Bytes of an encoded statement: its fields, the signature's offset and length, the signature padded to words. */
function sizeOf<Signed extends { readonly signature: Hex }>(
  { bytes }: SignedLayout<Signed>,
  { signature }: Signed,
): number {
  const sound = typeof signature === "string" && signature.length % 2 === 0 && signature.startsWith("0x");
  if (!sound) throw invalidSignature(signature);
  return bytes + 2 * WORD + Math.ceil((signature.length - 2) / 2 / WORD) * WORD;
}

function writeSigned<Signed extends { readonly signature: Hex }>(
  data: Buffer,
  offset: number,
  { bytes, write }: SignedLayout<Signed>,
  signed: Signed,
): void {
  const { signature } = signed;
  const length = (signature.length - 2) / 2;
  const signatureOffset = bytes + WORD;
  write(data, offset, signed);
  writeLength(data, offset + bytes, signatureOffset);
  writeLength(data, offset + signatureOffset, length);
  if (data.write(signature.slice(2), offset + signatureOffset + WORD, length, "hex") !== length)
    throw invalidSignature(signature);
}

function writeLength(data: Buffer, offset: number, value: number): void {
  data.writeUInt32BE(value, offset + WORD - 4);
}

function invalidSignature(signature: unknown): PortolanError {
  return new PortolanError("EntryFieldInvalid", {
    field: "signature",
    value: String(signature).slice(0, 80),
    expected: "0x and an even number of hexadecimal digits",
  });
}
