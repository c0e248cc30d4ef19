import { isJsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { pointerTo, type Violation } from "../event/violation.ts";

/** A part of a document: the members that are stored or that only frame the document, and the parts within it. */
interface Frame {
  readonly framing: readonly string[];
  readonly parts?: Readonly<Record<string, Frame>>;
}

const QUERY_RESULTS: Frame = {
  framing: ["queryName", "subscriptionID"],
  parts: { resultsBody: { framing: ["eventList"] } },
};

const DOCUMENT: Frame = {
  framing: ["@context", "type", "schemaVersion", "creationDate"],
  parts: {
    epcisHeader: { framing: [] },
    epcisBody: { framing: ["eventList"], parts: { queryResults: QUERY_RESULTS } },
  },
};

/**
 * Remarks on the members of a document that are not stored, because only its events are: statements about the document as
 * a whole, its sender and receiver, and master data.
 */
export function unstoredMembers(document: JsonValue): Violation[] {
  return unstoredIn(document, DOCUMENT, "");
}

function unstoredIn(value: JsonValue | undefined, { framing, parts = {} }: Frame, pointer: string): Violation[] {
  if (!isJsonObject(value)) return [];
  return Object.keys(value).flatMap((member) => {
    const at = pointerTo(pointer, member);
    const part = Object.hasOwn(parts, member) ? parts[member] : undefined;
    if (part !== undefined) return unstoredIn(value[member], part, at);
    return framing.includes(member)
      ? []
      : [{ pointer: at, reason: REASONS.get(member) ?? "is not stored: only events are" }];
  });
}

const MASTER_DATA = "has master data, which is not stored: only events are";

const REASONS: ReadonlyMap<string, string> = new Map([
  ["epcisMasterData", MASTER_DATA],
  ["vocabularyList", MASTER_DATA],
]);
