/** The kinds of work, in the order of display. */
const KINDS = ["bulk", "single", "repeated", "trace", "audit"] as const;

export type WorkKind = (typeof KINDS)[number];

/** The counts of one kind of work. Latencies in milliseconds. */
export interface Work {
  readonly kind: WorkKind;
  /** Requests that were answered correctly. */
  readonly done: number;
  /** Entries, traces or audits in these requests. */
  readonly amount: number;
  /** Requests that the gateway postponed and that were repeated later. */
  readonly postponed: number;
  readonly faults: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Number of faults that are kept as text. */
const KEPT_FAULTS = 20;

/** Number of latencies that are kept of each kind; of more, an even sample. */
const KEPT_LATENCIES = 50_000;

interface Counts {
  done: number;
  amount: number;
  postponed: number;
  faults: number;
  latencies: number[];
}

/** Counts the work of all workers, in constant memory. */
export class Tally {
  /** The first faults, as sentences. */
  readonly faults: string[] = [];
  readonly #kinds = new Map<WorkKind, Counts>(
    KINDS.map((kind) => [kind, { done: 0, amount: 0, postponed: 0, faults: 0, latencies: [] }]),
  );

  /** @param ms Milliseconds from sending the request to the end of its answer. */
  did(kind: WorkKind, amount: number, ms: number): void {
    const counts = this.#counts(kind);
    counts.done += 1;
    counts.amount += amount;
    if (counts.latencies.length < KEPT_LATENCIES) counts.latencies.push(ms);
    else {
      const place = Math.floor(Math.random() * counts.done);
      if (place < KEPT_LATENCIES) counts.latencies[place] = ms;
    }
  }

  postponed(kind: WorkKind): void {
    this.#counts(kind).postponed += 1;
  }

  fault(kind: WorkKind, what: string): void {
    this.#counts(kind).faults += 1;
    if (this.faults.length < KEPT_FAULTS) this.faults.push(`${kind}: ${what}`);
  }

  amountOf(...kinds: readonly WorkKind[]): number {
    return kinds.reduce((sum, kind) => sum + this.#counts(kind).amount, 0);
  }

  get faultCount(): number {
    return [...this.#kinds.values()].reduce((sum, { faults }) => sum + faults, 0);
  }

  works(): Work[] {
    return [...this.#kinds].map(([kind, { latencies, ...counts }]) => {
      const sorted = latencies.toSorted((a, b) => a - b);
      const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
      return { kind, ...counts, p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) };
    });
  }

  #counts(kind: WorkKind): Counts {
    return this.#kinds.get(kind) as Counts;
  }
}
