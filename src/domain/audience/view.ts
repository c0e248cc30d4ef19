/** The classes of payload members. Each member has one, see `classOfMember`. */
export const FIELD_CLASSES = ["identity", "handoff", "declared", "commercial", "findings", "internal"] as const;

export type FieldClass = (typeof FIELD_CLASSES)[number];

/**
 * How much of an entry a reader gets, from least to most:
 *
 * - `facts`: the fields of the ledger, without the shipment's identifier.
 * - `unit`: what the parties to a content read of the unit around it: the handoffs and findings, not its other contents.
 * - `handoff`: the identifier, and what a decision about an offer needs: handoffs, places, seals and condition.
 * - `all`: the identifier and the whole payload.
 */
export const VIEWS = ["facts", "unit", "handoff", "all"] as const;

export type View = (typeof VIEWS)[number];

/** The classes of members that each view opens. */
export const VIEW_CLASSES: Readonly<Record<View, ReadonlySet<FieldClass>>> = {
  facts: new Set(),
  unit: new Set(["handoff", "findings"]),
  handoff: new Set(["identity", "handoff"]),
  all: new Set(FIELD_CLASSES),
};
