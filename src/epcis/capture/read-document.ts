import { isJsonObject, type JsonArray, type JsonValue } from "../../domain/encoding/json.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { compileStructure } from "../event/check-structure.ts";
import { Context } from "../event/context.ts";
import { contextViolations, ownContexts } from "../event/own-contexts.ts";
import { describeViolation, type Checked, type Violation } from "../event/violation.ts";
import { CAPTURE_EVENTS } from "./capture-limits.ts";
import { unstoredMembers } from "./unstored-members.ts";
import { EpcisDocumentSchema, EpcisQueryDocumentSchema } from "./document-schema.ts";

/** A document with a valid structure and unchecked events. */
export interface EpcisDocument {
  readonly events: JsonArray;
  /** JSON Pointer to the list of events; empty if the document is a single event. */
  readonly pointer: string;
  readonly context: Context;
  /** Entries of its `@context` other than the standard's. */
  readonly contexts: JsonArray;
  /** Remarks on its members that are not stored. */
  readonly unstored: readonly Violation[];
}

/** Makes a document of a single event with its own `@context`. */
export function singleEvent(event: JsonValue): EpcisDocument {
  return { events: [event], pointer: "", context: Context.STANDARD, contexts: [], unstored: [] };
}

type Body = Pick<EpcisDocument, "events" | "pointer">;

const structureOfDocument = compileStructure(EpcisDocumentSchema);
const structureOfQueryDocument = compileStructure(EpcisQueryDocumentSchema);

/**
 * Reads an EPCISDocument or an EPCISQueryDocument.
 *
 * @throws PortolanError `EpcisDocumentInvalid`, `EpcisTooManyEvents`.
 */
export function readDocument(document: JsonValue): EpcisDocument {
  const body = readBody(document);
  if ("violations" in body) throw invalid(body.violations);
  const context = isJsonObject(document) ? document["@context"] : undefined;
  const violations = contextViolations(context);
  if (violations.length > 0) throw invalid(violations);
  if (body.value.events.length > CAPTURE_EVENTS)
    throw new PortolanError("EpcisTooManyEvents", { limit: CAPTURE_EVENTS });
  return {
    ...body.value,
    context: Context.STANDARD.with(context),
    contexts: ownContexts(context),
    unstored: unstoredMembers(document),
  };
}

function readBody(document: JsonValue): Checked<Body> {
  switch (isJsonObject(document) ? document["type"] : undefined) {
    case "EPCISDocument":
      return readEpcisDocument(document);
    case "EPCISQueryDocument":
      return readQueryDocument(document);
    default:
      return { violations: [{ pointer: "/type", reason: "must be one of EPCISDocument, EPCISQueryDocument" }] };
  }
}

function readEpcisDocument(document: JsonValue): Checked<Body> {
  const structure = structureOfDocument(document);
  if ("violations" in structure) return structure;
  return { value: { events: structure.value.epcisBody.eventList, pointer: "/epcisBody/eventList" } };
}

function readQueryDocument(document: JsonValue): Checked<Body> {
  const structure = structureOfQueryDocument(document);
  if ("violations" in structure) return structure;
  const { eventList } = structure.value.epcisBody.queryResults.resultsBody;
  return { value: { events: eventList, pointer: "/epcisBody/queryResults/resultsBody/eventList" } };
}

function invalid(violations: readonly Violation[]): PortolanError {
  return new PortolanError("EpcisDocumentInvalid", { problems: violations.map(describeViolation) });
}
