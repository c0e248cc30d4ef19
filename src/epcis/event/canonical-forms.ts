import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { canonicalEventId, canonicalUri } from "./canonical-uri.ts";
import { parseIdentifier, type IdentifierRole } from "../../domain/identifiers/identifier.ts";
import type { Context } from "./context.ts";
import type { Violation } from "./violation.ts";
import { canonicalTerm, reasonAgainstTerm, type Vocabulary } from "./vocabulary.ts";

/** Converts the terms and identifiers of one event to their canonical forms, and collects violations and warnings. */
export class CanonicalForms {
  readonly violations: Violation[] = [];
  readonly warnings: Violation[] = [];
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** @param pointer JSON Pointer to the term, for violations. */
  term(text: string, vocabulary: Vocabulary, pointer: string): string {
    const reason = reasonAgainstTerm(vocabulary, text, this.#context);
    if (reason !== undefined) this.violations.push({ pointer, reason });
    return canonicalTerm(vocabulary, text, this.#context);
  }

  optionalTerm(text: string | undefined, vocabulary: Vocabulary, pointer: string): string | undefined {
    return text === undefined ? undefined : this.term(text, vocabulary, pointer);
  }

  /** The canonical URI of an identifier; any other URI in full. */
  uri(text: string, role: IdentifierRole): string {
    return canonicalUri(this.#context.expand(text), role);
  }

  eventId(text: string): string {
    return canonicalEventId(this.#context.expand(text));
  }

  /**
   * Converts an identifier. Any URI is valid, unless it has the form of a GS1 key and breaks the rules of that key.
   *
   * @param pointer JSON Pointer to the identifier, for violations.
   * @returns the canonical URI, the scheme (see `Identifier.scheme`), and whether it identifies one trackable unit.
   */
  identifier(text: string, role: IdentifierRole, pointer: string): { uri: string; scheme: string; unit: boolean } {
    try {
      const { uri, scheme, names, expectedCheckDigit } = parseIdentifier(this.#context.expand(text), role);
      if (expectedCheckDigit !== undefined)
        this.warnings.push({ pointer, reason: wrongCheckDigit(expectedCheckDigit) });
      return { uri, scheme, unit: names === "unit" };
    } catch (error) {
      if (!PortolanError.is(error)) throw error;
      this.violations.push({ pointer, reason: reasonOf(error) });
      return { uri: text, scheme: "uri", unit: false };
    }
  }
}

function wrongCheckDigit(expected: string): string {
  return `has a wrong check digit; it should be ${expected}`;
}

function reasonOf({ code, facts }: PortolanError): string {
  return code === "IdentifierCheckDigitWrong"
    ? wrongCheckDigit(String(facts["expected"]))
    : `is not a valid ${String(facts["scheme"])} identifier: it needs ${String(facts["expected"])}`;
}
