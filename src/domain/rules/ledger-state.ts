import { type Case, type Custody, UNKNOWN_CASE, UNKNOWN_CUSTODY } from "./custody.ts";
import { type Entry, type EntryHash, type ParticipantId, type ShipmentId, ZERO_BYTES32 } from "../entry.ts";
import { KINDS, kindName } from "./kind.ts";
import { KIND_RULES } from "./kind-rules.ts";
import { transition } from "./lifecycle.ts";
import { MAX_HEIGHT } from "./nesting-rules.ts";
import type { Moment } from "./moment.ts";
import { refuse, Refusal } from "./refusal.ts";
import { BLANK_SITUATION, type Situation } from "./situation.ts";

/** The ledger's record of one shipment. */
export interface ShipmentState {
  readonly head: EntryHash;
  readonly custody: Custody;
  readonly container: ShipmentId;
}

/** The ledger's record of one case, with its shipment. */
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
 * The storage of a ShipmentLedger, or the part of it that the next entries use, advanced entry by entry under the rules
 * of the contract. A shipment or case that is absent counts as unknown.
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
   * Judges `entry` as the contract does after it has accepted the signature, and changes the state when the entry is
   * lawful.
   *
   * @param hash The hash of the entry.
   * @returns the contract's refusal, or `undefined`.
   */
  apply(entry: Entry, hash: EntryHash, moment: Moment): Refusal | undefined {
    const judged = this.#judge(entry, moment);
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

  /** Judges as `apply` does, without changing the state. */
  judge(entry: Entry, moment: Moment): Refusal | undefined {
    const judged = this.#judge(entry, moment);
    return judged instanceof Refusal ? judged : undefined;
  }

  #judge(entry: Entry, moment: Moment): Refusal | { readonly situation: Situation; readonly after: Situation } {
    const before = this.shipment(entry.shipment);
    if (entry.previous !== before.head) {
      const { shipment, previous } = entry;
      return refuse("ShipmentLedgerStale", { shipment, previous, head: before.head });
    }
    if (moment.rolesOf(entry.author) === 0)
      return refuse("ShipmentLedgerParticipantNotActive", { participant: entry.author });
    const situation = this.#situate(entry, before, moment);
    const after = transition(situation, entry);
    return after instanceof Refusal ? after : { situation, after };
  }

  #situate(entry: Entry, before: ShipmentState, { time, rolesOf, jurisdictionOf }: Moment): Situation {
    const { shipment, refersTo, author, counterparty } = entry;
    const blank = {
      ...BLANK_SITUATION,
      custody: before.custody,
      container: before.container,
      roles: rolesOf(author),
      counterpartyRoles: rolesOf(counterparty),
      jurisdiction: jurisdictionOf(entry.kind === KINDS.Appeal ? counterparty : author),
      time,
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

  /** The outermost unit that contains `shipment`: `shipment` itself when no unit contains it. */
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
