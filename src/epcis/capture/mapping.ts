import type { ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { Kind } from "../../domain/rules/kind.ts";
import type { ShipmentState } from "../../domain/rules/ledger-state.ts";
import { ROLES } from "../../domain/rules/role.ts";
import type { Caller } from "../../gateway/caller.ts";
import type { EpcRole, EventContent, QuantityRole } from "../event/event-content.ts";
import type { Action } from "../event/event-types.ts";

/** One unit of an event, with the facts on which its entry depends. */
export interface Subject {
  readonly content: EventContent;
  /** The member of the event that names the unit; `event` for the shipment of an event without units. */
  readonly role: EpcRole | QuantityRole | "event";
  readonly author: Caller;
  /** Finds the participant with a party identifier. */
  readonly partyOf: (identifier: string) => ParticipantId | undefined;
  /** The parent unit of the event; `undefined` if the event has no parent, or a place as parent. */
  readonly parent: ShipmentId | undefined;
  /** Whether the author has an open customs case on the unit. */
  readonly hasOpenCase: boolean;
}

/** Parameters of the entry that an event means for a unit. */
export interface Meaning {
  readonly counterparty?: ParticipantId;
}

/** One line of {@link MAPPING}. */
export interface MappingRule {
  /** Kind of the entry that records the event on the unit. */
  readonly becomes: Kind;
  /** Completes "The event is …", for the documentation. */
  readonly when: string;
  /** Completes "The entry is a Report without a discrepancy if …", for the documentation; empty for never. */
  readonly unlessAlready: string;
  readonly meaning: (subject: Subject) => Meaning | undefined;
  /** Whether the unit already has the state to which the entry would lead. */
  readonly already: (state: ShipmentState, subject: Subject) => boolean;
}

const isAbout = ({ content, role }: Subject, ...bizSteps: string[]) =>
  role === "epcList" && content.bizStep !== undefined && bizSteps.includes(content.bizStep);

const isAggregation = ({ content, role, parent }: Subject, action: Action) =>
  content.type === "AggregationEvent" && content.action === action && role === "childEPCs" && parent !== undefined;

const isCustoms = ({ author }: Subject) => (author.roles & ROLES.customs) !== 0;

const isInside = ({ custody }: ShipmentState) => custody.phase === "Inside";

/** Finds the possessing party of the destinations, if it is another participant. */
function receiverOf({ content, partyOf, author }: Subject): ParticipantId | undefined {
  return content.destinations
    .filter(({ type }) => type === "possessing_party")
    .map(({ id }) => partyOf(id))
    .find((participant) => participant !== undefined && participant !== author.participant);
}

const RESULTS: ReadonlySet<string> = new Set([
  "conformant",
  "non_conformant",
  "damaged",
  "mismatch_class",
  "mismatch_instance",
  "mismatch_quantity",
]);

/**
 * Maps events to kinds of entries. The first matching rule determines the kind; without a match the entry is a Report.
 * If the ledger would refuse the entry, it is a Report with a discrepancy. The documentation shows this table.
 */
export const MAPPING: readonly MappingRule[] = [
  {
    becomes: "Correct",
    when: "an error declaration, on each unit where its author recorded the event with the same eventID",
    unlessAlready: "",
    meaning: ({ content }) => (content.errorDeclaration === undefined ? undefined : {}),
    already: () => false,
  },
  {
    becomes: "Load",
    when: "an AggregationEvent with action ADD, on each child, into the parent if the parent is a unit",
    unlessAlready: "the child is already inside the parent",
    meaning: (subject) => (isAggregation(subject, "ADD") ? {} : undefined),
    already: ({ container }, { parent }) => container === parent,
  },
  {
    becomes: "Unload",
    when: "an AggregationEvent with action DELETE, on each child, or on all contents if the event names no child",
    unlessAlready: "",
    meaning: (subject) => (isAggregation(subject, "DELETE") ? {} : undefined),
    already: () => false,
  },
  {
    becomes: "Withdraw",
    when: "of the business step void_shipping",
    unlessAlready: "its author already has custody and the unit is not offered",
    meaning: (subject) => (isAbout(subject, "void_shipping") ? {} : undefined),
    already: ({ custody }, { author }) => custody.phase === "InCustody" && custody.custodian === author.participant,
  },
  {
    becomes: "Offer",
    when: "of the business step shipping with a destination of type possessing_party that is another participant",
    unlessAlready: "the unit is already offered to that participant, or is inside another unit",
    meaning: (subject) => {
      const counterparty = isAbout(subject, "shipping") ? receiverOf(subject) : undefined;
      return counterparty === undefined ? undefined : { counterparty };
    },
    already: (state, subject) =>
      isInside(state) ||
      (state.custody.phase === "Offered" &&
        state.custody.custodian === subject.author.participant &&
        state.custody.offeredTo === receiverOf(subject)),
  },
  {
    becomes: "Accept",
    when: "of the business step receiving or accepting",
    unlessAlready: "its author already has custody, or the unit is inside another unit",
    meaning: (subject) => (isAbout(subject, "receiving", "accepting") ? {} : undefined),
    already: (state, { author }) =>
      isInside(state) || (state.custody.phase === "InCustody" && state.custody.custodian === author.participant),
  },
  {
    becomes: "Hold",
    when: "of the business step holding with action ADD or OBSERVE, by customs",
    unlessAlready: "its author already has an open case on the unit",
    meaning: (subject) =>
      isCustoms(subject) && isAbout(subject, "holding") && subject.content.action !== "DELETE" ? {} : undefined,
    already: (_, { hasOpenCase }) => hasOpenCase,
  },
  {
    becomes: "Inspect",
    when: "of the business step inspecting with a result (portolan:result, or a disposition that is one), by customs",
    unlessAlready: "",
    meaning: (subject) =>
      isCustoms(subject) && isAbout(subject, "inspecting") && hasResult(subject.content) ? {} : undefined,
    already: () => false,
  },
  {
    becomes: "Close",
    when: "an ObjectEvent with action DELETE: the unit ceases to exist",
    unlessAlready: "the unit is already closed",
    meaning: ({ content, role }) =>
      content.type === "ObjectEvent" && content.action === "DELETE" && role === "epcList" ? {} : undefined,
    already: ({ custody }) => custody.phase === "Closed",
  },
];

function hasResult({ disposition, extensions }: EventContent): boolean {
  return (
    (disposition !== undefined && RESULTS.has(disposition)) ||
    extensions.some(({ place, name }) => place === "event" && name === "urn:portolan:ns:result")
  );
}
