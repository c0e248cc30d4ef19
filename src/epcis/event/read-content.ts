import { presentMembers } from "../../domain/encoding/present-members.ts";
import { CanonicalForms } from "./canonical-forms.ts";
import type { Context } from "./context.ts";
import {
  EPC_ROLES,
  QUANTITY_ROLES,
  type ErrorDeclaration,
  type EventContent,
  type NamedEpc,
  type NamedQuantity,
  type TypedReference,
} from "./event-content.ts";
import { eventHashId } from "./event-hash.ts";
import { isStandardEvent, type ExtensionEvent, type StandardEvent } from "./event-schema.ts";
import { eventTimeMs } from "./event-time.ts";
import { readExtensions } from "./read-extensions.ts";
import { readSensors } from "./read-sensors.ts";
import type { Violation } from "./violation.ts";
import { BIZ_STEP, BIZ_TRANSACTION_TYPE, DISPOSITION, ERROR_REASON, SOURCE_DESTINATION_TYPE } from "./vocabulary.ts";

/** Reads the content of an event with a valid structure, and reports invalid terms and identifiers. */
export function readContent(
  event: StandardEvent | ExtensionEvent,
  context: Context,
): { content: EventContent; violations: Violation[]; warnings: readonly Violation[] } {
  const forms = new CanonicalForms(context);
  const isStandard = isStandardEvent(event);
  const content = {
    type: isStandard ? event.type : context.expand(event.type),
    eventID: event.eventID === undefined ? eventHashId(event, context) : forms.eventId(event.eventID),
    eventTimeMs: eventTimeMs(event.eventTime),
    eventTimeZoneOffset: event.eventTimeZoneOffset,
    ...presentMembers({ errorDeclaration: readErrorDeclaration(event, forms) }),
    extensions: readExtensions(event, context),
    ...(isStandard ? readCircumstances(event, forms) : NO_CIRCUMSTANCES),
  };
  return { content, violations: forms.violations, warnings: forms.warnings };
}

const NO_CIRCUMSTANCES = {
  epcs: [],
  quantities: [],
  bizTransactions: [],
  sources: [],
  destinations: [],
  sensors: [],
};

function readCircumstances(event: StandardEvent, forms: CanonicalForms) {
  const { bizTransactionList = [], sourceList = [], destinationList = [] } = event;
  return {
    ...presentMembers({
      action: event.action,
      bizStep: forms.optionalTerm(event.bizStep, BIZ_STEP, "/bizStep"),
      disposition: forms.optionalTerm(event.disposition, DISPOSITION, "/disposition"),
      persistentDisposition: readPersistentDisposition(event, forms),
      readPoint: readPlace(event, "readPoint", forms),
      bizLocation: readPlace(event, "bizLocation", forms),
      transformationID: event.transformationID && forms.uri(event.transformationID, "document"),
    }),
    epcs: readEpcs(event, forms),
    quantities: readQuantities(event, forms),
    bizTransactions: bizTransactionList.map(({ type, bizTransaction }, index) => {
      const pointer = `/bizTransactionList/${index}`;
      return {
        ...presentMembers({ type: forms.optionalTerm(type, BIZ_TRANSACTION_TYPE, `${pointer}/type`) }),
        id: forms.identifier(bizTransaction, "document", `${pointer}/bizTransaction`).uri,
      };
    }),
    sources: sourceList.map(({ type, source }, index) => {
      return readParty(type, source, `/sourceList/${index}`, "source", forms);
    }),
    destinations: destinationList.map(({ type, destination }, index) => {
      return readParty(type, destination, `/destinationList/${index}`, "destination", forms);
    }),
    sensors: readSensors(event, forms),
  };
}

function readParty(type: string, id: string, pointer: string, member: string, forms: CanonicalForms): TypedReference {
  return {
    type: forms.term(type, SOURCE_DESTINATION_TYPE, `${pointer}/type`),
    id: forms.identifier(id, "party", `${pointer}/${member}`).uri,
  };
}

function readPersistentDisposition({ persistentDisposition }: StandardEvent, forms: CanonicalForms) {
  if (persistentDisposition === undefined) return undefined;
  const terms = (change: "set" | "unset") =>
    (persistentDisposition[change] ?? []).map((text, index) =>
      forms.term(text, DISPOSITION, `/persistentDisposition/${change}/${index}`),
    );
  return { set: terms("set"), unset: terms("unset") };
}

function readPlace(event: StandardEvent, member: "readPoint" | "bizLocation", forms: CanonicalForms) {
  const place = event[member];
  return place && forms.identifier(place.id, "place", `/${member}/id`).uri;
}

function readEpcs(event: StandardEvent, forms: CanonicalForms): NamedEpc[] {
  return EPC_ROLES.flatMap((role) => {
    const named = event[role];
    const read = (text: string, pointer: string) => {
      const { uri, unit } = forms.identifier(text, "object", pointer);
      return { role, epc: uri, unit };
    };
    return typeof named === "string"
      ? [read(named, `/${role}`)]
      : (named ?? []).map((text, index) => read(text, `/${role}/${index}`));
  });
}

function readQuantities(event: StandardEvent, forms: CanonicalForms): NamedQuantity[] {
  return QUANTITY_ROLES.flatMap((role) =>
    (event[role] ?? []).map(({ epcClass, quantity, uom }, index) => {
      const { uri, scheme } = forms.identifier(epcClass, "object", `/${role}/${index}/epcClass`);
      return { role, epcClass: uri, unit: scheme === "lgtin", ...presentMembers({ quantity, uom }) };
    }),
  );
}

function readErrorDeclaration(
  { errorDeclaration }: ExtensionEvent,
  forms: CanonicalForms,
): ErrorDeclaration | undefined {
  if (errorDeclaration === undefined) return undefined;
  const { declarationTime, reason, correctiveEventIDs = [] } = errorDeclaration;
  return {
    declaredAtMs: eventTimeMs(declarationTime),
    ...presentMembers({ reason: forms.optionalTerm(reason, ERROR_REASON, "/errorDeclaration/reason") }),
    correctiveEventIDs: correctiveEventIDs.map((id) => forms.eventId(id)),
  };
}
