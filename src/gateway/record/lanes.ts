import type { MatterId } from "../../domain/cooperation/act.ts";
import type { EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { OpenStatement } from "../../store/outbox/submissions.ts";
import { chainOf, isAct } from "../../domain/statement.ts";
import { actGas, entryGas, MAX_TRANSACTION_GAS, TRANSACTION_GAS } from "../../ledger/batch-gas.ts";

/** What a hash chain of entries or acts is about. */
type ChainId = ShipmentId | MatterId;

/** The waiting submissions of one shipment or matter, and the state of its sent entries or acts. */
interface Lane {
  /** Waiting submissions in the order of acceptance. */
  readonly queue: OpenStatement[];
  /** Number of sent, unsettled entries that concern the shipment. */
  inFlight: number;
  /**
   * `own`: the sent entries belong to the shipment, each linked to the previous one. `unit`: they load or unload
   * another shipment.
   */
  role: Role | null;
  /** Relay of the sent entries. Only transactions of the same relay are mined in order. */
  relay: Hex | null;
  /** Hash of the last sent entry, which the next entry must follow. */
  tip: EntryHash | null;
  /**
   * Whether a sent entry was refused, which implies the refusal of all later ones. The lane then waits until all are
   * settled.
   */
  draining: boolean;
}

type Role = "own" | "unit";

/** Largest number of entries of one lane before the next author's turn. */
const TURN = 20;

/**
 * Keeps the entries of each shipment, or the acts of each matter, in order, and sends those of different ones in
 * parallel. Authors take turns, so that an author with many entries does not delay the others.
 *
 * A Load or Unload waits in the lanes of shipment and unit, until it is first in both. No hash links it to the entries
 * of the unit, so that a refusal or a reorganisation could change their order. So a lane never has sent entries of both
 * roles at the same time.
 */
export class Lanes {
  readonly #lanes = new Map<ChainId, Lane>();
  /** Lanes with submissions to send, by the author of the first one. Authors are in the order of their turns. */
  #ready = new Map<ParticipantId, Set<Lane>>();
  readonly #openOf = new Map<ParticipantId, number>();
  #waiting = 0;
  #open = 0;

  /** Number of waiting submissions. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Number of waiting and sent submissions. */
  get open(): number {
    return this.#open;
  }

  /** Number of an author's waiting and sent submissions. */
  openOf(author: ParticipantId): number {
    return this.#openOf.get(author) ?? 0;
  }

  /** Adds a submission to its lanes, in the order of ids. */
  add(submission: OpenStatement): void {
    this.#count(submission, 1);
    this.#waiting += 1;
    for (const id of touches(submission)) {
      const lane = this.#lane(id);
      let place = lane.queue.length;
      while (place > 0 && (lane.queue[place - 1]?.id ?? 0) > submission.id) place -= 1;
      lane.queue.splice(place, 0, submission);
      this.#offer(lane);
    }
  }

  /**
   * Takes at most `limit` submissions that `relay` may send now and that fit into one transaction, in a valid order of
   * recording. Each counts as sent until `settle` or `putBack`.
   *
   * @param mayGo whether a submission can be signed now; the next call asks again.
   */
  take(relay: Hex, limit: number, mayGo: (submission: OpenStatement) => boolean): OpenStatement[] {
    const taken: OpenStatement[] = [];
    const later: Lane[] = [];
    let cut: Lane | undefined;
    let gas = TRANSACTION_GAS;
    const fits = (next: OpenStatement) => taken.length < limit && gas + gasOf(next) <= MAX_TRANSACTION_GAS;
    for (const lane of this.#turns()) {
      const turnEnds = taken.length + TURN;
      const inTurn = (next: OpenStatement) => taken.length < turnEnds && fits(next);
      let next = lane.queue[0];
      while (next !== undefined && inTurn(next) && this.#canGo(next, relay) && mayGo(next)) {
        this.#depart(next, relay);
        gas += gasOf(next);
        taken.push(next);
        next = lane.queue[0];
      }
      if (next === undefined) continue;
      if (!fits(next)) cut = lane;
      else if (!mayGo(next)) later.push(lane);
      if (cut !== undefined) break;
    }
    for (const lane of later) this.#offer(lane);
    if (cut !== undefined) this.#offerFirst(cut);
    return taken;
  }

  /**
   * Gives the hash of the last sent entry of a shipment; null without one, so that the next entry follows the chain's
   * head.
   */
  tip(shipment: ChainId): EntryHash | null {
    return this.#lanes.get(shipment)?.tip ?? null;
  }

  /** Sets the hash of a taken submission. */
  sign(submission: OpenStatement, hash: EntryHash): void {
    this.#lane(chainOf(submission.entry)).tip = hash;
  }

  /** Marks a submission as sent by `relay` before a restart. */
  resume(submission: OpenStatement, relay: Hex, hash: EntryHash): void {
    this.#count(submission, 1);
    for (const id of touches(submission)) {
      const lane = this.#lane(id);
      lane.inFlight += 1;
      lane.relay = relay;
      lane.role = roleOf(id, submission);
    }
    this.sign(submission, hash);
  }

  /** Settles a sent submission. If it was not recorded, its lane waits until all sent entries are settled. */
  settle(submission: OpenStatement, recorded: boolean): void {
    this.#count(submission, -1);
    for (const id of touches(submission)) {
      const lane = this.#lane(id);
      lane.inFlight -= 1;
      if (!recorded && id === chainOf(submission.entry)) lane.draining = true;
      if (lane.inFlight === 0) {
        lane.relay = null;
        lane.role = null;
        lane.tip = null;
        lane.draining = false;
      }
      if (lane.queue.length > 0) this.#offer(lane);
      else if (lane.inFlight === 0) this.#lanes.delete(id);
    }
  }

  /** Returns a taken submission that was not sent to its lanes. */
  putBack(submission: OpenStatement): void {
    this.settle(submission, false);
    this.add(submission);
  }

  /** Adds a lane at the end of its author's lanes. */
  #offer(lane: Lane): void {
    const author = lane.queue[0]?.entry.author;
    if (author === undefined) return;
    const lanes = this.#ready.get(author);
    if (lanes === undefined) this.#ready.set(author, new Set([lane]));
    else lanes.add(lane);
  }

  /** Adds a lane before all others, because its turn was interrupted. */
  #offerFirst(lane: Lane): void {
    const author = lane.queue[0]?.entry.author;
    if (author === undefined) return;
    const others = this.#ready.get(author) ?? [];
    this.#ready.delete(author);
    this.#ready = new Map([[author, new Set([lane, ...others])], ...this.#ready]);
  }

  /** Yields one lane of each author in turn, until all lanes are done. */
  *#turns(): Generator<Lane, void> {
    for (const [author, lanes] of this.#ready) {
      this.#ready.delete(author);
      const [lane] = lanes;
      if (lane === undefined) continue;
      lanes.delete(lane);
      if (lanes.size > 0) this.#ready.set(author, lanes);
      yield lane;
    }
  }

  #count({ entry: { author } }: OpenStatement, change: 1 | -1): void {
    this.#open += change;
    const open = this.openOf(author) + change;
    if (open === 0) this.#openOf.delete(author);
    else this.#openOf.set(author, open);
  }

  #lane(id: ChainId): Lane {
    let lane = this.#lanes.get(id);
    if (lane === undefined) {
      lane = { queue: [], inFlight: 0, role: null, relay: null, tip: null, draining: false };
      this.#lanes.set(id, lane);
    }
    return lane;
  }

  #canGo(submission: OpenStatement, relay: Hex): boolean {
    return touches(submission).every((id) => {
      const lane = this.#lane(id);
      if (lane.draining || lane.queue[0] !== submission) return false;
      if (lane.relay !== null && lane.relay !== relay) return false;
      if (lane.role !== null && lane.role !== roleOf(id, submission)) return false;
      // The gateway cannot change an author's `previous`. Such an entry waits until no other entry can come between.
      const own = id === chainOf(submission.entry) ? submission.previous : null;
      return own === null || lane.tip === null || lane.tip === own;
    });
  }

  #depart(submission: OpenStatement, relay: Hex): void {
    this.#waiting -= 1;
    for (const id of touches(submission)) {
      const lane = this.#lane(id);
      lane.queue.shift();
      lane.inFlight += 1;
      lane.relay = relay;
      lane.role = roleOf(id, submission);
      // Only the contract decides whether an author's `previous` is current. Until then no entry may follow it.
      if (submission.previous !== null && id === chainOf(submission.entry)) lane.draining = true;
      if (lane.queue.length > 0) this.#offer(lane);
    }
  }
}

const roleOf = (id: ChainId, { entry }: OpenStatement): Role => (id === chainOf(entry) ? "own" : "unit");

const gasOf = ({ entry, signature }: OpenStatement): number =>
  (isAct(entry) ? actGas : entryGas)(entry.kind, signature);

/** Lists the shipments on whose order an entry depends, or the matter of an act. */
function touches({ entry }: OpenStatement): readonly ChainId[] {
  if (isAct(entry)) return [entry.matter];
  const { shipment, kind, refersTo } = entry;
  const nests = kind === KINDS.Load || kind === KINDS.Unload;
  return nests && refersTo !== shipment ? [shipment, refersTo] : [shipment];
}
