import { PortolanError } from "../errors/portolan-error.ts";
import { parseIdentifier } from "./identifier.ts";

/** An identifier that was accepted although its check digit is wrong, as real equipment carries such numbers. */
export interface WrongCheckDigit {
  /** Canonical URI. */
  readonly identifier: string;
  /** The right digit. */
  readonly expected: string;
}

/** The right check digit of an identifier with a wrong one; `undefined` for any other text. */
export function wrongCheckDigitOf(text: string): WrongCheckDigit | undefined {
  try {
    const { uri, expectedCheckDigit } = parseIdentifier(text);
    return expectedCheckDigit === undefined ? undefined : { identifier: uri, expected: expectedCheckDigit };
  } catch (error) {
    if (!(error instanceof PortolanError)) throw error;
    return undefined;
  }
}
