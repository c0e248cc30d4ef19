import { canonicalJson } from "../../domain/encoding/canonical-json.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { JsonObject, JsonValue } from "../../domain/encoding/json.ts";
import { verifyDisclosure } from "../../domain/payload/verify-disclosure.ts";

/**
 * Whether a payload is the one that an entry's author committed to: its salted fields give the commitment, and say
 * what is shown.
 *
 * @param disclosure of all its fields, as the API gives it.
 * @param shown the payload as the page shows it.
 */
export function checkPayload(disclosure: JsonValue, shown: JsonObject, commitment: Bytes32): boolean {
  try {
    const opened = verifyDisclosure(disclosure);
    return opened.commitment === commitment && canonicalJson(opened.payload) === canonicalJson(shown);
  } catch (error) {
    if (PortolanError.is(error)) return false;
    throw error;
  }
}
