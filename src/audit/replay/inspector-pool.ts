import { Worker } from "node:worker_threads";
import type { Fact } from "../../domain/errors/portolan-error.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import { failureToError } from "../../domain/submission.ts";
import type { BlockInspector, Depth } from "./block-inspector.ts";
import type { InspectedBlock } from "./inspected-block.ts";

/** What one thread may hold: many times the largest answer that is asked for; and room for what is soon let go. */
const MEMORY = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 };

/** What a worker is started with. */
export interface WorkerStart {
  readonly rpcUrl: string;
}

/** What a worker is to look for, said once before the first order. */
export interface InspectionSubject {
  readonly chain: PinnedChain;
  readonly depth: Depth;
}

export interface InspectionOrder {
  readonly id: number;
  readonly fromBlock: number;
  readonly toBlock: number;
}

/** What a worker answers to an order. */
export type Inspected =
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

/**
 * Threads that inspect ranges of blocks side by side: recovering a signer takes most of an audit's time. They start, and
 * load what they need, before it is known what they are to inspect.
 */
export class InspectorPool {
  readonly #workers: readonly Worker[];
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;
  #failure: Error | undefined;

  constructor(rpcUrl: string, size: number) {
    const workerData: WorkerStart = { rpcUrl };
    this.#workers = Array.from({ length: size }, () => {
      const worker = new Worker(new URL("./inspector-worker.ts", import.meta.url), {
        workerData,
        resourceLimits: MEMORY,
      });
      worker.on("message", (inspected: Inspected) => this.#settle(inspected));
      worker.on("error", (error) => this.#fail(error as Error));
      worker.on("exit", () => this.#fail(new Error("A thread of the audit ended.")));
      return worker;
    });
  }

  /** Gives the inspector that has the next thread in turn inspect a range. */
  begin(subject: InspectionSubject): BlockInspector {
    for (const worker of this.#workers) worker.postMessage(subject);
    return this.#inspect;
  }

  readonly #inspect: BlockInspector = async (fromBlock, toBlock) => {
    if (this.#failure !== undefined) throw this.#failure;
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<InspectedBlock[]>();
    this.#waiting.set(id, { resolve, reject });
    const order: InspectionOrder = { id, fromBlock, toBlock };
    this.#workers[id % this.#workers.length]?.postMessage(order);
    return promise;
  };

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #settle(inspected: Inspected): void {
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

function errorOf(failure: Extract<Inspected, { failure: unknown }>["failure"]): Error {
  if ("stack" in failure) return new Error(failure.stack);
  return failureToError(failure);
}
