import {
  type Bytes32,
  type Entry,
  type EntryHash,
  type ParticipantId,
  type ShipmentId,
  ZERO_BYTES32,
} from "../entry.ts";
import { checkShape } from "./entry-shape.ts";
import type { LedgerState } from "./ledger-state.ts";
import { type Kind, KINDS } from "./kind.ts";
import { KIND_RULES } from "./kind-rules.ts";
import type { Moment } from "./moment.ts";
import type { Refusal } from "./refusal.ts";

/** One acceptable reference of an entry of a kind, with the counterparties that it permits. */
export interface ActionChoice {
  /** The reference, or `null` without one. */
  readonly refersTo: Bytes32 | null;
  /** The permitted counterparties; empty for a kind without a counterparty. */
  readonly counterparties: readonly ParticipantId[];
  /** Whether the entry may name no counterparty. */
  readonly alone: boolean;
}

/** References and counterparties to try, permitted or not, the likeliest first. */
export interface Candidates {
  readonly participants: readonly ParticipantId[];
  /** Hashes of the Hold entries of the shipment's cases. */
  readonly cases: readonly EntryHash[];
  readonly units: readonly ShipmentId[];
  /** The author's entries on the shipment. */
  readonly entries: readonly EntryHash[];
}

/** Whether the ledger would accept an entry of a kind now, and with which references and counterparties. */
export interface JudgedAction {
  readonly kind: Kind;
  readonly choices: readonly ActionChoice[];
  /** The reason why no choice exists: the ledger's refusal of the first candidate. */
  readonly refusal: Refusal | undefined;
}

/**
 * Tries an entry of `kind` with every candidate on the rules of the contract (`checkShape` and `transition`), without
 * changing the state. It returns exactly the candidates that the ledger would accept in this state.
 *
 * @param state Holds the shipment, the candidate units and cases, and the units that contain them.
 */
export function judgeAction(
  state: LedgerState,
  { shipment, author, kind }: { readonly shipment: ShipmentId; readonly author: ParticipantId; readonly kind: Kind },
  candidates: Candidates,
  moment: Moment,
): JudgedAction {
  const choices: ActionChoice[] = [];
  let first: Refusal | undefined;
  for (const refersTo of references(state, shipment, kind, candidates)) {
    const counterparties: ParticipantId[] = [];
    let allowed = false;
    let alone = false;
    for (const counterparty of addressees(state, shipment, kind, refersTo, candidates)) {
      const refusal = judge(state, { shipment, author, kind, counterparty, refersTo }, moment);
      first ??= refusal;
      if (refusal !== undefined) continue;
      allowed = true;
      if (counterparty === 0) alone = true;
      else counterparties.push(counterparty);
    }
    if (allowed) choices.push({ refersTo: refersTo === ZERO_BYTES32 ? null : refersTo, counterparties, alone });
  }
  return { kind, choices, refusal: choices.length > 0 ? undefined : first };
}

type Attempt = Pick<Entry, "shipment" | "author" | "counterparty" | "refersTo"> & { readonly kind: Kind };

function judge(state: LedgerState, attempt: Attempt, moment: Moment): Refusal | undefined {
  const previous = state.shipment(attempt.shipment).head;
  const entry = { ...attempt, kind: KINDS[attempt.kind], previous, occurredAt: 0, commitment: ZERO_BYTES32 };
  return checkShape(entry) ?? state.judge(entry, moment);
}

/**
 * The possible references of a kind. Without a candidate it returns a wrong one, so that the ledger's refusal gives the
 * reason.
 */
function references(
  state: LedgerState,
  shipment: ShipmentId,
  kind: Kind,
  { cases, units, entries }: Candidates,
): readonly Bytes32[] {
  const { refersTo, names } = KIND_RULES[kind];
  const nothing = refersTo === "required" ? [] : [ZERO_BYTES32];
  switch (names) {
    case "unit": {
      const { container } = state.shipment(shipment);
      const named = kind === "Unload" ? [container].filter((unit) => unit !== ZERO_BYTES32) : units;
      return named.length > 0 ? named : [shipment];
    }
    case "case":
      return refersTo === "required" && cases.length === 0 ? [shipment] : [...nothing, ...cases];
    case "entry":
      return entries.length > 0 ? entries : [ZERO_BYTES32];
    case "profile":
    case undefined:
      return nothing;
  }
}

function addressees(
  state: LedgerState,
  shipment: ShipmentId,
  kind: Kind,
  refersTo: Bytes32,
  { participants }: Candidates,
): readonly ParticipantId[] {
  const addressed = KIND_RULES[kind].counterparty;
  if (addressed === "none") return [0];
  if (kind !== "Notice" && kind !== "Hear") return participants.length > 0 ? participants : [0];
  // Only these parties can be affected. Trying all participants for each of many cases would give the same answer
  // slowly.
  const custodian = state.cases.get(refersTo)?.customsCase.custodian ?? 0;
  const { consignor } = state.shipment(shipment).custody;
  const parties = custodian === 0 || custodian === consignor ? [consignor] : [custodian, consignor];
  return addressed === "optional" ? [0, ...parties] : parties;
}
