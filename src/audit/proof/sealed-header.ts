import type { Bytes32, Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { hexOf } from "../../domain/encoding/hex.ts";
import { keccak256Hex } from "../../domain/encoding/keccak256.ts";
import { decodeRlp } from "./decode-rlp.ts";
import { byteString, integer, listItems } from "./rlp-value.ts";
import { itemAt } from "../../domain/item-at.ts";

/** A decoded block header. */
export interface SealedHeader {
  /**
   * Keccak-256 of the RLP. On a chain with seals in `extraData` (QBFT, IBFT 2.0) this is not the block's hash, which
   * does not cover the seals: see `blockHash`.
   */
  readonly rlpHash: Bytes32;
  readonly parentHash: Bytes32;
  readonly stateRoot: Bytes32;
  readonly receiptsRoot: Bytes32;
  readonly logsBloom: Hex;
  readonly number: number;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly extraData: Uint8Array;
  /** All fields in the order of the RLP. */
  readonly fields: readonly Uint8Array[];
}

/** A header has about 600 bytes, or 10,000 on a chain with a hundred validators. */
const MAX_HEADER_BYTES = 65_536;

/** Number of fields before London, and after London, Shanghai, Cancun and Prague. */
const FIELD_COUNTS = [15, 16, 17, 20, 21];

/** Index of `extraData` among the fields. */
export const EXTRA_DATA_FIELD = 12;

/** Bytes of the fields with a fixed size. The other fields are numbers, except `extraData`. */
const SIZES: Readonly<Record<number, number>> = {
  0: 32,
  1: 32,
  2: 20,
  3: 32,
  4: 32,
  5: 32,
  6: 256,
  13: 32,
  14: 8,
  16: 32,
  19: 32,
  20: 32,
};

/**
 * Decodes a block header strictly from its RLP.
 *
 * @throws HeaderMalformed
 */
export function decodeHeader(rlp: Uint8Array): SealedHeader {
  if (rlp.length > MAX_HEADER_BYTES) {
    throw new PortolanError("HeaderMalformed", { problem: `it has more than ${MAX_HEADER_BYTES} bytes` });
  }
  try {
    return readFields(rlp);
  } catch (cause) {
    if (!PortolanError.is(cause, "RlpMalformed")) throw cause;
    throw new PortolanError("HeaderMalformed", { problem: String(cause.facts["problem"]) }, { cause });
  }
}

function readFields(rlp: Uint8Array): SealedHeader {
  const items = listItems(decodeRlp(rlp), "the header", ...FIELD_COUNTS);
  const fields = items.map((item, index) => {
    const size = SIZES[index];
    if (size === undefined && index !== EXTRA_DATA_FIELD) integerOfAnySize(item, index);
    return byteString(item, `field ${index}`, size);
  });
  const word = (index: number): Bytes32 => hexOf(itemAt(fields, index));
  return {
    rlpHash: keccak256Hex(rlp),
    parentHash: word(0),
    stateRoot: word(3),
    receiptsRoot: word(5),
    logsBloom: word(6),
    number: integer(fields[8], "the number"),
    timestamp: integer(fields[11], "the time"),
    extraData: itemAt(fields, EXTRA_DATA_FIELD),
    fields,
  };
}

/** Checks a number that can exceed 2^53, such as difficulty and base fee. */
function integerOfAnySize(item: Parameters<typeof byteString>[0], index: number): void {
  const bytes = byteString(item, `field ${index}`);
  if (bytes[0] === 0 || bytes.length > 32) {
    throw new PortolanError("RlpMalformed", { problem: `field ${index} is not a number` });
  }
}
