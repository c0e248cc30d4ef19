import { canonicalJson } from "../../domain/encoding/canonical-json.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { JsonObject, JsonValue } from "../../domain/encoding/json.ts";
import { verifyDisclosure } from "../../domain/payload/verify-disclosure.ts";

/**
 * Whether an entry's author committed to this payload: its salted fields give the commitment, and their values are
 * those shown.
 *
 * @param disclosure A disclosure of all its fields, from the API.
 * @param shown The payload on the page.
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
