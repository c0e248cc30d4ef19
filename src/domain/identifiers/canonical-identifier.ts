import type { Named } from "./gs1-keys.ts";

/** A business identifier in canonical form: identifiers of the same object have the same URI. */
export interface Identifier {
  readonly uri: string;
  /** `sscc`, `sgtin` … for GS1 keys, `iso6346`, `ucr`, or `uri` for any other. */
  readonly scheme: string;
  readonly names: Named;
  /** The correct check digit, when a container number (ISO 6346) or a path in the form of a GS1 key carries another one. */
  readonly expectedCheckDigit?: string;
}
