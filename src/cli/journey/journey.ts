import { checkPayload } from "../../domain/payload/check-payload.ts";
import { countryAdvice, isCountryCode } from "../../domain/places/country.ts";
import { requireLineOfText } from "../../domain/encoding/line-of-text.ts";
import { checkTimesOf } from "../../domain/payload/check-times.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { parseInstant } from "../../domain/encoding/instant.ts";
import type { JsonLimits, JsonObject } from "../../domain/encoding/json.ts";
import type { Kind } from "../../domain/rules/kind.ts";
import { KIND_RULES } from "../../domain/rules/kind-rules.ts";
import { parseJson } from "../../domain/encoding/parse-json.ts";
import type { Role } from "../../domain/rules/role.ts";
import { shipmentIdentifier } from "../../domain/identifiers/shipment-id.ts";
import { checkJourneyFile, type FileEntry, type JourneyFile } from "./journey-file.ts";

/** Entries to record on a ledger in this order, with their participants. */
export interface Journey {
  readonly participants: readonly JourneyParticipant[];
  readonly entries: readonly JourneyEntry[];
}

export interface JourneyParticipant {
  /** Short name of the participant in the file. */
  readonly alias: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** ISO 3166-1 alpha-2. */
  readonly jurisdiction: string;
}

export interface JourneyEntry {
  readonly label?: string;
  /** Canonical URI of the shipment's business identifier. */
  readonly shipment: string;
  readonly kind: Kind;
  /** Alias of a participant, as is `counterparty`. */
  readonly author: string;
  readonly counterparty?: string;
  /** Canonical URI of a unit, or index of an earlier entry. */
  readonly refersTo?: { readonly shipment: string } | { readonly entry: number };
  /** Unix seconds. */
  readonly occurredAt: number;
  readonly payload: JsonObject;
}

/** Limits of a journey file. A payload has its own, smaller limits. */
export const JOURNEY_LIMITS: JsonLimits = { characters: 16 * 1_048_576, depth: 40, values: 500_000 };

/**
 * Reads a journey. Only the ledger checks whether it allows the order of the entries.
 *
 * @param text the text of the file.
 * @param path the path of the file, for errors.
 * @throws JourneyInvalid with a JSON Pointer and a reason.
 */
export function parseJourney(text: string, path: string): Journey {
  const value = explain(path, "", () => parseJson(text, JOURNEY_LIMITS));
  const file = checkJourneyFile(value, (pointer, reason) => invalid(path, pointer, reason));
  const participants = Object.entries(file.participants).map(([alias, participant]) => {
    const { name, jurisdiction } = participant;
    explain(path, `/participants/${alias}/name`, () => requireLineOfText("name", name));
    if (!isCountryCode(jurisdiction)) {
      const reason = `is not a country's code of ISO 3166-1 alpha-2: ${countryAdvice(jurisdiction)}`;
      throw invalid(path, `/participants/${alias}/jurisdiction`, reason);
    }
    return { alias, ...participant };
  });
  const shipments = new Map(
    Object.entries(file.shipments).map(([alias, identifier]) => [
      alias,
      explain(path, `/shipments/${alias}`, () => shipmentIdentifier(identifier).uri),
    ]),
  );
  const labels = new Map<string, number>();
  const now = Math.floor(Date.now() / 1000);
  const entries = file.entries.map((entry, index) => {
    const read = readEntry(entry, { path, now, pointer: `/entries/${index}`, file, shipments, labels });
    if (entry.label !== undefined) labels.set(entry.label, index);
    return read;
  });
  return { participants, entries };
}

/** Position of an entry in its file, and the aliases and labels that it can use. */
interface EntryContext {
  readonly path: string;
  /** Unix seconds. */
  readonly now: number;
  readonly pointer: string;
  readonly file: JourneyFile;
  /** Canonical URI by alias. */
  readonly shipments: ReadonlyMap<string, string>;
  /** Index of each earlier entry by label. */
  readonly labels: ReadonlyMap<string, number>;
}

function readEntry(entry: FileEntry, context: EntryContext): JourneyEntry {
  const { path, pointer, file, labels } = context;
  const { label, shipment, kind, author, counterparty, refersTo, payload } = entry;
  for (const [member, alias] of Object.entries({ author, counterparty })) {
    if (alias !== undefined && !Object.hasOwn(file.participants, alias)) {
      throw invalid(path, `${pointer}/${member}`, `names ${alias}, which is not a participant of this journey`);
    }
  }
  if (label !== undefined && labels.has(label)) throw invalid(path, `${pointer}/label`, `is used before: ${label}`);
  const occurredAt = parseInstant(entry.occurredAt);
  if (occurredAt === undefined) {
    throw invalid(path, `${pointer}/occurredAt`, "is not a date and time with its zone (RFC 3339)");
  }
  checkShape(entry, context);
  explain(path, `${pointer}/payload`, () => {
    checkPayload(kind, payload);
    checkTimesOf(payload, context.now);
  });
  return {
    ...(label === undefined ? {} : { label }),
    shipment: resolveShipment(shipment, `${pointer}/shipment`, context),
    kind,
    author,
    ...(counterparty === undefined ? {} : { counterparty }),
    ...(refersTo === undefined ? {} : { refersTo: resolveReference(refersTo, context) }),
    occurredAt,
    payload,
  };
}

function checkShape({ kind, counterparty, refersTo }: FileEntry, { path, pointer }: EntryContext): void {
  const rule = KIND_RULES[kind];
  const found = { counterparty: counterparty !== undefined, refersTo: refersTo !== undefined };
  for (const member of ["counterparty", "refersTo"] as const) {
    if (rule[member] === "required" && !found[member]) throw invalid(path, pointer, `needs ${member} for ${kind}`);
    if (rule[member] === "none" && found[member]) {
      throw invalid(path, `${pointer}/${member}`, `is not allowed for ${kind}`);
    }
  }
  if (refersTo === undefined || rule.names === undefined) return;
  const expected = rule.names === "unit" ? "shipment" : "entry";
  if (refersTo[expected] === undefined) {
    throw invalid(path, `${pointer}/refersTo`, `needs ${expected} for ${kind}`);
  }
}

function resolveShipment(name: string, pointer: string, { path, shipments }: EntryContext): string {
  return shipments.get(name) ?? explain(path, pointer, () => shipmentIdentifier(name).uri);
}

function resolveReference(
  refersTo: NonNullable<FileEntry["refersTo"]>,
  context: EntryContext,
): NonNullable<JourneyEntry["refersTo"]> {
  const pointer = `${context.pointer}/refersTo`;
  if (refersTo.shipment !== undefined) {
    return { shipment: resolveShipment(refersTo.shipment, `${pointer}/shipment`, context) };
  }
  const label = refersTo.entry ?? "";
  const entry = context.labels.get(label);
  if (entry === undefined)
    throw invalid(context.path, `${pointer}/entry`, `names ${label}, which is not the label of an earlier entry`);
  return { entry };
}

/** Runs a check of the domain, and adds the position in the file to its error. */
function explain<Result>(path: string, pointer: string, check: () => Result): Result {
  try {
    return check();
  } catch (cause) {
    if (!PortolanError.is(cause)) throw cause;
    throw invalid(path, pointer, `is invalid: ${cause.message}`, cause);
  }
}

function invalid(path: string, pointer: string, reason: string, cause?: unknown): PortolanError<"JourneyInvalid"> {
  const problem = `${pointer === "" ? "the whole" : pointer} ${reason}`;
  return new PortolanError("JourneyInvalid", { path, problem }, { cause });
}
