import { PortolanError } from "../errors/portolan-error.ts";
import type { Identifier } from "./canonical-identifier.ts";
import { gs1CheckDigit } from "./gs1-check-digit.ts";
import { GS1_KEYS, type Gs1Key } from "./gs1-keys.ts";

/** Decoded values by application identifier, from a Digital Link URI, an element string or an EPC URN. */
export type Gs1Elements = ReadonlyMap<string, string>;

export const NO_ELEMENTS: Gs1Elements = new Map();

/**
 * The canonical identifier of a GS1 key: the Digital Link URI at `id.gs1.org` with only the key and its qualifier (GS1
 * Digital Link, URI Syntax, 4.12). The EPC URN is not canonical: it shows the length of the company prefix, which
 * labels and Digital Links lack. So a URN converts to a Digital Link, but not the other way.
 *
 * @returns `undefined` when the elements hold no key of {@link GS1_KEYS} with valid characters.
 * @throws `IdentifierCheckDigitWrong`.
 */
export function gs1Identifier(elements: Gs1Elements): Identifier | undefined {
  for (const key of GS1_KEYS) {
    const value = elements.get(key.ai);
    const qualifier = key.qualifier && elements.get(key.qualifier.ai);
    if (value === undefined || (key.qualifier && !key.qualifier.optional && qualifier === undefined)) continue;
    const primary = key.ai === "01" && SHORT_GTIN.test(value) ? value.padStart(14, "0") : value;
    // A key without its serial names the class of the units that have one.
    if (key.tailRequired && primary.length === key.digits) continue;
    if (!isWellFormed(key, primary) || !isWellQualified(key, qualifier)) return undefined;
    requireCheckDigit(key, primary);
    const path = `${key.ai}/${encode(primary)}${qualifier ? `/${key.qualifier.ai}/${encode(qualifier)}` : ""}`;
    return { uri: `https://id.gs1.org/${path}`, scheme: key.scheme, names: key.names };
  }
  return undefined;
}

/** GTINs that are written in 14 digits with leading zeros (General Specifications, 3.3.2). */
const SHORT_GTIN = /^(?:\d{8}|\d{12,13})$/;

/** The invariant characters of ISO/IEC 646 that GS1 allows in serials (General Specifications, 7.11). */
const CHARACTERS = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/;

function isWellFormed(key: Gs1Key, value: string): boolean {
  const tail = value.slice(key.digits);
  // A key without fixed digits begins with a company prefix, which has four digits at least.
  const begins = key.digits === 0 ? /^\d{4}/.test(value) : new RegExp(`^\\d{${key.digits}}`).test(value);
  const leadingZero = key.urn.digits !== "asset" || value.startsWith("0");
  return begins && leadingZero && tail.length <= key.tail && (key.tailPattern ?? CHARACTERS).test(tail);
}

function isWellQualified(key: Gs1Key, qualifier: string | undefined): boolean {
  if (key.qualifier === undefined || qualifier === undefined) return true;
  const { characters, pattern = CHARACTERS } = key.qualifier;
  return qualifier.length >= 1 && qualifier.length <= characters && pattern.test(qualifier);
}

function requireCheckDigit(key: Gs1Key, value: string): void {
  if (key.digits === 0) return;
  const expected = gs1CheckDigit(value.slice(0, key.digits - 1));
  if (value[key.digits - 1] !== expected) {
    throw new PortolanError("IdentifierCheckDigitWrong", { identifier: `(${key.ai})${value}`, expected });
  }
}

/** Percent-encodes all but the unreserved characters of RFC 3986, so that one value has one form. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
