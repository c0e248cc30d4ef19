import { Worker } from "node:worker_threads";
import type { Fact } from "../../domain/errors/portolan-error.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import { failureToError } from "../../domain/errors/failure.ts";
import type { BlockInspector, Depth } from "./block-inspector.ts";
import type { InspectedBlock } from "./inspected-block.ts";

/** Memory limits of one thread in MB: many times the largest answer. */
const MEMORY = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 };

/** Start parameters of a worker. */
export interface WorkerStart {
  readonly rpcUrl: string;
}

/** Task of a worker, sent once before the first order. */
export interface InspectionSubject {
  readonly chain: PinnedChain;
  readonly depth: Depth;
}

export interface InspectionOrder {
  readonly id: number;
  readonly fromBlock: number;
  readonly toBlock: number;
}

/** Answer of a worker to an order. */
export type InspectionAnswer =
  | { readonly id: number; readonly blocks: InspectedBlock[] }
  | {
      readonly id: number;
      readonly failure:
        { readonly code: ErrorCode; readonly facts: Readonly<Record<string, Fact>> } | { readonly stack: string };
    };

interface Waiting {
  readonly resolve: (blocks: InspectedBlock[]) => void;
  readonly reject: (error: Error) => void;
}

/** A thread, with the number of its open orders. */
interface Inspector {
  readonly worker: Worker;
  open: number;
}

/**
 * Threads that inspect ranges of blocks in parallel, because recovering signers takes most of an audit's time. The
 * first thread starts and loads its code before its subject is known. Another thread starts only when all threads are
 * busy, up to `size`, so that the audit of a short chain starts no unnecessary threads.
 */
export class InspectorPool {
  readonly #rpcUrl: string;
  readonly #size: number;
  readonly #inspectors: Inspector[] = [];
  readonly #waiting = new Map<number, Waiting>();
  #subject: InspectionSubject | undefined;
  #nextId = 0;
  #failure: Error | undefined;

  constructor(rpcUrl: string, size: number) {
    this.#rpcUrl = rpcUrl;
    this.#size = size;
    this.#start();
  }

  /** Creates an inspector that sends each range to the thread with the least work. */
  begin(subject: InspectionSubject): BlockInspector {
    this.#subject = subject;
    for (const { worker } of this.#inspectors) worker.postMessage(subject);
    return this.#inspect;
  }

  readonly #inspect: BlockInspector = async (fromBlock, toBlock) => {
    if (this.#failure !== undefined) throw this.#failure;
    const inspector = this.#leastBusy();
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<InspectedBlock[]>();
    this.#waiting.set(id, { resolve, reject });
    const order: InspectionOrder = { id, fromBlock, toBlock };
    inspector.open += 1;
    inspector.worker.postMessage(order);
    return promise.finally(() => (inspector.open -= 1));
  };

  #leastBusy(): Inspector {
    const [first, ...others] = this.#inspectors;
    if (first === undefined) return this.#start();
    const least = others.reduce((best, each) => (each.open < best.open ? each : best), first);
    return least.open > 0 && this.#inspectors.length < this.#size ? this.#start() : least;
  }

  #start(): Inspector {
    const workerData: WorkerStart = { rpcUrl: this.#rpcUrl };
    const worker = new Worker(new URL("./inspector-worker.ts", import.meta.url), {
      workerData,
      resourceLimits: MEMORY,
    });
    worker.on("message", (inspected: InspectionAnswer) => this.#settle(inspected));
    worker.on("error", (error: Error) => this.#fail(error));
    worker.on("exit", () => this.#fail(new Error("A thread of the audit ended.")));
    if (this.#subject !== undefined) worker.postMessage(this.#subject);
    const inspector = { worker, open: 0 };
    this.#inspectors.push(inspector);
    return inspector;
  }

  async close(): Promise<void> {
    await Promise.all(this.#inspectors.map(({ worker }) => worker.terminate()));
  }

  #settle(inspected: InspectionAnswer): void {
    const waiting = this.#waiting.get(inspected.id);
    this.#waiting.delete(inspected.id);
    if ("blocks" in inspected) waiting?.resolve(inspected.blocks);
    else waiting?.reject(errorOf(inspected.failure));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}

function errorOf(failure: Extract<InspectionAnswer, { failure: unknown }>["failure"]): Error {
  if ("stack" in failure) return new Error(failure.stack);
  return failureToError(failure);
}
