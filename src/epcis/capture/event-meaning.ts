import { canonicalJson } from "../../domain/encoding/canonical-json.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { canonicalEventId } from "../event/canonical-uri.ts";
import type { Context } from "../event/context.ts";
import { jsonLdValues } from "../event/json-ld-values.ts";
import { writeExtensions } from "../event/pre-hash/extension-members.ts";
import { preHash } from "../event/pre-hash/pre-hash.ts";
import { canonicalTerm, ERROR_REASON } from "../event/vocabulary.ts";

/**
 * A text that two events have in common only if they state the same, in whatever notation: the pre-hash string of CBV
 * 2.0, 8.9, and what it leaves out, namely certificates and the error declaration without its time.
 */
export function eventMeaning(event: JsonObject, context: Context): string {
  const full = context.with(event["@context"]);
  const certificates = jsonLdValues(event["certificationInfo"]).map((one) =>
    typeof one === "string" ? full.expand(one) : canonicalJson(one),
  );
  return JSON.stringify([preHash(event, full), certificates.sort(), declarationOf(event["errorDeclaration"], full)]);
}

function declarationOf(declaration: JsonValue | undefined, context: Context): unknown {
  if (!isJsonObject(declaration)) return null;
  const { reason, correctiveEventIDs } = declaration;
  const ids = jsonLdValues(correctiveEventIDs).map((id) => canonicalEventId(context.expand(String(id))));
  const term = typeof reason === "string" ? canonicalTerm(ERROR_REASON, reason, context) : null;
  return [term, ids.sort(), writeExtensions(declaration, context)];
}
