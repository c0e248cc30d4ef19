import type { EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { OpenSubmission } from "../../store/outbox/submissions.ts";
import { entryGas, MAX_TRANSACTION_GAS, TRANSACTION_GAS } from "../../ledger/batch-gas.ts";

/** The submissions about one shipment that wait, and the state of those on their way. */
interface Lane {
  /** Not yet sent, in order of acceptance. */
  readonly queue: OpenSubmission[];
  /** How many entries that touch the shipment are on their way. */
  inFlight: number;
  /** Whether they are the shipment's own entries, each bound to the one before, or move another shipment in or out. */
  role: Role | null;
  /** The relay that carries them: a relay's transactions are mined in order, two relays' are not. */
  relay: Hex | null;
  /** Hash of the last entry on its way, which the next one has to follow. */
  tip: EntryHash | null;
  /** An entry on its way was refused, and so all behind it will be. Nothing is sent until they are back. */
  draining: boolean;
}

type Role = "own" | "unit";

/** The most entries of one lane that go before the next author's turn. */
const TURN = 20;

/**
 * Keeps entries in order within each shipment, while different shipments go side by side. Authors take turns, so that one
 * with many entries does not delay the others.
 *
 * A Load or Unload waits in the lanes of both units and goes when it is first in both. No hash binds it to the entries of
 * its unit: if one of them were refused or overtaken on the way, the other would be recorded before it. So the two kinds
 * are never on their way together.
 */
export class Lanes {
  readonly #lanes = new Map<ShipmentId, Lane>();
  /** Lanes with something to send, by the author who is first in them. The author with the next turn comes first. */
  #ready = new Map<ParticipantId, Set<Lane>>();
  readonly #openOf = new Map<ParticipantId, number>();
  #waiting = 0;
  #open = 0;

  /** Number of submissions that wait to be sent. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Number of submissions that wait or are on their way. */
  get open(): number {
    return this.#open;
  }

  /** Number of these that are an author's. */
  openOf(author: ParticipantId): number {
    return this.#openOf.get(author) ?? 0;
  }

  /** Puts a submission into its lanes, in the order of ids. */
  add(submission: OpenSubmission): void {
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
   * Takes up to `limit` submissions that `relay` may carry now and that fit into one transaction, in an order in which
   * they can be recorded. Each counts as on its way until `settle` or `putBack`.
   *
   * @param mayGo Whether a submission can be signed now. It is asked again next time.
   */
  take(relay: Hex, limit: number, mayGo: (submission: OpenSubmission) => boolean): OpenSubmission[] {
    const taken: OpenSubmission[] = [];
    const later: Lane[] = [];
    let cut: Lane | undefined;
    let gas = TRANSACTION_GAS;
    const gasOf = ({ entry, signature }: OpenSubmission) => entryGas(entry.kind, signature);
    const fits = (next: OpenSubmission) => taken.length < limit && gas + gasOf(next) <= MAX_TRANSACTION_GAS;
    for (const lane of this.#turns()) {
      const turnEnds = taken.length + TURN;
      const inTurn = (next: OpenSubmission) => taken.length < turnEnds && fits(next);
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

  /** Hash of the last entry on its way about a shipment; null when none is, so that the next follows the chain's head. */
  tip(shipment: ShipmentId): EntryHash | null {
    return this.#lanes.get(shipment)?.tip ?? null;
  }

  /** Notes the hash under which a taken submission is signed. */
  sign(submission: OpenSubmission, hash: EntryHash): void {
    this.#lane(submission.entry.shipment).tip = hash;
  }

  /** Marks a submission as on its way on `relay`, as it was before a restart. */
  resume(submission: OpenSubmission, relay: Hex, hash: EntryHash): void {
    this.#count(submission, 1);
    for (const id of touches(submission)) {
      const lane = this.#lane(id);
      lane.inFlight += 1;
      lane.relay = relay;
      lane.role = roleOf(id, submission);
    }
    this.sign(submission, hash);
  }

  /** Ends the way of a submission. When it was not recorded, those behind it in its lane wait until all are back. */
  settle(submission: OpenSubmission, recorded: boolean): void {
    this.#count(submission, -1);
    for (const id of touches(submission)) {
      const lane = this.#lane(id);
      lane.inFlight -= 1;
      if (!recorded && id === submission.entry.shipment) lane.draining = true;
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

  /** Has a taken submission that was not sent wait again. */
  putBack(submission: OpenSubmission): void {
    this.settle(submission, false);
    this.add(submission);
  }

  /** Puts a lane at the end of its author's lanes. */
  #offer(lane: Lane): void {
    const author = lane.queue[0]?.entry.author;
    if (author === undefined) return;
    const lanes = this.#ready.get(author);
    if (lanes === undefined) this.#ready.set(author, new Set([lane]));
    else lanes.add(lane);
  }

  /** Puts a lane before all others, because its turn was cut short. */
  #offerFirst(lane: Lane): void {
    const author = lane.queue[0]?.entry.author;
    if (author === undefined) return;
    const others = this.#ready.get(author) ?? [];
    this.#ready.delete(author);
    this.#ready = new Map([[author, new Set([lane, ...others])], ...this.#ready]);
  }

  /** Yields one lane of each author in turn, until none is left. */
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

  #count({ entry: { author } }: OpenSubmission, change: 1 | -1): void {
    this.#open += change;
    const open = this.openOf(author) + change;
    if (open === 0) this.#openOf.delete(author);
    else this.#openOf.set(author, open);
  }

  #lane(id: ShipmentId): Lane {
    let lane = this.#lanes.get(id);
    if (lane === undefined) {
      lane = { queue: [], inFlight: 0, role: null, relay: null, tip: null, draining: false };
      this.#lanes.set(id, lane);
    }
    return lane;
  }

  #canGo(submission: OpenSubmission, relay: Hex): boolean {
    return touches(submission).every((id) => {
      const lane = this.#lane(id);
      if (lane.draining || lane.queue[0] !== submission) return false;
      if (lane.relay !== null && lane.relay !== relay) return false;
      if (lane.role !== null && lane.role !== roleOf(id, submission)) return false;
      // A head that the author chose cannot be changed: it goes when no other entry can come between.
      const own = id === submission.entry.shipment ? submission.previous : null;
      return own === null || lane.tip === null || lane.tip === own;
    });
  }

  #depart(submission: OpenSubmission, relay: Hex): void {
    this.#waiting -= 1;
    for (const id of touches(submission)) {
      const lane = this.#lane(id);
      lane.queue.shift();
      lane.inFlight += 1;
      lane.relay = relay;
      lane.role = roleOf(id, submission);
      // Only the contract knows whether the author's head is current: no entry is built on it before.
      if (submission.previous !== null && id === submission.entry.shipment) lane.draining = true;
      if (lane.queue.length > 0) this.#offer(lane);
    }
  }
}

const roleOf = (id: ShipmentId, { entry }: OpenSubmission): Role => (id === entry.shipment ? "own" : "unit");

/** The shipments whose order an entry depends on. */
function touches({ entry: { shipment, kind, refersTo } }: OpenSubmission): readonly ShipmentId[] {
  const nests = kind === KINDS.Load || kind === KINDS.Unload;
  return nests && refersTo !== shipment ? [shipment, refersTo] : [shipment];
}
