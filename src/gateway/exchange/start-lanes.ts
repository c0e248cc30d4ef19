import type { ParticipantId } from "../../domain/entry.ts";
import { type LaneRow, readLanes } from "../../store/exchange/lanes.ts";
import { hastenParcels } from "../../store/exchange/windows.ts";
import { pause } from "../outgoing/pause.ts";
import type { LanesContext } from "./lanes-context.ts";
import { Lane } from "./lane.ts";
import type { OtherMember } from "./other-members.ts";
import { planLanes } from "./plan-lanes.ts";
import { Turns } from "./turns.ts";

/** Lanes that seal and send at the same time. */
const PLACES = 8;

/** Milliseconds after which a lane that waits for an answer gives its place to another. */
const PATIENCE_MS = 1_000;

/** Most lanes that wait for answers. */
const MAX_SENDING = 64;

/** Shortest and longest time between two rounds of planning, in milliseconds. */
const GATHER_MS = 20;
const TICK_MS = 500;

/**
 * Plans and sends what members with other gateways are owed, until `stop` is called. Only the leading gateway of a
 * database runs it. No lane waits for another, and no round depends on an earlier one: what fails is tried again by the
 * next round, also without a new entry.
 */
export function startLanes(context: LanesContext): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const dispatcher = new LaneDispatcher(context, stopping.signal);
  const running = run(context, dispatcher, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
      await dispatcher.idle();
    },
  };
}

async function run({ feed, log }: LanesContext, dispatcher: LaneDispatcher, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    let wait = TICK_MS;
    let planned = 0;
    try {
      planned = await feed.end();
      wait = await dispatcher.planAndSend();
    } catch (error) {
      // A failing store delays parcels, but loses none.
      log.error({ err: error }, "parcels wait for the store");
    }
    const changed = new AbortController();
    const over = AbortSignal.any([stop, changed.signal]);
    await Promise.race([feed.changed(planned, over), pause(wait, over)]);
    changed.abort();
    await pause(GATHER_MS, stop);
  }
}

class LaneDispatcher {
  readonly #context: LanesContext;
  readonly #stop: AbortSignal;
  readonly #turns = new Turns(PLACES);
  /** The members at the last round. */
  #listed: ReadonlyMap<ParticipantId, OtherMember> = new Map();
  readonly #lanes = new Map<ParticipantId, Lane>();
  readonly #sending = new Map<ParticipantId, Promise<void>>();
  /** The key of each member at the last round. */
  readonly #keys = new Map<ParticipantId, string>();

  constructor(context: LanesContext, stop: AbortSignal) {
    this.#context = context;
    this.#stop = stop;
  }

  /** Plans what is owed, and begins to send what is due. @returns milliseconds until something is due again, at most. */
  async planAndSend(): Promise<number> {
    const { db, clock } = this.#context;
    const members = await this.#context.others.list();
    const { timestamp } = this.#context.follower.checkpoint;
    const hasMore = await planLanes(db, members, this.#context.own.ids(), timestamp);
    this.#listed = new Map(members.map((member) => [member.participant.id, member]));
    for (const recipient of this.#lanes.keys()) if (!this.#listed.has(recipient)) this.#lanes.delete(recipient);
    if (members.length === 0) return TICK_MS;
    let wait = hasMore ? 0 : TICK_MS;
    for (const row of await readLanes(db)) {
      const member = this.#listed.get(row.recipient);
      if (member === undefined) continue;
      await this.#noticeKey(member, row);
      const due = dueTime(row);
      if (due > clock()) wait = Math.min(wait, due - clock());
      else this.#begin(row);
    }
    return wait;
  }

  /** Resolves when no lane sends. */
  async idle(): Promise<void> {
    await Promise.all(this.#sending.values());
  }

  /** What waits because the member cannot decrypt it is due when the member has another key. */
  async #noticeKey({ participant: { id }, key }: OtherMember, { first_due_ms }: LaneRow): Promise<void> {
    if (key === undefined || this.#keys.get(id) === key.id) return;
    if (first_due_ms !== null) await hastenParcels(this.#context.db, id);
    this.#keys.set(id, key.id);
  }

  #begin({ recipient, attempts }: LaneRow): void {
    if (this.#stop.aborted || this.#sending.has(recipient) || this.#sending.size >= MAX_SENDING) return;
    const lane = this.#lanes.get(recipient) ?? new Lane(this.#context, this.#context.client, recipient);
    this.#lanes.set(recipient, lane);
    const sending = this.#send(lane, recipient, attempts)
      .catch((error: unknown) => {
        this.#lanes.delete(recipient);
        this.#context.log.error({ err: error, member: recipient }, "a lane waits for the next round");
      })
      .finally(() => this.#sending.delete(recipient));
    this.#sending.set(recipient, sending);
  }

  /** Sends windows while there are more, and takes a new turn for each. A member that is not listed any more gets nothing. */
  async #send(lane: Lane, recipient: ParticipantId, attempts: number): Promise<void> {
    for (let hasMore = true; hasMore && !this.#stop.aborted; attempts = 0) {
      const giveBack = await this.#turns.take();
      const impatience = setTimeout(giveBack, PATIENCE_MS);
      try {
        const member = this.#listed.get(recipient);
        hasMore = member !== undefined && (await lane.turn(member, attempts, this.#stop));
      } finally {
        clearTimeout(impatience);
        giveBack();
      }
    }
  }
}

/** Unix milliseconds at which a lane has something to send; infinity when it has nothing. */
function dueTime({ due_at_ms, sealed, first_due_ms }: LaneRow): number {
  if (sealed === 1) return due_at_ms;
  return first_due_ms === null ? Infinity : Math.max(due_at_ms, first_due_ms);
}
