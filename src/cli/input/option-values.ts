import { InvalidArgumentError } from "commander";
import { parseInstant } from "../../domain/encoding/instant.ts";
import type { Bytes32, Hex } from "../../domain/entry.ts";
import { requireLineOfText } from "../../domain/encoding/line-of-text.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { countryAdvice, isCountryCode } from "../../domain/places/country.ts";

/** What a person writes of RFC 3339: the date, and as much of the time as matters. */
const WRITTEN_TIME = /^(\d{4}-\d\d-\d\d)(?:(T\d\d:\d\d)(?:(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?))?$/;

// Parsers of option values. Each throws InvalidArgumentError with the expected form.

/** Makes a parser of whole numbers from `least` to `most`. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`It is a whole number ${range}.`);
    return value;
  };
}

/** Parses a country's code of ISO 3166-1 alpha-2 in any case; returns upper case. */
export function parseCountry(text: string): string {
  const code = text.toUpperCase();
  if (!isCountryCode(code))
    throw new InvalidArgumentError(`It is a country's code of ISO 3166-1 alpha-2. ${countryAdvice(code)}`);
  return code;
}

/** Makes a parser of names and labels: one line of at most `most` characters, all of which its readers see. */
export function lineOfText(most: number): (text: string) => string {
  return (text) => {
    if (text.length === 0 || text.length > most)
      throw new InvalidArgumentError(`It is a text of 1 to ${most} characters.`);
    try {
      requireLineOfText("text", text);
    } catch (error) {
      throw new InvalidArgumentError(PortolanError.is(error) ? `${error.message} ${error.remedy}` : String(error));
    }
    return text;
  };
}

/** Parses an address in any case; returns lower case. */
export function parseAddress(text: string): Hex {
  return parseHex(text, 40);
}

/** Parses a digest of 32 bytes in any case; returns lower case. */
export function parseHash(text: string): Bytes32 {
  return parseHex(text, 64);
}

/** Parses a date, or a date and time, into Unix seconds. A time without an offset is UTC. */
export function parseTime(text: string): number {
  const [, date = text, time = "T00:00", seconds = ":00", offset = "Z"] = WRITTEN_TIME.exec(text) ?? [];
  const instant = parseInstant(`${date}${time}${seconds}${offset}`);
  if (instant === undefined)
    throw new InvalidArgumentError("It is a time that exists, such as 2026-03-02 or 2026-03-02T14:05Z.");
  return instant;
}

/** Collects the values of an option that may be repeated. */
export function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

function parseHex(text: string, digits: number): Hex {
  const isHex = /^0x[0-9a-fA-F]+$/.test(text) && text.length === digits + 2;
  if (!isHex) throw new InvalidArgumentError(`It is 0x and ${digits} hexadecimal digits.`);
  return `0x${text.slice(2).toLowerCase()}`;
}
