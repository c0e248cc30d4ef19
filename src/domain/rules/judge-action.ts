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
import type { Refusal } from "./refusal.ts";
import type { RoleBits } from "./role.ts";

/** One way in which an entry of a kind would be accepted. */
export interface ActionChoice {
  /** What it refers to; `null` for nothing. */
  readonly refersTo: Bytes32 | null;
  /** To whom it may be addressed; empty for a kind that is addressed to nobody. */
  readonly counterparties: readonly ParticipantId[];
}

/** What an entry could name: all that is worth trying, allowed or not. Those that are likeliest come first. */
export interface Candidates {
  readonly participants: readonly ParticipantId[];
  /** Hashes of the Hold entries of the shipment's cases. */
  readonly cases: readonly EntryHash[];
  readonly units: readonly ShipmentId[];
  /** Entries of the author on the shipment. */
  readonly entries: readonly EntryHash[];
}

/** Whether the ledger would accept an entry of a kind now, and in which ways. */
export interface JudgedAction {
  readonly kind: Kind;
  readonly choices: readonly ActionChoice[];
  /** Why there is no choice; what the ledger says to the first candidate. */
  readonly refusal: Refusal | undefined;
}

/**
 * Tries an entry of `kind` with every candidate on the rules of the contract (`checkShape` and `transition`), and
 * changes nothing: what it offers is what the ledger would accept in this state, no more and no less.
 *
 * @param state holds the shipment, the units and cases among the candidates, and what the units are inside of.
 * @param rolesOf the active roles of a participant; 0 when it is not active.
 */
export function judgeAction(
  state: LedgerState,
  { shipment, author, kind }: { readonly shipment: ShipmentId; readonly author: ParticipantId; readonly kind: Kind },
  candidates: Candidates,
  rolesOf: (participant: ParticipantId) => RoleBits,
): JudgedAction {
  const choices: ActionChoice[] = [];
  let first: Refusal | undefined;
  for (const refersTo of references(state, shipment, kind, candidates)) {
    const counterparties: ParticipantId[] = [];
    let allowed = false;
    for (const counterparty of addressees(state, shipment, kind, refersTo, candidates)) {
      const refusal = judge(state, { shipment, author, kind, counterparty, refersTo }, rolesOf);
      first ??= refusal;
      if (refusal !== undefined) continue;
      allowed = true;
      if (counterparty !== 0) counterparties.push(counterparty);
    }
    if (allowed) choices.push({ refersTo: refersTo === ZERO_BYTES32 ? null : refersTo, counterparties });
  }
  return { kind, choices, refusal: choices.length > 0 ? undefined : first };
}

type Attempt = Pick<Entry, "shipment" | "author" | "counterparty" | "refersTo"> & { readonly kind: Kind };

function judge(
  state: LedgerState,
  attempt: Attempt,
  rolesOf: (participant: ParticipantId) => RoleBits,
): Refusal | undefined {
  const previous = state.shipment(attempt.shipment).head;
  const entry = { ...attempt, kind: KINDS[attempt.kind], previous, occurredAt: 0, commitment: ZERO_BYTES32 };
  return checkShape(entry) ?? state.judge(entry, rolesOf);
}

/** What the kind's entries refer to. Where nothing is there, what is no such thing: the ledger says why that is wrong. */
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
  if (KIND_RULES[kind].counterparty === "none") return [0];
  if (kind !== "Notice") return participants.length > 0 ? participants : [0];
  // Only these can be affected; to try everybody for each of many cases would be a long way to the same answer.
  const custodian = state.cases.get(refersTo)?.customsCase.custodian ?? 0;
  const { consignor } = state.shipment(shipment).custody;
  return custodian === 0 || custodian === consignor ? [consignor] : [custodian, consignor];
}
