import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { compileStructure } from "../event/check-structure.ts";
import { Context } from "../event/context.ts";
import { describeViolation, type Violation } from "../event/violation.ts";
import { contextViolations, ownContexts } from "../event/own-contexts.ts";
import { CAPTURE_EVENTS } from "./capture-limits.ts";
import { DOCUMENT_SCHEMAS } from "./document-schema.ts";

const STRUCTURES = new Map(Object.entries(DOCUMENT_SCHEMAS).map(([type, schema]) => [type, compileStructure(schema)]));

/** A document that is one; its events are not looked at yet. */
export interface EpcisDocument {
  readonly events: readonly JsonValue[];
  /** JSON Pointer to the list of the events. */
  readonly pointer: string;
  readonly context: Context;
  /** What its `@context` says beside the standard's own. */
  readonly contexts: readonly JsonValue[];
  /** Whether its header has master data, which is not kept. */
  readonly masterData: boolean;
}

/**
 * Reads an EPCISDocument or an EPCISQueryDocument.
 *
 * @throws PortolanError `EpcisDocumentInvalid`, `EpcisTooManyEvents`.
 */
export function readDocument(document: JsonValue): EpcisDocument {
  const type = isJsonObject(document) ? document["type"] : undefined;
  const structure = typeof type === "string" ? STRUCTURES.get(type) : undefined;
  if (!isJsonObject(document) || structure === undefined) {
    throw invalid([{ pointer: "/type", reason: `must be one of ${[...STRUCTURES.keys()].join(", ")}` }]);
  }
  const violations = structure(document, "");
  if (violations.length === 0) violations.push(...contextViolations(document["@context"], "/@context"));
  if (violations.length > 0) throw invalid(violations);

  const body = document["epcisBody"] as JsonObject;
  const results = (body["queryResults"] as JsonObject | undefined)?.["resultsBody"] as JsonObject | undefined;
  const events = (results ?? body)["eventList"] as readonly JsonValue[];
  if (events.length > CAPTURE_EVENTS) throw new PortolanError("EpcisTooManyEvents", { limit: CAPTURE_EVENTS });
  return {
    events,
    pointer: results === undefined ? "/epcisBody/eventList" : "/epcisBody/queryResults/resultsBody/eventList",
    context: Context.STANDARD.with(document["@context"]),
    contexts: ownContexts(document["@context"]),
    masterData: document["epcisHeader"] !== undefined || results?.["vocabularyList"] !== undefined,
  };
}

function invalid(violations: readonly Violation[]): PortolanError {
  return new PortolanError("EpcisDocumentInvalid", { problems: violations.map(describeViolation) });
}
