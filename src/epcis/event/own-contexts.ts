import { isJsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { EVENT_SCHEMAS } from "./event-schema.ts";
import { pointerTo, type Violation } from "./violation.ts";

/** Where GS1 has published the context of EPCIS 2.0. */
const STANDARD_CONTEXT =
  /^https?:\/\/(?:ref\.gs1\.org\/standards\/epcis|gs1\.github\.io\/EPCIS|id\.gs1\.org)\/(?:[\d.]+\/)?epcis-context\.jsonld$/;

/** What a `@context` says beside the standard's own context, which is built in. */
export function ownContexts(context: JsonValue | undefined): readonly JsonValue[] {
  return contextsOf(context).filter((one) => typeof one !== "string" || !STANDARD_CONTEXT.test(one));
}

function contextsOf(context: JsonValue | undefined): readonly JsonValue[] {
  if (context === undefined) return [];
  return Array.isArray(context) ? (context as readonly JsonValue[]) : [context];
}

/** The terms of the EPCIS context that an event uses; the context protects them (JSON-LD 1.1, 4.1.11). */
const PROTECTED = new Set(
  Object.values(EVENT_SCHEMAS)
    .flatMap(({ properties }) => Object.keys(properties as object))
    .filter((name) => !name.startsWith("@")),
);

/** UTF-16 code units of what a `@context` says beside the standard's own: it is kept with each event that it is for. */
const CONTEXT_CHARACTERS = 32_768;

/** What a `@context` may not do: be without measure, or give a word of the standard another meaning. */
export function contextViolations(context: JsonValue | undefined, pointer: string): Violation[] {
  if (JSON.stringify(ownContexts(context)).length > CONTEXT_CHARACTERS) {
    return [{ pointer, reason: `has more than ${CONTEXT_CHARACTERS} characters` }];
  }
  return contextsOf(context).flatMap((one, index) => {
    if (!isJsonObject(one)) return [];
    const at = Array.isArray(context) ? pointerTo(pointer, index) : pointer;
    return Object.keys(one)
      .filter((term) => PROTECTED.has(term))
      .map((term) => ({ pointer: pointerTo(at, term), reason: "gives another meaning to a word of the standard" }));
  });
}
