/** The type of object that an identifier names: one trackable unit, a class of products, a place or a party. */
export type Named = "unit" | "class" | "place" | "party";

/** One kind of GS1 key, and how Digital Link URIs, element strings and EPC URNs write it. */
export interface Gs1Key {
  readonly scheme: string;
  readonly names: Named;
  /** Its application identifier (GS1 General Specifications, 3). */
  readonly ai: string;
  /**
   * Number of digits at the start of the key, including the final check digit; 0 when the key has no fixed number of
   * digits.
   */
  readonly digits: number;
  /** Most characters after the digits, and whether they are required. */
  readonly tail: number;
  readonly tailRequired: boolean;
  /** The characters that may follow the digits, when they are fewer than those of a serial. */
  readonly tailPattern?: RegExp;
  /** The application identifier that qualifies the key, and the most characters of its value. */
  readonly qualifier?: {
    readonly ai: string;
    readonly characters: number;
    readonly optional?: true;
    readonly pattern?: RegExp;
  };
  /**
   * `urn:epc:id:…`, `urn:epc:class:…` or `urn:epc:idpat:…`; how its parts give the digits; and the number of two-digit
   * fields after the check digit (EPC Tag Data Standard, 6).
   */
  readonly urn: { readonly prefix: string; readonly digits: UrnDigits; readonly pairs: number };
}

/**
 * How company prefix and reference give the digits before the check digit. `joined`: in this order. `indicator`: the
 * reference's first digit moves to the front. `asset`: joined after a fixed 0. `none`: prefix and reference are the
 * key's text. `text`: as `none`, followed by a serial.
 */
export type UrnDigits = "joined" | "indicator" | "asset" | "none" | "text";

const SERIAL = { ai: "21", characters: 20 } as const;
const LOT = { ai: "10", characters: 20 } as const;
const THIRD_PARTY_SERIAL = { ai: "235", characters: 28 } as const;
const PART_SERIAL = { ai: "8011", characters: 12, pattern: /^(?:0|[1-9]\d*)$/ } as const;
const EXTENSION = { ai: "254", characters: 20, optional: true } as const;

/** The piece number and the total number of pieces. */
const PIECE = { tail: 4, tailRequired: true, tailPattern: /^\d{4}$/, pairs: 2 } as const;
const PART = { tail: 30, tailRequired: true, tailPattern: /^[0-9A-Z#/-]+$/ } as const;

/**
 * In order of preference: a GTIN with a serial is an SGTIN, even with a lot; a GTIN without serial and lot is a class.
 */
export const GS1_KEYS: readonly Gs1Key[] = [
  key("sscc", "unit", "00", 18, "indicator"),
  key("sgtin", "unit", "01", 14, "indicator", { qualifier: SERIAL }),
  key("upui", "unit", "01", 14, "indicator", { qualifier: THIRD_PARTY_SERIAL }),
  key("lgtin", "unit", "01", 14, "indicator", { qualifier: LOT, urn: "urn:epc:class:lgtin:" }),
  ...["sgtin", "upui"].map((of) => key("gtin", "class", "01", 14, "indicator", { urn: `urn:epc:idpat:${of}:` })),
  key("itip", "unit", "8006", 14, "indicator", { ...PIECE, qualifier: SERIAL }),
  key("itip-class", "class", "8006", 14, "indicator", { ...PIECE, urn: "urn:epc:idpat:itip:" }),
  key("grai", "unit", "8003", 14, "asset", { tail: 16, tailRequired: true }),
  key("grai-class", "class", "8003", 14, "asset", { urn: "urn:epc:idpat:grai:" }),
  key("giai", "unit", "8004", 0, "none", { tail: 30 }),
  key("cpi", "unit", "8010", 0, "text", { ...PART, qualifier: PART_SERIAL }),
  key("cpi-class", "class", "8010", 0, "text", { ...PART, urn: "urn:epc:idpat:cpi:" }),
  key("gdti", "unit", "253", 13, "joined", { tail: 17, tailRequired: true }),
  key("gdti-class", "class", "253", 13, "joined", { urn: "urn:epc:idpat:gdti:" }),
  key("sgcn", "unit", "255", 13, "joined", { tail: 12, tailRequired: true, tailPattern: /^\d+$/ }),
  key("sgcn-class", "class", "255", 13, "joined", { urn: "urn:epc:idpat:sgcn:" }),
  key("ginc", "unit", "401", 0, "none", { tail: 30 }),
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
  more: Partial<
    Pick<Gs1Key, "tail" | "tailRequired" | "tailPattern" | "qualifier"> & { urn: string; pairs: number }
  > = {},
): Gs1Key {
  const { urn = `urn:epc:id:${scheme}:`, tail = 0, tailRequired = false, pairs = 0, ...rest } = more;
  return { scheme, names, ai, digits, tail, tailRequired, urn: { prefix: urn, digits: urnDigits, pairs }, ...rest };
}
