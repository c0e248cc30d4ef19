import { isJsonArray, isJsonObject, type JsonArray, type JsonValue } from "../../domain/encoding/json.ts";
import { MEMBER_NAMES } from "./event-schema.ts";
import { jsonLdValues } from "./json-ld-values.ts";
import { pointerTo, type Violation } from "./violation.ts";

/** The URLs at which GS1 has published the context of EPCIS 2.0. */
const STANDARD_CONTEXT =
  /^https?:\/\/(?:ref\.gs1\.org\/standards\/epcis|gs1\.github\.io\/EPCIS|id\.gs1\.org)\/(?:[\d.]+\/)?epcis-context\.jsonld$/;

/** Lists the entries of a `@context` other than the standard's context, which is built in. */
export function ownContexts(context: JsonValue | undefined): JsonArray {
  return jsonLdValues(context).filter((one) => typeof one !== "string" || !STANDARD_CONTEXT.test(one));
}

/** Largest length of the {@link ownContexts} in UTF-16 code units; the store keeps them with each event. */
const CONTEXT_CHARACTERS = 32_768;

/**
 * Finds violations of a `@context`: too long, or a redefined member of the standard (protected: JSON-LD 1.1, 4.1.11).
 */
export function contextViolations(context: JsonValue | undefined): Violation[] {
  const pointer = "/@context";
  if (JSON.stringify(ownContexts(context)).length > CONTEXT_CHARACTERS) {
    return [{ pointer, reason: `has more than ${CONTEXT_CHARACTERS} characters` }];
  }
  return jsonLdValues(context).flatMap((one, index) => {
    if (!isJsonObject(one)) return [];
    const at = isJsonArray(context) ? pointerTo(pointer, index) : pointer;
    return Object.keys(one)
      .filter((term) => !term.startsWith("@") && MEMBER_NAMES.has(term))
      .map((term) => ({ pointer: pointerTo(at, term), reason: "redefines a member of the standard" }));
  });
}
