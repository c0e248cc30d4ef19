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
  /** Receives the error of each witness that did not cosign; the collector asks it again. */
  readonly onTrouble: (error: unknown) => void;
}

/** Shortest time between two rounds, because blocks may arrive faster than witnesses verify them. */
const MIN_ROUND_MS = 1_000;

/** Pause after a witness did not cosign. It doubles up to the longest pause. */
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 5 * 60_000;

/** Longest pause between two rounds. */
const IDLE_MS = 10_000;

/** Time that a request for evidence waits for witnesses. */
const ON_DEMAND_MS = 3_000;

/** The checkpoint of the present round, with its signatures so far. */
interface Round {
  readonly hash: Bytes32 | undefined;
  readonly text: string;
  readonly lines: Map<string, NoteSignature>;
  /** Number of stored signatures. */
  kept: number;
}

/** A witness with a URL, and the earliest time of the next request. */
interface Asked {
  readonly witness: KnownWitness & { readonly url: string };
  pauseMs: number;
  notBefore: number;
}

/**
 * Collects cosignatures of the policy's witnesses on applied blocks. In each round it asks all witnesses for the same
 * block, so that their signatures can form a quorum. Entries never wait for witnesses.
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
    // Allows another start, and requests on demand before it.
    this.#stopping = new AbortController();
  }

  /**
   * Gives the cosignatures of one block. If the collected ones do not satisfy the policy, it asks the witnesses.
   *
   * @returns a signed note and the verifier keys of the policy; `undefined` if no witness cosigned the block.
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
      await sleep(MIN_ROUND_MS, undefined, { signal }).catch(() => undefined);
      await this.#untilDue();
    }
  }

  /** Asks the witnesses that have not cosigned the last applied block. */
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
      // Half of the pause is random, so that several gateways do not ask at the same time.
      asked.notBefore = Date.now() + asked.pauseMs * (0.5 + Math.random() / 2);
      asked.pauseMs = Math.min(asked.pauseMs * 2, MAX_PAUSE_MS);
      return undefined;
    }
  }

  /** Waits for a new block, or until a pause of a witness ends. */
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
