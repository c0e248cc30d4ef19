import type { FieldClass } from "../audience/view.ts";
import type { JsonObject } from "../encoding/json.ts";
import { PORTOLAN_MEMBERS } from "./portolan-members.ts";
import type { Summary } from "./summary.ts";

/** The classes of the members of EPCIS 2.0 events. */
const EPCIS_MEMBERS: Readonly<Record<string, FieldClass>> = {
  "@context": "identity",
  type: "identity",
  eventID: "identity",
  epcList: "identity",
  quantityList: "identity",
  parentID: "identity",
  childEPCs: "identity",
  childQuantityList: "identity",
  inputEPCList: "identity",
  inputQuantityList: "identity",
  outputEPCList: "identity",
  outputQuantityList: "identity",
  transformationID: "identity",
  eventTime: "handoff",
  eventTimeZoneOffset: "handoff",
  recordTime: "handoff",
  action: "handoff",
  bizStep: "handoff",
  disposition: "handoff",
  persistentDisposition: "handoff",
  readPoint: "handoff",
  bizLocation: "handoff",
  sensorElementList: "handoff",
  errorDeclaration: "handoff",
  sourceList: "declared",
  destinationList: "declared",
  ilmd: "declared",
  certificationInfo: "declared",
  bizTransactionList: "commercial",
};

/** The class of each member that Portolan knows. */
export const MEMBER_CLASSES: Readonly<Record<string, FieldClass>> = {
  ...EPCIS_MEMBERS,
  ...Object.fromEntries(Object.entries(PORTOLAN_MEMBERS).map(([member, { fieldClass }]) => [member, fieldClass])),
};

/** The classes of the members of a summary. */
const SUMMARY_MEMBERS: Readonly<Record<keyof Summary, FieldClass>> = {
  children: "identity",
  wrongCheckDigits: "identity",
  eventTime: "handoff",
  action: "handoff",
  bizStep: "handoff",
  disposition: "handoff",
  place: "handoff",
  seals: "handoff",
  exceptions: "handoff",
  sensors: "handoff",
  result: "findings",
  findings: "findings",
  reason: "findings",
  legalBasis: "findings",
  servedAt: "findings",
  respondBy: "findings",
};

/** The class of a payload's top-level member. A member that no table names is commercial, as the author's own data. */
export function classOfMember(member: string): FieldClass {
  return (Object.hasOwn(MEMBER_CLASSES, member) ? MEMBER_CLASSES[member] : undefined) ?? "commercial";
}

/** The class of the top-level member that contains a field. @param pointer JSON Pointer (RFC 6901), not `""` */
export function classOfPointer(pointer: string): FieldClass {
  const [, member = ""] = pointer.split("/", 2);
  return classOfMember(member.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The members of a payload that belong to one of these classes. */
export function membersOf(payload: JsonObject, classes: ReadonlySet<FieldClass>): JsonObject {
  return Object.fromEntries(Object.entries(payload).filter(([member]) => classes.has(classOfMember(member))));
}

/** The members of a summary that belong to one of these classes. */
export function summaryOf(summary: Summary, classes: ReadonlySet<FieldClass>): Summary {
  return Object.fromEntries(
    Object.entries(summary).filter(([member]) => classes.has(SUMMARY_MEMBERS[member as keyof Summary])),
  );
}
