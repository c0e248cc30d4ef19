import { PortolanError } from "../errors/portolan-error.ts";
import type { Identifier } from "./canonical-identifier.ts";
import { digitalLinkElements } from "./digital-link.ts";
import { elementStringElements } from "./element-string.ts";
import { epcUrnElements } from "./epc-urn.ts";
import { gs1Identifier } from "./gs1-identifier.ts";
import { iso6346Identifier } from "./iso6346.ts";
import { ucrIdentifier } from "./ucr.ts";
import { uriIdentifier } from "./uri.ts";

const MAX_CHARACTERS = 500;

/** What an identifier names at its place. */
export type IdentifierRole = "object" | "place" | "party" | "document";

/**
 * The schemes that a web address of any host may have at its place. A GTIN or an SSCC names an object and never an order;
 * there such a path is the address of a system.
 */
const SCHEMES: Readonly<Record<Exclude<IdentifierRole, "object">, ReadonlySet<string>>> = {
  place: new Set(["sgln"]),
  party: new Set(["pgln", "sgln", "gsrn", "gsrnp"]),
  document: new Set(["gdti", "gdti-class", "ginc", "gsin"]),
};

/** Most identifiers that are remembered, and the longest text of one. */
const REMEMBERED = 1_000;
const REMEMBERED_CHARACTERS = 200;

/** The last identifiers that were read: the events of a shipment name the same units and places again and again. */
const remembered = new Map<string, Identifier>();

/**
 * Reads a business identifier in any accepted form and gives its canonical URI.
 *
 * Accepted: GS1 keys as Digital Link URI of any host where the key fits its role, element string `(00)…` or EPC URN; ISO 6346 container numbers,
 * bare or as EPC URN; WCO UCRs; any other absolute URI. Surrounding whitespace is dropped.
 *
 * @throws `IdentifierInvalid`, also for a malformed text in one of these forms; `IdentifierCheckDigitWrong` for a text
 * that claims to be a GS1 key. The wrong check digit of a container number or of a path at another host is only reported.
 */
export function parseIdentifier(text: string, role: IdentifierRole = "object"): Identifier {
  const name = `${role} ${text}`;
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const identifier = readIdentifier(text, role);
  if (remembered.size >= REMEMBERED) remembered.clear();
  if (text.length <= REMEMBERED_CHARACTERS) remembered.set(name, identifier);
  return identifier;
}

function readIdentifier(text: string, role: IdentifierRole): Identifier {
  const trimmed = text.trim();
  if (trimmed.length > MAX_CHARACTERS) {
    throw invalid(`${trimmed.slice(0, 20)}…`, "business", `at most ${MAX_CHARACTERS} characters`);
  }
  const elements = elementStringElements(trimmed) ?? epcUrnElements(trimmed);
  if (elements !== undefined) return gs1Identifier(elements) ?? notGs1(trimmed);
  return iso6346Identifier(trimmed) ?? ucrIdentifier(trimmed) ?? webIdentifier(trimmed, role) ?? otherUri(trimmed);
}

function webIdentifier(text: string, role: IdentifierRole): Identifier | undefined {
  const url = /^https?:/i.test(text) ? URL.parse(text) : null;
  if (url === null) return undefined;
  if (url.hostname === "id.gs1.org") return gs1Identifier(digitalLinkElements(url)) ?? notGs1(text);
  try {
    const key = gs1Identifier(digitalLinkElements(url));
    return key !== undefined && (role === "object" || SCHEMES[role].has(key.scheme)) ? key : undefined;
  } catch (error) {
    // At another host, a path that only looks like a Digital Link is an address like others.
    if (!PortolanError.is(error, "IdentifierCheckDigitWrong")) throw error;
    const address = uriIdentifier(text);
    return (
      address && (role === "object" ? { ...address, expectedCheckDigit: String(error.facts["expected"]) } : address)
    );
  }
}

function otherUri(text: string): Identifier {
  if (/^urn:epc:id:bic:/i.test(text)) {
    throw invalid(text, "iso6346", "three letters, one of U, J and Z, six digits and a check digit");
  }
  if (/^urn:portolan:ucr:/i.test(text)) {
    throw invalid(text, "ucr", "a digit of the year, a country code, and up to 32 more letters, digits and hyphens");
  }
  const uri = uriIdentifier(text);
  if (uri === undefined) throw invalid(text, "business", "an absolute URI, a GS1 key, a container number or a UCR");
  return uri;
}

function notGs1(text: string): never {
  throw invalid(text, "GS1", "a key with the number of digits, and the serial or reference, that its kind has");
}

function invalid(identifier: string, scheme: string, expected: string): PortolanError {
  return new PortolanError("IdentifierInvalid", { identifier, scheme, expected });
}
