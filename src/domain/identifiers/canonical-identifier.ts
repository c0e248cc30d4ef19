import type { Named } from "./gs1-keys.ts";

/** A business identifier in its one canonical form: equal things have equal URIs. */
export interface Identifier {
  readonly uri: string;
  /** `sscc`, `sgtin` … for GS1 keys, `iso6346`, `ucr`, or `uri` for any other. */
  readonly scheme: string;
  readonly names: Named;
  /** The check digit that the rule gives where the identifier carries another, and may do so. */
  readonly expectedCheckDigit?: string;
}
