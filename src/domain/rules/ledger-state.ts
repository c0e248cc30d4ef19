import { type Case, type Custody, UNKNOWN_CASE, UNKNOWN_CUSTODY } from "./custody.ts";
import { type Entry, type EntryHash, type ParticipantId, type ShipmentId, ZERO_BYTES32 } from "../entry.ts";
import { KINDS, kindName } from "./kind.ts";
import { KIND_RULES } from "./kind-rules.ts";
import { transition } from "./lifecycle.ts";
import { MAX_HEIGHT } from "./nesting-rules.ts";
import { refuse, Refusal } from "./refusal.ts";
import type { RoleBits } from "./role.ts";
import { BLANK_SITUATION, type Situation } from "./situation.ts";

/** What the ledger keeps of one shipment. */
export interface ShipmentState {
  readonly head: EntryHash;
  readonly custody: Custody;
  readonly container: ShipmentId;
}

/** What the ledger keeps of one case, and on which shipment it is. */
export interface CaseState {
  readonly shipment: ShipmentId;
  readonly customsCase: Case;
}

/** The entry `successor`, by which `author` corrected `entry` of `shipment`. */
export interface Correction {
  readonly shipment: ShipmentId;
  readonly author: ParticipantId;
  readonly entry: EntryHash;
  readonly successor: EntryHash;
}

const UNKNOWN_SHIPMENT: ShipmentState = { head: ZERO_BYTES32, custody: UNKNOWN_CUSTODY, container: ZERO_BYTES32 };

/**
 * The storage of a ShipmentLedger, or as much of it as the next entries touch, replayed entry by entry under the rules
 * of the contract. It holds what was put in and what `apply` made of it; what is absent counts as unknown.
 */
export class LedgerState {
  readonly shipments = new Map<ShipmentId, ShipmentState>();
  readonly cases = new Map<EntryHash, CaseState>();
  readonly #successors = new Map<string, Correction>();

  shipment(id: ShipmentId): ShipmentState {
    return this.shipments.get(id) ?? UNKNOWN_SHIPMENT;
  }

  successor(shipment: ShipmentId, author: ParticipantId, entry: EntryHash): EntryHash {
    return this.#successors.get(`${shipment}${author}${entry}`)?.successor ?? ZERO_BYTES32;
  }

  corrections(): Iterable<Correction> {
    return this.#successors.values();
  }

  setSuccessor(shipment: ShipmentId, author: ParticipantId, entry: EntryHash, successor: EntryHash): void {
    this.#successors.set(`${shipment}${author}${entry}`, { shipment, author, entry, successor });
  }

  /**
   * Judges `entry` as the contract does once its signature is accepted, and changes the state when it is lawful.
   *
   * @param hash of the entry.
   * @param rolesOf the active roles of a participant when the entry was recorded; 0 when it was not active, or is nobody.
   * @returns why the contract would refuse it, or nothing.
   */
  apply(entry: Entry, hash: EntryHash, rolesOf: (participant: ParticipantId) => RoleBits): Refusal | undefined {
    const judged = this.#judge(entry, rolesOf);
    if (judged instanceof Refusal) return judged;
    const { situation, after } = judged;
    this.shipments.set(entry.shipment, { head: hash, custody: after.custody, container: after.container });
    if (after.unit !== situation.unit) {
      const unit = this.shipment(entry.refersTo);
      this.shipments.set(entry.refersTo, { ...unit, custody: after.unit });
    }
    if (after.customsCase !== situation.customsCase) {
      const hold = entry.kind === KINDS.Hold ? hash : entry.refersTo;
      this.cases.set(hold, { shipment: entry.shipment, customsCase: after.customsCase });
    }
    if (entry.kind === KINDS.Correct) this.setSuccessor(entry.shipment, entry.author, entry.refersTo, hash);
    return undefined;
  }

  /** Judges as `apply` does, and changes nothing. */
  judge(entry: Entry, rolesOf: (participant: ParticipantId) => RoleBits): Refusal | undefined {
    const judged = this.#judge(entry, rolesOf);
    return judged instanceof Refusal ? judged : undefined;
  }

  #judge(
    entry: Entry,
    rolesOf: (participant: ParticipantId) => RoleBits,
  ): Refusal | { readonly situation: Situation; readonly after: Situation } {
    const before = this.shipment(entry.shipment);
    if (entry.previous !== before.head) {
      const { shipment, previous } = entry;
      return refuse("ShipmentLedgerStale", { shipment, previous, head: before.head });
    }
    const roles = rolesOf(entry.author);
    if (roles === 0) return refuse("ShipmentLedgerParticipantNotActive", { participant: entry.author });
    const situation = this.#situate(entry, before, roles, rolesOf);
    const after = transition(situation, entry);
    return after instanceof Refusal ? after : { situation, after };
  }

  #situate(
    entry: Entry,
    before: ShipmentState,
    roles: RoleBits,
    rolesOf: (participant: ParticipantId) => RoleBits,
  ): Situation {
    const { shipment, refersTo, author, counterparty } = entry;
    const blank = {
      ...BLANK_SITUATION,
      custody: before.custody,
      container: before.container,
      roles,
      counterpartyRoles: rolesOf(counterparty),
    };
    const kind = kindName(entry.kind);
    switch (kind && KIND_RULES[kind].names) {
      case "case":
        return { ...blank, customsCase: this.#caseOf(shipment, refersTo) };
      case "entry":
        return { ...blank, successor: this.successor(shipment, author, refersTo) };
      case "unit": {
        const root = this.rootOf(refersTo);
        return { ...blank, unit: this.shipment(refersTo).custody, root, rootCustody: this.shipment(root).custody };
      }
      default:
        return blank;
    }
  }

  /** The outermost unit that holds `shipment`: itself when it is inside of none. */
  rootOf(shipment: ShipmentId): ShipmentId {
    let root = shipment;
    for (let level = 0; level < MAX_HEIGHT; level += 1) {
      const { container } = this.shipment(root);
      if (container === ZERO_BYTES32) break;
      root = container;
    }
    return root;
  }

  #caseOf(shipment: ShipmentId, hold: EntryHash): Case {
    const found = this.cases.get(hold);
    return found?.shipment === shipment ? found.customsCase : UNKNOWN_CASE;
  }
}
