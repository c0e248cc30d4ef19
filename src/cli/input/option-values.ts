import { InvalidArgumentError } from "commander";
import type { Bytes32, Hex } from "../../domain/entry.ts";

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

/** Parses an address in any case; returns lower case. */
export function parseAddress(text: string): Hex {
  return parseHex(text, 40);
}

/** Parses a digest of 32 bytes in any case; returns lower case. */
export function parseHash(text: string): Bytes32 {
  return parseHex(text, 64);
}

/** Parses a URL of HTTP or HTTPS. */
export function parseUrl(text: string): string {
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? ""))
    throw new InvalidArgumentError("It is a URL that starts with http:// or https://.");
  return text;
}

/** Parses a date, or a date and time, into Unix seconds. A time without an offset is UTC. */
export function parseTime(text: string): number {
  const complete = /^\d{4}-\d\d-\d\d$/.test(text)
    ? `${text}T00:00Z`
    : /(Z|[+-]\d\d:\d\d)$/.test(text)
      ? text
      : `${text}Z`;
  const milliseconds = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(complete) : Number.NaN;
  if (Number.isNaN(milliseconds))
    throw new InvalidArgumentError("It is a time such as 2026-03-02 or 2026-03-02T14:05Z.");
  return Math.floor(milliseconds / 1000);
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
