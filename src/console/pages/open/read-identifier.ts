import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { parseIdentifier } from "../../../domain/identifiers/identifier.ts";
import { problemIfAny } from "../../texts/say-problem.ts";
import { text } from "../../texts/text.ts";

/** The one URI of a shipment's number in whatever notation it was typed; or why it is none. */
export function readIdentifier(typed: string): { readonly uri: string } | { readonly problem: string } {
  if (typed.trim() === "") return { problem: text("form.missing") };
  try {
    return { uri: parseIdentifier(typed).uri };
  } catch (error) {
    if (PortolanError.is(error)) return { problem: problemIfAny(error.code, error.facts, "") ?? error.message };
    throw error;
  }
}
