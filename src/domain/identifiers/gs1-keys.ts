/** What an identifier names: one unit that can be followed, a class of products, a place or a party. */
export type Named = "unit" | "class" | "place" | "party";

/** One kind of GS1 key: how it is written in Digital Link URIs, element strings and EPC URNs. */
export interface Gs1Key {
  readonly scheme: string;
  readonly names: Named;
  /** Its application identifier (GS1 General Specifications, 3). */
  readonly ai: string;
  /** Digits that the key begins with, the check digit last; 0 when it has none of a fixed number. */
  readonly digits: number;
  /** Most characters that may follow the digits, and whether they must. */
  readonly tail: number;
  readonly tailRequired: boolean;
  /** The application identifier that qualifies the key, and the most characters of its value. */
  readonly qualifier?: { readonly ai: string; readonly characters: number; readonly optional?: true };
  /** `urn:epc:id:…` or `urn:epc:class:…`, and how the digits follow from its parts (EPC Tag Data Standard, 6). */
  readonly urn: { readonly prefix: string; readonly digits: UrnDigits };
}

/**
 * How company prefix and reference make up the digits before the check digit: `joined` in this order; `indicator` with
 * the reference's first digit moved to the front; `asset` joined behind a fixed 0; `none` where prefix and reference
 * are simply the key's text.
 */
export type UrnDigits = "joined" | "indicator" | "asset" | "none";

const SERIAL = { ai: "21", characters: 20 } as const;
const LOT = { ai: "10", characters: 20 } as const;
const EXTENSION = { ai: "254", characters: 20, optional: true } as const;

/** In order of preference: a GTIN with a serial is an SGTIN whatever lot it names, and one with neither is a class. */
export const GS1_KEYS: readonly Gs1Key[] = [
  key("sscc", "unit", "00", 18, "indicator"),
  key("sgtin", "unit", "01", 14, "indicator", { qualifier: SERIAL }),
  key("lgtin", "unit", "01", 14, "indicator", { qualifier: LOT, urn: "urn:epc:class:lgtin:" }),
  key("gtin", "class", "01", 14, "indicator", { urn: "urn:epc:idpat:sgtin:" }),
  key("grai", "unit", "8003", 14, "asset", { tail: 16, tailRequired: true }),
  key("giai", "unit", "8004", 0, "none", { tail: 30, tailRequired: true }),
  key("gdti", "unit", "253", 13, "joined", { tail: 17, tailRequired: true }),
  key("ginc", "unit", "401", 0, "none", { tail: 30, tailRequired: true }),
  key("gsin", "unit", "402", 17, "joined"),
  key("sgln", "place", "414", 13, "joined", { qualifier: EXTENSION }),
  key("pgln", "party", "417", 13, "joined"),
  key("gsrn", "party", "8018", 18, "joined"),
  key("gsrnp", "party", "8017", 18, "joined"),
];

function key(
  scheme: string,
  names: Named,
  ai: string,
  digits: number,
  urnDigits: UrnDigits,
  more: Partial<Pick<Gs1Key, "tail" | "tailRequired" | "qualifier"> & { urn: string }> = {},
): Gs1Key {
  const { urn = `urn:epc:id:${scheme}:`, tail = 0, tailRequired = false, ...rest } = more;
  return { scheme, names, ai, digits, tail, tailRequired, urn: { prefix: urn, digits: urnDigits }, ...rest };
}
