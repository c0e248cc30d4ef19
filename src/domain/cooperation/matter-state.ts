/**
 * The states of matters, handovers, seals and exhibits, in the order of the contract's numbers
 * (`ICooperationLedger.State`).
 */
export const MATTER_STATES = [
  "Unknown",
  "Proposed",
  "InForce",
  "Suspended",
  "Ended",
  "Sent",
  "Received",
  "Incomplete",
  "Accepted",
  "Refused",
  "Postponed",
  "Answered",
  "Closed",
  "Offered",
  "CaveatsSigned",
  "Released",
  "Receipted",
  "Declined",
  "Expired",
  "Disputed",
  "Recalled",
  "Erased",
  "ErasureRefused",
  "Kept",
  "Sealed",
  "SealLapsed",
  "SealOpened",
  "Convened",
  "Active",
  "Concluded",
  "Exhibited",
] as const;

export type MatterState = (typeof MATTER_STATES)[number];

type States = readonly MatterState[];

/** An agreement that all parties signed and that has not ended. */
export const CONCLUDED: States = ["InForce", "Suspended"];

export const AGREEMENT_STATES: States = ["Proposed", ...CONCLUDED, "Ended"];

export const OPEN_REQUEST: States = ["Sent", "Received", "Incomplete", "Accepted", "Refused", "Postponed", "Answered"];

export const REQUEST_STATES: States = [...OPEN_REQUEST, "Closed"];

/** A joint case that has not ended. */
export const OPEN_JOINT_CASE: States = ["Convened", "Active"];

export const JOINT_CASE_STATES: States = [...OPEN_JOINT_CASE, "Concluded"];

/** An agreement, a request or a joint case. */
export const KNOWN_MATTER: States = [...AGREEMENT_STATES, ...REQUEST_STATES, ...JOINT_CASE_STATES];

/** A matter in which information may be given now. */
export const SHARING: States = ["InForce", "Accepted", "Answered", "Active"];

/** A handover whose key the recipient has. */
export const HANDED_OVER: States = ["Released", "Receipted", "Disputed", "ErasureRefused"];

/** The states in a set of bits, in the order of {@link MATTER_STATES}. */
export function stateNames(bits: number): MatterState[] {
  // A set has up to 40 bits, and the bitwise operators see 32.
  return MATTER_STATES.filter((_, state) => Math.floor(bits / 2 ** state) % 2 === 1);
}

/** These states in the order of {@link MATTER_STATES}, as an error names them. */
export function inOrder(states: States): MatterState[] {
  return MATTER_STATES.filter((state) => states.includes(state));
}
