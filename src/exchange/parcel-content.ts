import { ParcelContentSchema, type ParcelContent } from "../api/exchange.ts";
import type { EntryHash } from "../domain/entry.ts";
import { decodeText } from "../domain/encoding/decode-text.ts";
import { PAYLOAD_LIMITS, type JsonLimits } from "../domain/encoding/json.ts";
import { parseJson } from "../domain/encoding/parse-json.ts";
import type { LedgerDomain } from "../ledger/entry-typed-data.ts";
import { MAX_CONTENT_BYTES, pad, unpad } from "./padding.ts";
import { shapeReader } from "./read-item.ts";
import { sealContent, type SealedContent } from "./seal-content.ts";

/** The members around a payload add three levels. A disclosure has two values for each field: digest and disclosure. */
const CONTENT_LIMITS: JsonLimits = {
  characters: MAX_CONTENT_BYTES,
  depth: PAYLOAD_LIMITS.depth + 3,
  values: 2 * PAYLOAD_LIMITS.values + 64,
};

/**
 * Pads content and seals it once for all recipients of one view of an entry.
 *
 * @throws ParcelTooLarge
 */
export function sealParcelContent(content: ParcelContent, entry: EntryHash, ledger: LedgerDomain): SealedContent {
  return sealContent(pad(Buffer.from(JSON.stringify(content))), entry, ledger);
}

const readShape = shapeReader(ParcelContentSchema);

/** Reads opened content strictly. @throws ExchangeItemInvalid, `TextNotUtf8` and the `Json…` errors of `parseJson`. */
export function readParcelContent(padded: Uint8Array): ParcelContent | undefined {
  const bytes = unpad(padded);
  return bytes && readShape(parseJson(decodeText(bytes), CONTENT_LIMITS));
}
