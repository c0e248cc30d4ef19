import { parseIdentifier } from "../../domain/identifiers/identifier.ts";
import { gs1CheckDigit } from "../../domain/identifiers/gs1-check-digit.ts";
import { GS1_KEYS, type Gs1Key } from "../../domain/identifiers/gs1-keys.ts";
import type { TermPattern } from "../../store/epcis/conditions.ts";

/** A value of a `MATCH_` parameter: one identifier, or patterns of identifiers. */
export type EpcMatch = { readonly uri: string } | { readonly patterns: readonly TermPattern[] };

const PATTERN = /^urn:epc:(?:idpat|class):([a-z]+):(.+)$/i;
const BASE = "https://id.gs1.org/";

/**
 * Reads an identifier or a pattern of identifiers (EPCIS 2.0, 8.2.7.1.1; EPC Tag Data Standard, 8). In a pattern, `*`
 * stands for any value of a field, and all later fields must be `*` as well. Patterns match canonical URIs, so that
 * they find both URNs and Digital Links.
 *
 * @param level `class` reads the pattern of a product (`urn:epc:idpat:sgtin:….*`) as the identifier of its class.
 * @returns `undefined` for a pattern that its key does not permit.
 * @throws PortolanError `IdentifierInvalid`, `IdentifierCheckDigitWrong`.
 */
export function parseEpcMatch(text: string, level: "instance" | "class"): EpcMatch | undefined {
  const [, scheme = "", fields = ""] = PATTERN.exec(text) ?? [];
  const isPattern = fields.split(".").includes("*");
  const isClass = level === "class" && /^urn:epc:idpat:[a-z]+:[^*]+\.\*$/i.test(text);
  if (!isPattern || isClass)
    return { uri: parseIdentifier(text.replace(/^urn:epc:idpat:(?!.*\*)/i, "urn:epc:id:")).uri };
  return patternsOf(scheme.toLowerCase(), fields.split("."), level);
}

function patternsOf(
  scheme: string,
  fields: readonly string[],
  level: "instance" | "class",
): { patterns: TermPattern[] } | undefined {
  const given = fields.slice(0, fields.indexOf("*"));
  if (!fields.slice(given.length).every((field) => field === "*")) return undefined;
  const key = GS1_KEYS.find((one) => one.scheme === scheme);
  if (key === undefined)
    return { patterns: [{ prefix: ["urn:epc:id:", scheme, ":", ...given.map((field) => `${field}.`)].join("") }] };
  const serial = level === "class" && scheme !== "lgtin" ? undefined : key.qualifier;
  const infix = serial === undefined || serial.optional ? {} : { infix: `/${serial.ai}/` };
  const path = `${BASE}${key.ai}/`;
  const [company, reference, ...pairs] = given;
  if (company === undefined) return { patterns: [{ prefix: path, ...infix }] };
  if (!/^\d{6,12}$/.test(company)) return undefined;
  if (reference === undefined) {
    const before = key.urn.digits === "indicator" ? [..."0123456789"] : [key.urn.digits === "asset" ? "0" : ""];
    return { patterns: before.map((digit) => ({ prefix: `${path}${digit}${company}`, ...infix })) };
  }
  const digits = primaryDigits(key, company, reference);
  if (digits === undefined || pairs.length > key.urn.pairs || !pairs.every((pair) => /^\d{2}$/.test(pair)))
    return undefined;
  const prefix = path + digits + pairs.join("");
  return {
    patterns: [pairs.length === key.urn.pairs ? { prefix: prefix + (infix.infix ?? "") } : { prefix, ...infix }],
  };
}

/**
 * Computes the digits of a key, with check digit, from its company prefix and reference; the text of a key without
 * digits.
 */
function primaryDigits({ urn, digits }: Gs1Key, company: string, reference: string): string | undefined {
  if (urn.digits === "text") {
    return /^(?:[0-9A-Z-]|%23|%2[Ff])+$/.test(reference) ? company + reference.toUpperCase() : undefined;
  }
  const joined = {
    indicator: reference.slice(0, 1) + company + reference.slice(1),
    asset: `0${company}${reference}`,
    joined: company + reference,
    none: undefined,
  }[urn.digits];
  if (joined === undefined || !/^\d+$/.test(joined) || joined.length !== digits - 1) return undefined;
  return joined + gs1CheckDigit(joined);
}
