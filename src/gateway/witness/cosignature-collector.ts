import { setTimeout as sleep } from "node:timers/promises";
import { formatCheckpoint } from "../../domain/checkpoint/checkpoint.ts";
import { formatNote, type NoteSignature } from "../../domain/checkpoint/signed-note.ts";
import { formatVerifierKey } from "../../domain/checkpoint/verifier-key.ts";
import type { KnownWitness } from "../../domain/checkpoint/witness-policy.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import type { Follower } from "../follow/follower.ts";
import { askWitness } from "./ask-witness.ts";
import type { CosignedCheckpoints } from "./cosigned-checkpoints.ts";

export interface CollectorParts {
  readonly checkpoints: CosignedCheckpoints;
  readonly follower: Pick<Follower, "checkpoint" | "onApplied" | "status">;
  /** Called for each witness that did not cosign. It is asked again. */
  readonly onTrouble: (error: unknown) => void;
}

/** The least time between two rounds: blocks may come faster than witnesses verify them. */
const SHORTEST_ROUND_MS = 1_000;

/** The pause after a witness did not cosign, which doubles each time. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** How often it checks whether the gateway follows again. */
const IDLE_MS = 10_000;

/** How long a request for evidence waits for witnesses. */
const ON_DEMAND_MS = 3_000;

/** The checkpoint that is being cosigned, with the signatures so far. */
interface Round {
  readonly hash: Bytes32 | undefined;
  readonly text: string;
  readonly lines: Map<string, NoteSignature>;
  /** Number of lines in the store. */
  kept: number;
}

/** A witness with a URL, and the time at which it may be asked next. */
interface Asked {
  readonly witness: KnownWitness & { readonly url: string };
  pauseMs: number;
  notBefore: number;
}

/**
 * Has the witnesses of the policy cosign the followed blocks, one after the other and all of them the same block: only
 * then do their signatures make a quorum. Entries never wait for witnesses.
 */
export class CosignatureCollector {
  readonly #parts: CollectorParts;
  readonly #asked: readonly Asked[];
  #stopping = new AbortController();
  #round: Round = { hash: undefined, text: "", lines: new Map(), kept: 0 };
  #wake: (() => void) | null = null;
  #stopListening: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: CollectorParts) {
    this.#parts = parts;
    const witnesses = parts.checkpoints.policy?.witnesses ?? [];
    this.#asked = witnesses
      .filter((witness): witness is Asked["witness"] => witness.url !== undefined)
      .map((witness) => ({ witness, pauseMs: FIRST_PAUSE_MS, notBefore: 0 }));
  }

  start(): void {
    if (this.#asked.length === 0) return;
    this.#stopListening = this.#parts.follower.onApplied(() => this.#wake?.());
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopListening();
    this.#stopping.abort();
    this.#wake?.();
    await this.#running;
    // It can be started again, and asked on demand before that.
    this.#stopping = new AbortController();
  }

  /**
   * Gives the cosignatures of one block: those that were collected, or else those that the witnesses make now.
   *
   * @returns a signed note and the verifier keys of the policy; `undefined` when no witness cosigned this block.
   */
  async cosignaturesOf(height: number, hash: Bytes32): Promise<{ note: string; keys: string[] } | undefined> {
    const { checkpoints } = this.#parts;
    const keys = (checkpoints.policy?.witnesses ?? []).map(({ key }) => formatVerifierKey(key));
    const latest = await checkpoints.latest();
    const collected = latest?.height === height && latest.hash === hash ? latest : undefined;
    if (collected?.judged.enough === true) return { note: collected.note, keys };
    const text = formatCheckpoint({ ...checkpoints.origin, height, hash });
    const patience = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(ON_DEMAND_MS)]);
    const asked = this.#asked.filter(({ notBefore }) => notBefore <= Date.now());
    const lines = await Promise.all(asked.map((each) => this.#ask(each, text, patience)));
    const signatures = lines.filter((line) => line !== undefined);
    if (signatures.length === 0) return collected && { note: collected.note, keys };
    const note = formatNote({ text, signatures });
    await checkpoints.keep(note);
    return { note, keys };
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        if (this.#parts.follower.status.state === "following") await this.#collect();
      } catch (error) {
        this.#parts.onTrouble(error);
      }
      await sleep(SHORTEST_ROUND_MS, undefined, { signal }).catch(() => undefined);
      await this.#untilDue();
    }
  }

  /** Asks the witnesses that have not cosigned the followed block. */
  async #collect(): Promise<void> {
    const { checkpoints, follower } = this.#parts;
    const { block, hash } = follower.checkpoint;
    if (hash !== this.#round.hash) {
      const text = formatCheckpoint({ ...checkpoints.origin, height: block, hash });
      this.#round = { hash, text, lines: new Map(), kept: 0 };
    }
    const round = this.#round;
    const { text, lines } = round;
    const ready = this.#missing().filter(({ notBefore }) => notBefore <= Date.now());
    await Promise.all(
      ready.map(async (asked) => {
        const line = await this.#ask(asked, text);
        if (line !== undefined) lines.set(line.name, line);
      }),
    );
    if (lines.size === round.kept) return;
    await checkpoints.keep(formatNote({ text, signatures: [...lines.values()] }));
    round.kept = lines.size;
  }

  #missing(): Asked[] {
    return this.#asked.filter(({ witness }) => !this.#round.lines.has(witness.key.name));
  }

  async #ask(asked: Asked, text: string, stop = this.#stopping.signal): Promise<NoteSignature | undefined> {
    try {
      const line = await askWitness(asked.witness, text, stop);
      asked.pauseMs = FIRST_PAUSE_MS;
      return line;
    } catch (error) {
      if (this.#stopping.signal.aborted) return undefined;
      this.#parts.onTrouble(error);
      // Half of the pause is random, so that gateways do not all ask at the same moment.
      asked.notBefore = Date.now() + asked.pauseMs * (0.5 + Math.random() / 2);
      asked.pauseMs = Math.min(asked.pauseMs * 2, LONGEST_PAUSE_MS);
      return undefined;
    }
  }

  /** Waits for a new block, or until a witness may be asked again. */
  async #untilDue(): Promise<void> {
    const { follower } = this.#parts;
    if (this.#stopping.signal.aborted || follower.checkpoint.hash !== this.#round.hash) return;
    const next = Math.min(...this.#missing().map(({ notBefore }) => notBefore));
    const ms = Math.min(IDLE_MS, Math.max(0, next - Date.now()));
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, ms);
    await promise;
    clearTimeout(timer);
    this.#wake = null;
  }
}
