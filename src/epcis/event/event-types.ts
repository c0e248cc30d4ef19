/** The event types of EPCIS 2.0. */
export const EVENT_TYPES = [
  "ObjectEvent",
  "AggregationEvent",
  "TransactionEvent",
  "TransformationEvent",
  "AssociationEvent",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

export function isEventType(type: unknown): type is EventType {
  return EVENT_TYPES.some((name) => name === type);
}

export const ACTIONS = ["ADD", "OBSERVE", "DELETE"] as const;

export type Action = (typeof ACTIONS)[number];
