import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { parseIdentifier } from "../../domain/identifiers/identifier.ts";

/** A URI as facts have it: canonical where it is an identifier that we know, else as it is. */
export function canonicalUri(text: string): string {
  try {
    return parseIdentifier(text).uri;
  } catch (error) {
    if (PortolanError.is(error)) return text;
    throw error;
  }
}
