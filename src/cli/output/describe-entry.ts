import type { Summary } from "../../domain/payload/summary.ts";
import type { Trace, TraceEntry } from "../../api/trace.ts";
import { parseInstant } from "../../domain/encoding/instant.ts";
import { nameOf } from "./names.ts";
import { formatTime } from "./time.ts";

/** Number of items that a cell lists; it counts the others. */
const LISTED = 4;

/** Creates a function that describes an entry of `trace` in a few words. */
export function createDescriber(trace: Trace): (entry: TraceEntry) => string {
  const names = namesIn(trace);
  const nameOfReference = (reference: string): string => names.get(reference) ?? `${reference.slice(0, 10)}…`;

  return (entry) => {
    const { counterparty, refersTo, payload, supersededBy } = entry;
    return [
      counterparty === null ? "" : `to ${nameOf(counterparty)}`,
      refersTo === null ? "" : `${relation(entry)} ${nameOfReference(refersTo)}`,
      entry.summary === null ? `payload ${payload}` : describeSummary(entry.summary),
      supersededBy === null ? "" : `corrected by ${nameOfReference(supersededBy)}`,
    ]
      .filter((part) => part !== "")
      .join("; ");
  };
}

/**
 * Maps hashes of entries to numbers (`#↑4` is an entry of the unit around the shipment), and shipment ids to
 * identifiers.
 */
export function namesIn({ entries, containers, contents, shipment }: Trace): ReadonlyMap<string, string> {
  return new Map([
    ...entries.map(({ hash, sequence, level }): [string, string] => [hash, `#${"↑".repeat(level)}${sequence}`]),
    ...containers.map(({ unit, identifier }): [string, string] => [unit, shortName(identifier, unit)]),
    ...contents.map((content): [string, string] => [content.shipment, shortName(content.identifier, content.shipment)]),
    [shipment.id, shortName(shipment.identifier, shipment.id)],
  ]);
}

/** Gives the last part of a URI, or the first digits of the id if the identifier is unknown. */
function shortName(identifier: string | null, id: string): string {
  return identifier?.split(/[:/]/).at(-1) ?? `${id.slice(0, 10)}…`;
}

function relation({ kind }: TraceEntry): string {
  switch (kind) {
    case "Load":
      return "into";
    case "Unload":
      return "from";
    case "Correct":
      return "corrects";
    case "Report":
      return "about";
    default:
      return "case";
  }
}

function describeSummary(summary: Summary | null): string {
  if (summary === null) return "";
  const { bizStep, disposition, seals, exceptions, result, findings, reason, legalBasis, sensors, children } = summary;
  const { servedAt, respondBy } = summary;
  return [
    // Omits an inspection's disposition if it repeats the result.
    [bizStep, disposition === result ? undefined : disposition]
      .filter((word) => word !== undefined)
      .map(readable)
      .join(", "),
    result && readable(result),
    findings,
    reason,
    legalBasis,
    moment("served", servedAt),
    moment("response due by", respondBy),
    ...(exceptions ?? []).map(
      ({ type, description }) => `${type} exception${description === undefined ? "" : `: ${description}`}`,
    ),
    list("seal", seals),
    ...(sensors ?? []).map(
      ({ type, unit, minimum, maximum }) =>
        `${type} ${minimum === maximum ? minimum : `${minimum} to ${maximum}`}${unit === undefined ? "" : ` ${unit}`}`,
    ),
    children === undefined ? "" : `${children.length} inside`,
  ]
    .filter((part) => part !== undefined && part !== "")
    .join("; ");
}

/** Writes a code of the CBV, such as `in_transit`, as words. */
function readable(word: string): string {
  return word.replaceAll("_", " ");
}

/** A time of a payload, in UTC as in the rest of a trace; as written when it is not a time. */
function moment(name: string, time: string | undefined): string {
  if (time === undefined) return "";
  const seconds = parseInstant(time);
  return `${name} ${seconds === undefined ? time : formatTime(seconds)}`;
}

function list(name: string, values: readonly string[] | undefined): string {
  if (values === undefined || values.length === 0) return "";
  const more = values.length > LISTED ? ` and ${values.length - LISTED} more` : "";
  return `${name} ${values.slice(0, LISTED).join(", ")}${more}`;
}
