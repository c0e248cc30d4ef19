import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { parseIdentifier } from "../../domain/identifiers/identifier.ts";

/** Converts an identifier in any form to its canonical URI; returns any other text unchanged. */
export function canonicalUri(text: string): string {
  try {
    return parseIdentifier(text).uri;
  } catch (error) {
    if (PortolanError.is(error)) return text;
    throw error;
  }
}
