import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { Context } from "../../event/context.ts";
import { parseInstantMs } from "../../../domain/encoding/instant.ts";
import { canonicalTerm, type Vocabulary } from "../../event/vocabulary.ts";
import type { IdentifierRole } from "../../../domain/identifiers/identifier.ts";
import { canonicalEventId, canonicalUri } from "../../event/canonical-uri.ts";

const ABSOLUTE_URI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** Largest length of a parameter's name in an error. */
const NAME_IN_ERROR = 200;

/**
 * A parameter and its values. Each method reads the values as one type.
 *
 * @throws PortolanError each method throws `EpcisParameterInvalid` for a value of another type.
 */
export class Parameter {
  readonly name: string;
  readonly values: readonly string[];
  readonly context: Context;

  /** @param context defines the prefixes in the values. */
  constructor(name: string, values: readonly string[], context: Context = Context.STANDARD) {
    this.name = name;
    this.values = values;
    this.context = context;
  }

  /** @param problem predicate of a sentence whose subject is the parameter. */
  invalid(problem: string): PortolanError {
    return new PortolanError("EpcisParameterInvalid", { parameter: this.name.slice(0, NAME_IN_ERROR), problem });
  }

  /** Refuses U+0000, which PostgreSQL does not accept and which no name or value contains. */
  requireStorable(): void {
    if ([this.name, ...this.values].some((text) => text.includes("\0"))) throw this.invalid("has the character U+0000");
  }

  one(): string {
    const [value, ...others] = this.values;
    if (value === undefined || others.length > 0) throw this.invalid("takes one value");
    return value;
  }

  /** Reads one or more non-empty values. */
  some(): readonly string[] {
    if (this.values.length === 0 || this.values.includes("")) throw this.invalid("has an empty value");
    return this.values;
  }

  /**
   * Whether an `EXISTS_` parameter restricts the events: `false` does not (EPCIS 2.0, 8.2.7.1). Other bindings send no
   * value, or `null` in JSON, for `true`.
   */
  flag(): boolean {
    if (this.values.every((value) => ["", "true", "1", "null"].includes(value))) return true;
    if (this.one() === "false") return false;
    throw this.invalid("takes true or false");
  }

  oneOf(permitted: readonly string[]): readonly string[] {
    const wrong = this.values.find((value) => !permitted.includes(value));
    if (wrong !== undefined || this.values.length === 0) throw this.invalid(`takes ${permitted.join(", ")}`);
    return this.values;
  }

  /** @returns Unix milliseconds. */
  time(): number {
    const time = parseInstantMs(this.one());
    if (time === undefined) throw this.invalid("takes a date and time with its zone, such as 2026-01-31T12:00:00Z");
    return time;
  }

  number(text = this.one()): number {
    const value = NUMBER.test(text) ? Number(text) : NaN;
    if (!Number.isFinite(value)) throw this.invalid("takes a number");
    return value;
  }

  /** @returns a number, or a time in Unix milliseconds. */
  numberOrTime(): number {
    const value = numberOrTime(this.one());
    if (value === undefined) throw this.invalid("takes a number, or a date and time with its zone");
    return value;
  }

  integer(least: number, most: number): number {
    const value = this.number();
    if (!Number.isInteger(value) || value < least || value > most) {
      throw this.invalid(`takes a whole number from ${least} to ${most}`);
    }
    return value;
  }

  /** Reads canonical terms of a vocabulary. An extension term must be an absolute URI. */
  terms(vocabulary: Vocabulary): readonly string[] {
    return this.some().map((text) => {
      const term = canonicalTerm(vocabulary, text, this.context);
      if (!vocabulary.words.has(term) && !isAbsoluteUri(term)) {
        throw this.invalid(`has a value that is neither ${vocabulary.name} of CBV 2.0 nor a URI`);
      }
      return term;
    });
  }

  /** Reads canonical eventIDs. */
  eventIds(): readonly string[] {
    return this.some().map((text) => canonicalEventId(this.context.expand(text)));
  }

  /** Reads canonical URIs. */
  uris(role: IdentifierRole): readonly string[] {
    return this.some().map((text) => {
      const uri = this.context.expand(text);
      if (!isAbsoluteUri(uri)) throw this.invalid("has a value that is not a URI");
      return canonicalUri(uri, role);
    });
  }
}

export function isAbsoluteUri(text: string): boolean {
  return ABSOLUTE_URI.test(text);
}

/** Reads a number, or a time in Unix milliseconds; `undefined` for any other text. */
export function numberOrTime(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : parseInstantMs(text);
}
