import type { JsonObject } from "../domain/encoding/json.ts";
import type { AccessRecordView } from "./access-record.ts";
import type { ParticipantReference } from "./participant.ts";

/** The media type of FHIR's JSON. */
export const FHIR_TYPE = "application/fhir+json";

const EVENT_TYPES = "http://terminology.hl7.org/CodeSystem/audit-event-type";
const PARTICIPANTS = "urn:portolan:participant";
const PURPOSES = "urn:portolan:purpose";
const ENTRIES = "urn:portolan:entry";

/** Access records as a Bundle of AuditEvent resources of FHIR R4 (https://hl7.org/fhir/R4/auditevent.html). */
export function auditEvents(records: readonly AccessRecordView[]): JsonObject {
  return {
    resourceType: "Bundle",
    type: "collection",
    entry: records.map((record) => ({ resource: eventOf(record) })),
  };
}

function eventOf(record: AccessRecordView): JsonObject {
  const { reader, number, time, purpose, basis, officer, onBehalfOf, entries } = record;
  const purposes = [
    {
      ...(purpose !== null && { coding: [{ system: PURPOSES, code: purpose }] }),
      text: basis ?? purpose ?? "not stated",
    },
  ];
  return {
    resourceType: "AuditEvent",
    id: `${reader.id}-${number}`,
    type: { system: EVENT_TYPES, code: "rest" },
    action: "R",
    recorded: new Date(time * 1000).toISOString(),
    outcome: "0",
    purposeOfEvent: purposes,
    agent: [
      { who: referenceOf(reader), requestor: true, ...(officer !== null && { altId: officer }) },
      ...(onBehalfOf === null ? [] : [{ who: referenceOf(onBehalfOf), requestor: false }]),
    ],
    source: { observer: { display: "Portolan" } },
    ...(entries.length > 0 && {
      entity: entries.map((value) => ({ what: { identifier: { system: ENTRIES, value } } })),
    }),
  };
}

function referenceOf({ id, name }: ParticipantReference): JsonObject {
  return { identifier: { system: PARTICIPANTS, value: String(id) }, ...(name !== null && { display: name }) };
}
