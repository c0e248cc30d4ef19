import type { Identifier } from "./canonical-identifier.ts";

const CONTAINER_NUMBER = /^([A-Z]{3}[UJZ]) ?(\d{6})[ -]?(\d)$/;
const URN_PREFIX = "urn:epc:id:bic:";

/**
 * The number of a freight container (ISO 6346), bare (`CSQU3054383`, `CSQU 305438-3`) or as EPC URN. Its canonical form
 * is the EPC URN (EPC Tag Data Standard, 6.3.17), because container numbers have no Digital Link. A wrong check digit
 * is reported and not refused: some real equipment carries one.
 *
 * @returns `undefined` for any other text.
 */
export function iso6346Identifier(text: string): Identifier | undefined {
  const bare = text.toLowerCase().startsWith(URN_PREFIX) ? text.slice(URN_PREFIX.length) : text;
  const match = CONTAINER_NUMBER.exec(bare.toUpperCase());
  if (match === null) return undefined;
  const [, owner, serial, checkDigit] = match;
  const expected = iso6346CheckDigit(`${owner}${serial}`);
  return {
    uri: `${URN_PREFIX}${owner}${serial}${checkDigit}`,
    scheme: "iso6346",
    names: "unit",
    ...(checkDigit === expected ? {} : { expectedCheckDigit: expected }),
  };
}

/**
 * The check digit of ISO 6346, Annex A. Letters count 10 to 38 without the multiples of 11; each character is weighted
 * by two to the power of its position; the sum is taken modulo 11, then 10.
 *
 * @param code Owner code, equipment category and serial number: four upper-case letters and six digits.
 */
export function iso6346CheckDigit(code: string): string {
  let sum = 0;
  for (let position = 0; position < code.length; position++) {
    sum += characterValue(code.charCodeAt(position)) * 2 ** position;
  }
  return String((sum % 11) % 10);
}

function characterValue(code: number): number {
  if (code < 65) return code - 48;
  const ordinal = code - 65;
  // The values skip one number before B, one before L and one before V.
  return 10 + ordinal + (ordinal >= 1 ? 1 : 0) + (ordinal >= 11 ? 1 : 0) + (ordinal >= 21 ? 1 : 0);
}
