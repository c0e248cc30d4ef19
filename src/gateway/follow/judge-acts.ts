import type { MatterId, SignedAct } from "../../domain/cooperation/act.ts";
import { checkActShape } from "../../domain/cooperation/act-shape.ts";
import { CooperationState, type OpenedItem, type SeatRecord } from "../../domain/cooperation/cooperation-state.ts";
import { type Hex, ZERO_BYTES32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { FollowedAct, FollowedActRefusal, FollowedMatter, Placement } from "../../domain/followed.ts";
import type { ActHasher } from "../../ledger/act-hash.ts";
import type { ActEvent, ActRecorded, ActRefused } from "../../ledger/act-log.ts";
import { revertToError } from "../../ledger/revert-to-error.ts";
import type { BlockImage } from "../../store/chain/block-image.ts";
import type { ActChanges } from "../../store/cooperation/store-acts.ts";
import type { Directory } from "../directory.ts";

/** A ledger of cooperation to follow. */
export interface FollowedCooperation {
  /** Address of the CooperationLedger, lower-case. */
  readonly address: Hex;
  readonly hashAct: ActHasher;
}

/** State of the matters, seats and items that acts concern, before these acts. */
export interface KnownActs {
  readonly matters: ReadonlyMap<MatterId, FollowedMatter>;
  readonly seats: readonly SeatRecord[];
  readonly items: readonly OpenedItem[];
}

export const NO_ACTS: KnownActs = { matters: new Map(), seats: [], items: [] };

type ActImage = Required<Pick<BlockImage, "matters" | "seats" | "items">>;

/**
 * Replays acts by the rules of the ledger of cooperation. It computes the hash of each act, and checks that the act
 * follows the known head and keeps the rules. It leaves signatures to the audit, as for entries.
 */
export class ActJudge {
  readonly #state = new CooperationState();
  readonly #matters: Map<MatterId, FollowedMatter>;
  readonly #directory: Directory;
  readonly #hashAct: ActHasher | undefined;
  readonly #acts: FollowedAct[] = [];
  readonly #refusals: FollowedActRefusal[] = [];
  readonly #changedMatters = new Set<MatterId>();
  readonly #changedSeats = new Map<string, SeatRecord>();
  readonly #changedItems = new Map<string, OpenedItem>();
  #before = new ActsBefore();

  /** @param directory after the earlier events of the block. */
  constructor(known: KnownActs, directory: Directory, hashAct: ActHasher | undefined) {
    this.#directory = directory;
    this.#hashAct = hashAct;
    this.#matters = new Map(known.matters);
    for (const [id, matter] of known.matters) this.#state.matters.set(id, matter);
    for (const seat of known.seats) this.#state.setSeat(seat);
    for (const item of known.items) this.#state.setItem(item);
  }

  changes(): ActChanges {
    return {
      acts: this.#acts,
      actRefusals: this.#refusals,
      matters: new Map([...this.#changedMatters].map((id) => [id, this.#matters.get(id) as FollowedMatter])),
      seats: [...this.#changedSeats.values()],
      items: [...this.#changedItems.values()],
    };
  }

  /** Begins a block. */
  begin(): void {
    this.#before = new ActsBefore();
  }

  /** The state before the block of everything that its acts changed. */
  image(): ActImage {
    return this.#before.image();
  }

  /** @throws LedgerRuleBroken for an act that the contract cannot have recorded. */
  take(event: ActEvent, placement: Placement): void {
    if (event.event === "ActRefused") this.#refusals.push(toRefusal(event, placement));
    else this.#record(event, placement);
  }

  #record({ hash, sequence, signed }: ActRecorded, placement: Placement): void {
    const { act, signature } = signed;
    const broken = (problem: string) =>
      new PortolanError("LedgerRuleBroken", { block: placement.block, entry: hash, problem });
    if (this.#hashAct?.(act) !== hash) throw broken("its hash does not match its fields");

    this.#remember(signed, hash);
    const moment = this.#directory.momentAt(placement.recordedAt);
    const refusal = checkActShape(act) ?? this.#state.apply(act, hash, moment);
    if (refusal !== undefined) throw broken(refusal.toError().message);
    const { matter } = this.#state.record(act.matter);
    if (matter.sequence !== sequence) throw broken(`its sequence is ${sequence}, not ${matter.sequence}`);
    this.#follow(signed, hash, placement);
    this.#acts.push({ ...placement, hash, sequence, act, signature });
  }

  /** Remembers the state before the block of everything that an act may change. */
  #remember({ act }: SignedAct, hash: Hex): void {
    const { matter, author, counterparty, refersTo } = act;
    this.#before.matter(matter, this.#matters.get(matter));
    for (const id of [refersTo, this.#state.record(matter).basis])
      if (this.#matters.has(id)) this.#before.matter(id, this.#matters.get(id));
    for (const participant of [author, counterparty])
      this.#before.seat(matter, participant, this.#state.seatRecord(matter, participant));
    for (const item of [refersTo, hash]) this.#before.item(item, this.#state.itemRecord(matter, item));
  }

  /** Notes what an act changed. */
  #follow({ act }: SignedAct, hash: Hex, { recordedAt, position }: Placement): void {
    const { matter, author, counterparty, refersTo } = act;
    const openedAt = this.#matters.get(matter)?.openedAt ?? recordedAt;
    const record = this.#state.record(matter);
    this.#matters.set(matter, { ...record, openedAt, updatedAt: recordedAt, updatedPosition: position });
    this.#changedMatters.add(matter);
    const basis = this.#matters.get(record.basis);
    if (basis !== undefined && basis.matter !== this.#state.record(record.basis).matter) {
      this.#matters.set(record.basis, { ...basis, ...this.#state.record(record.basis) });
      this.#changedMatters.add(record.basis);
    }
    for (const participant of [author, counterparty]) {
      const seat = this.#state.seatRecord(matter, participant);
      if (seat !== undefined) this.#changedSeats.set(`${matter}${participant}`, seat);
    }
    for (const opened of [refersTo, hash]) {
      const item = this.#state.itemRecord(matter, opened);
      if (item !== undefined) this.#changedItems.set(opened, item);
    }
  }
}

/** Collects the state before a block of everything that its acts may change. */
class ActsBefore {
  readonly #matters = new Map<MatterId, FollowedMatter | null>();
  readonly #seats = new Map<string, ActImage["seats"][number]>();
  readonly #items = new Map<string, ActImage["items"][number]>();

  matter(id: MatterId, before: FollowedMatter | undefined): void {
    if (!this.#matters.has(id)) this.#matters.set(id, before ?? null);
  }

  seat(matter: MatterId, participant: number, before: SeatRecord | undefined): void {
    const key = `${matter}${participant}`;
    if (participant !== 0 && !this.#seats.has(key))
      this.#seats.set(key, { matter, participant, before: before ?? null });
  }

  item(hash: Hex, before: OpenedItem | undefined): void {
    if (hash !== ZERO_BYTES32 && !this.#items.has(hash)) this.#items.set(hash, { hash, before: before ?? null });
  }

  image(): ActImage {
    return { matters: [...this.#matters], seats: [...this.#seats.values()], items: [...this.#items.values()] };
  }
}

function toRefusal({ hash, signed, reason }: ActRefused, placement: Placement): FollowedActRefusal {
  const { code, facts } = revertToError(reason);
  return { ...signed, ...placement, hash, failure: { code, facts } };
}
