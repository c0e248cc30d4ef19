import { GS1_KEYS, type Gs1Key } from "./gs1-keys.ts";
import { gs1CheckDigit } from "./gs1-check-digit.ts";
import { NO_ELEMENTS, type Gs1Elements } from "./gs1-identifier.ts";

/**
 * The elements of an EPC URN (EPC Tag Data Standard, 6.3 and 7), completed with the check digit, which the URN omits:
 * `urn:epc:id:sscc:7701234.1000000001` gives (00)177012340000000018.
 *
 * @returns `undefined` when the text is not the URN of a key of `GS1_KEYS`; an empty map when its parts do not fit the
 * key.
 */
export function epcUrnElements(urn: string): Gs1Elements | undefined {
  const lower = urn.toLowerCase();
  const key = GS1_KEYS.find(({ urn: { prefix } }) => lower.startsWith(prefix));
  if (key === undefined) return undefined;
  const [company = "", reference, ...rest] = urn.slice(key.urn.prefix.length).split(".");
  if (reference === undefined || !/^\d{6,12}$/.test(company)) return NO_ELEMENTS;
  try {
    // Only a serial or lot may hold a full stop; in keys of free text it belongs to the reference.
    if (key.urn.digits === "none") {
      return new Map([[key.ai, company + decodeURIComponent([reference, ...rest].join("."))]]);
    }
    const pairs = rest.splice(0, key.urn.pairs);
    const value =
      key.urn.digits === "text" ? company + decodeURIComponent(reference) : digitsOf(key, company, reference);
    if (value === undefined || !pairs.every(({ length }) => length === 2)) return NO_ELEMENTS;
    const serial = rest.length === 0 ? undefined : decodeURIComponent(rest.join("."));
    return withSerial(key, value.concat(...pairs), serial);
  } catch {
    return NO_ELEMENTS;
  }
}

function digitsOf(key: Gs1Key, company: string, reference: string): string | undefined {
  const digits =
    key.urn.digits === "indicator" ? reference.slice(0, 1) + company + reference.slice(1) : company + reference;
  const body = key.urn.digits === "asset" ? `0${digits}` : digits;
  return body.length === key.digits - 1 ? body + gs1CheckDigit(body) : undefined;
}

function withSerial(key: Gs1Key, value: string, serial: string | undefined): Gs1Elements {
  if (key.names === "class") return serial === "*" ? new Map([[key.ai, value]]) : NO_ELEMENTS;
  if ((serial === undefined) === (key.tailRequired || key.qualifier !== undefined)) return NO_ELEMENTS;
  if (serial === undefined) return new Map([[key.ai, value]]);
  if (key.qualifier === undefined) return new Map([[key.ai, value + serial]]);
  // The URN writes a location without extension as extension 0.
  if (key.qualifier.optional && serial === "0") return new Map([[key.ai, value]]);
  return new Map([
    [key.ai, value],
    [key.qualifier.ai, serial],
  ]);
}
