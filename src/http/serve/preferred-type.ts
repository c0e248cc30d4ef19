import { PortolanError } from "../../domain/errors/portolan-error.ts";

const ANY = "*/*";

/** Characters of an `Accept` field that a problem document repeats. */
const SHOWN = 200;

const QUALITY = /^q=(0(?:\.\d{0,3})?|\.\d{1,3}|1(?:\.0{0,3})?)$/;

/** A member of an `Accept` field. */
interface MediaRange {
  /** Lower-case type without parameters, such as `text/html`; an asterisk stands for any type. */
  readonly range: string;
  /** 0 to 1; 0 refuses the types of the range. */
  readonly quality: number;
}

/**
 * Selects the offered media type that an `Accept` field prefers (RFC 9110, 12.5.1). Of a range's parameters only the
 * quality counts: clients also send `charset`, `profile` or `version`, and every offered type has one representation.
 *
 * @param accept undefined or empty if the client accepts every type.
 * @param offered types in lower case; the first one wins a tie.
 * @returns undefined if the field excludes every offered type.
 */
export function preferredType(accept: string | undefined, offered: readonly string[]): string | undefined {
  if (accept === undefined || accept === ANY || accept.trim() === "") return offered[0];
  const ranges = splitUnquoted(accept, ",").map(readRange);
  return offered
    .map((type) => ({ type, ...judge(type, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || b.precision - a.precision || a.place - b.place)[0]?.type;
}

/** @throws PortolanError `NotAcceptable` if the field excludes every offered type. */
export function requireAcceptable(accept: string | undefined, offered: readonly string[]): void {
  if (preferredType(accept, offered) !== undefined) return;
  throw new PortolanError("NotAcceptable", { accept: String(accept).slice(0, SHOWN), offered: [...offered] });
}

function readRange(text: string): MediaRange {
  const [type = "", ...parameters] = splitUnquoted(text, ";").map((part) => part.trim().toLowerCase());
  const given = parameters.map((parameter) => QUALITY.exec(parameter)?.[1]).find((quality) => quality !== undefined);
  // Some clients of Java write a single asterisk.
  return { range: type === "*" ? ANY : type, quality: given === undefined ? 1 : Number(given) };
}

/** Gives a type the quality and the place of its most precise range; repeated ranges give the highest quality. */
function judge(type: string, ranges: readonly MediaRange[]) {
  const family = `${type.slice(0, type.indexOf("/"))}/*`;
  const precisions = [ANY, family, type];
  const precision = precisions.findLastIndex((wanted) => ranges.some(({ range }) => range === wanted));
  const place = ranges.findIndex(({ range }) => range === precisions[precision]);
  const matching = ranges.filter(({ range }) => range === precisions[precision]);
  return { quality: Math.max(0, ...matching.map(({ quality }) => quality)), precision, place };
}

/** Splits a field at a separator that stands outside of quoted strings. */
function splitUnquoted(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted && character === "\\") at += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
