import type { JsonValue } from "../../../domain/encoding/json.ts";
import { trimEnd } from "../../../domain/encoding/trim-end.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { parseIdentifier, type IdentifierRole } from "../../../domain/identifiers/identifier.ts";
import type { Context } from "../context.ts";
import { canonicalTerm, type Vocabulary } from "../vocabulary.ts";

/** Writes a scalar. Removes trailing zeros of numbers, also of numbers in texts. */
export function text(value: JsonValue): string {
  if (typeof value === "number") return plainNumber(value);
  const written = String(value).trim();
  return /^-?\d+\.\d*0$|^-?\d+\.$/.test(written) ? trimEnd(trimEnd(written, "0"), ".") : written;
}

/** Writes the shortest decimal digits of a number, without an exponent. */
function plainNumber(number: number): string {
  const written = String(number);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(written);
  if (match === null) return Object.is(number, -0) ? "0" : written;
  const [, sign = "", lead = "", fraction = "", exponent = ""] = match;
  const digits = lead + fraction;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, "0");
}

/** Makes the writer of a full URI, which writes a GS1 key that fits its role as its canonical Digital Link. */
export const uri =
  (role: IdentifierRole) =>
  (value: JsonValue, context: Context): string => {
    const written = text(value);
    if (typeof value !== "string" || !written.includes(":")) return written;
    const full = context.expand(written);
    try {
      const { uri: canonical } = parseIdentifier(full, role);
      return canonical.startsWith("https://id.gs1.org/") ? canonical : full;
    } catch (error) {
      if (PortolanError.is(error)) return full;
      throw error;
    }
  };

/** Writes a time in UTC with milliseconds, rounded half up by the next digit. */
export function time(value: JsonValue): string {
  const written = String(value).trim();
  const floor = Date.parse(written);
  if (Number.isNaN(floor)) return written;
  const roundsUp = /\.\d{3}[5-9]/.test(written);
  return new Date(floor + (roundsUp ? 1 : 0)).toISOString();
}

/** Writes a standard term of a vocabulary as its Web URI, and any other term as its full URI. */
export const term = (vocabulary: Vocabulary) => (written: JsonValue, context: Context) => {
  const canonical = canonicalTerm(vocabulary, text(written), context);
  return vocabulary.words.has(canonical) ? vocabulary.hashed + canonical : canonical;
};
