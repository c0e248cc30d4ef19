import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { parseIdentifier } from "../../../domain/identifier.ts";
import { problemIfAny } from "../../texts/say-problem.ts";
import { text } from "../../texts/text.ts";

/** The one URI of a number in whatever notation it was typed; `undefined` for what is none. */
export function canonicalOf(typed: string): string | undefined {
  try {
    return parseIdentifier(typed).uri;
  } catch (error) {
    if (PortolanError.is(error)) return undefined;
    throw error;
  }
}

/** Why what was typed is no number of a shipment; `undefined` when it is one. */
export function problemOfIdentifier(typed: string): string | undefined {
  if (typed.trim() === "") return text("form.missing");
  try {
    parseIdentifier(typed);
    return undefined;
  } catch (error) {
    if (PortolanError.is(error)) return problemIfAny(error.code, error.facts, "") ?? error.message;
    throw error;
  }
}
