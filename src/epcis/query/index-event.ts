import type { JsonValue } from "../../domain/encoding/json.ts";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { EventIndex } from "../../store/epcis/events.ts";
import type { CheckedEvent, ExtensionMember, SensorMembers } from "../event/event-content.ts";
import { parseInstantMs } from "../../domain/encoding/instant.ts";
import { roleOfSensorUri } from "../event/read-sensors.ts";
import { canonicalUri } from "../event/canonical-uri.ts";
import { MEASUREMENTS, SENSOR_TIMES, TERM } from "./term-names.ts";

/**
 * Makes the index rows of an event: one for each value that a query parameter can match.
 *
 * @param contexts entries of the `@context` of the document and the event, without the standard's.
 */
export function indexEvent({ content }: CheckedEvent, contexts: readonly JsonValue[]): EventIndex {
  const rows = new IndexRows();
  rows.term("eventID", content.eventID);
  rows.term("type", content.type);
  for (const field of ["action", "bizStep", "disposition", "readPoint", "bizLocation", "transformationID"] as const) {
    rows.term(field, content[field]);
  }
  for (const change of ["set", "unset"] as const) {
    for (const disposition of content.persistentDisposition?.[change] ?? []) {
      rows.term(TERM.persistentDisposition(change), disposition);
    }
  }
  for (const { role, epc } of content.epcs) rows.term(role, epc);
  for (const { role, epcClass, quantity, uom } of content.quantities) {
    rows.term(role, epcClass);
    rows.term(TERM.amount(role), JSON.stringify([epcClass, quantity ?? null, uom ?? null]));
    rows.number(TERM.quantity(undefined), quantity);
    if (uom !== undefined) rows.number(TERM.quantity(uom), quantity);
  }
  for (const { type, id } of content.bizTransactions) rows.term(TERM.bizTransaction(type), id);
  for (const { type, id } of content.sources) rows.term(TERM.source(type), id);
  for (const { type, id } of content.destinations) rows.term(TERM.destination(type), id);
  for (const { metadata, reports } of content.sensors) {
    rows.term(TERM.sensorElementList, "");
    for (const members of [metadata, ...reports]) addSensorMembers(rows, members);
  }
  for (const extension of content.extensions) addExtension(rows, extension);
  if (content.errorDeclaration !== undefined) {
    const { declaredAtMs, reason, correctiveEventIDs } = content.errorDeclaration;
    rows.term(TERM.errorDeclaration, "");
    rows.number(TERM.errorTime, declaredAtMs);
    rows.term(TERM.errorReason, reason);
    for (const id of correctiveEventIDs) rows.term(TERM.correctiveEventID, id);
  }
  const { eventID, eventTimeMs: eventTime } = content;
  return { eventID, context: toJsonText(contexts), eventTime, ...rows.made() };
}

function addSensorMembers(rows: IndexRows, members: SensorMembers): void {
  const uom = typeof members["uom"] === "string" ? members["uom"] : undefined;
  for (const [member, value] of Object.entries(members)) {
    if (typeof value === "number") {
      const measured = MEASUREMENTS.some((name) => name === member);
      rows.number(measured ? TERM.measurement(member, uom) : TERM.sensor(member), value);
    } else if (SENSOR_TIMES.some((name) => name === member)) {
      rows.number(TERM.sensor(member), parseInstantMs(String(value)));
    } else {
      rows.term(TERM.sensor(member), sensorText(member, value));
    }
  }
}

/** Converts a member of a sensor to canonical text: upper-case hexadecimal, canonical URIs. */
export function sensorText(member: string, value: string | boolean): string {
  if (typeof value === "boolean") return String(value);
  if (member === "hexBinaryValue") return value.toUpperCase();
  const role = roleOfSensorUri(member);
  return role === undefined ? value : canonicalUri(value, role);
}

function addExtension(rows: IndexRows, { place, inner, name, value }: ExtensionMember): void {
  const field = TERM.extension(place, inner, name);
  if (value === undefined || typeof value === "number") rows.term(field, "");
  if (typeof value === "number") rows.number(field, value);
  if (typeof value === "boolean") rows.term(field, String(value));
  if (typeof value === "string") {
    rows.term(field, value);
    rows.number(field, parseInstantMs(value));
  }
}

class IndexRows {
  readonly #terms = new Map<string, readonly [string, string]>();
  readonly #numbers = new Map<string, readonly [string, number]>();

  term(name: string, value: string | undefined): void {
    if (value !== undefined) this.#terms.set(`${name} ${value}`, [name, value]);
  }

  number(name: string, value: number | undefined): void {
    if (value !== undefined) this.#numbers.set(`${name} ${value}`, [name, value]);
  }

  made(): Pick<EventIndex, "terms" | "numbers"> {
    return { terms: [...this.#terms.values()], numbers: [...this.#numbers.values()] };
  }
}
