import { type Bytes32, type EntryHash, type ParticipantId, ZERO_BYTES32 } from "../entry.ts";
import type { Moment } from "../rules/moment.ts";
import { refuse, Refusal } from "../rules/refusal.ts";
import type { Act, MatterId } from "./act.ts";
import { actKindName } from "./act-kind.ts";
import { ACT_RULES } from "./act-rules.ts";
import { type Item, UNKNOWN_ITEM } from "./item.ts";
import { judgeAct } from "./judge-act.ts";
import { type Matter, UNKNOWN_MATTER } from "./matter.ts";
import type { MatterSituation } from "./matter-situation.ts";
import { NO_SEAT, type Seat } from "./seat.ts";

/** The ledger's record of one matter. */
export interface MatterRecord {
  readonly head: EntryHash;
  readonly matter: Matter;
  /** The agreement of a request or a joint case, or the agreement that an agreement replaces; zero for none. */
  readonly basis: MatterId;
  /** Digest of the terms of an agreement or a joint case. */
  readonly terms: Bytes32;
}

/** The ledger's record of one handover, seal or exhibit. */
export interface ItemRecord {
  readonly item: Item;
  /** The commitment of the act that opened it. */
  readonly content: Bytes32;
}

/** The place of a participant in one matter. */
export interface SeatRecord {
  readonly matter: MatterId;
  readonly participant: ParticipantId;
  readonly seat: Seat;
}

/** A handover, a seal or an exhibit, with its matter and the hash of the act that opened it. */
export interface OpenedItem extends ItemRecord {
  readonly matter: MatterId;
  readonly hash: EntryHash;
}

const UNKNOWN_RECORD: MatterRecord = {
  head: ZERO_BYTES32,
  matter: UNKNOWN_MATTER,
  basis: ZERO_BYTES32,
  terms: ZERO_BYTES32,
};

/**
 * The storage of a CooperationLedger, or the part of it that the next acts use, advanced act by act under the rules of the
 * contract. A matter, a seat or an item that is absent counts as unknown.
 */
export class CooperationState {
  readonly matters = new Map<MatterId, MatterRecord>();
  readonly #seats = new Map<string, SeatRecord>();
  readonly #items = new Map<string, OpenedItem>();

  record(id: MatterId): MatterRecord {
    return this.matters.get(id) ?? UNKNOWN_RECORD;
  }

  seat(matter: MatterId, participant: ParticipantId): Seat {
    return this.seatRecord(matter, participant)?.seat ?? NO_SEAT;
  }

  seatRecord(matter: MatterId, participant: ParticipantId): SeatRecord | undefined {
    return this.#seats.get(`${matter}${participant}`);
  }

  setSeat(record: SeatRecord): void {
    this.#seats.set(`${record.matter}${record.participant}`, record);
  }

  seats(): Iterable<SeatRecord> {
    return this.#seats.values();
  }

  item(matter: MatterId, hash: EntryHash): ItemRecord {
    return this.itemRecord(matter, hash) ?? { item: UNKNOWN_ITEM, content: ZERO_BYTES32 };
  }

  itemRecord(matter: MatterId, hash: EntryHash): OpenedItem | undefined {
    return this.#items.get(`${matter}${hash}`);
  }

  setItem(record: OpenedItem): void {
    this.#items.set(`${record.matter}${record.hash}`, record);
  }

  items(): Iterable<OpenedItem> {
    return this.#items.values();
  }

  /**
   * Judges `act` as the contract does after it has accepted the shape, the time and the signature, and changes the state
   * when the act is lawful.
   *
   * @returns the contract's refusal, or `undefined`.
   */
  apply(act: Act, hash: EntryHash, moment: Moment): Refusal | undefined {
    const judged = this.#judge(act, moment);
    if (judged instanceof Refusal) return judged;
    const { situation, after } = judged;
    const { matter, author, counterparty, refersTo, commitment } = act;
    const { terms } = this.record(matter);
    const signs = situation.matter.state === "Unknown" && after.seat.signed;
    this.matters.set(matter, {
      head: hash,
      matter: after.matter,
      basis: after.basisId,
      terms: signs ? commitment : terms,
    });
    if (after.basis !== situation.basis)
      this.matters.set(after.basisId, { ...this.record(after.basisId), matter: after.basis });
    if (after.seat !== situation.seat) this.setSeat({ matter, participant: author, seat: after.seat });
    if (after.otherSeat !== situation.otherSeat)
      this.setSeat({ matter, participant: counterparty, seat: after.otherSeat });
    if (after.item !== situation.item)
      this.setItem({ ...this.item(matter, refersTo), matter, hash: refersTo, item: after.item });
    if (after.newItem !== situation.newItem) this.setItem({ matter, hash, item: after.newItem, content: commitment });
    return undefined;
  }

  /** Judges as `apply` does, without changing the state. */
  judge(act: Act, moment: Moment): Refusal | undefined {
    const judged = this.#judge(act, moment);
    return judged instanceof Refusal ? judged : undefined;
  }

  #judge(act: Act, moment: Moment): Refusal | { readonly situation: MatterSituation; readonly after: MatterSituation } {
    const { matter, previous, author } = act;
    const before = this.record(matter);
    if (previous !== before.head) return refuse("CooperationLedgerStale", { matter, previous, head: before.head });
    if (moment.rolesOf(author) === 0) return refuse("CooperationLedgerParticipantNotActive", { participant: author });
    const situation = this.#situate(act, before, moment);
    const after = judgeAct(situation, act);
    return after instanceof Refusal ? after : { situation, after };
  }

  #situate(act: Act, before: MatterRecord, { time, rolesOf, jurisdictionOf }: Moment): MatterSituation {
    const { matter, author, counterparty, refersTo } = act;
    const kind = actKindName(act.kind);
    const basisId = kind && ACT_RULES[kind].opens === "matter" ? refersTo : before.basis;
    const { item, content } = this.item(matter, refersTo);
    const other = kind === "Release" ? item.recipient : counterparty;
    return {
      matter: before.matter,
      terms: before.terms,
      basisId,
      basis: this.record(basisId).matter,
      seat: this.seat(matter, author),
      otherSeat: this.seat(matter, other),
      basisSeat: this.seat(basisId, author),
      otherBasisSeat: this.seat(basisId, counterparty),
      item,
      content,
      newItem: UNKNOWN_ITEM,
      roles: rolesOf(author),
      otherRoles: rolesOf(other),
      jurisdiction: jurisdictionOf(author),
      time,
    };
  }
}
