import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  FOLDER_VARIABLE,
  ORDER_FILE,
  PATCHES_VARIABLE,
  ROOT_VARIABLE,
  TRACE_FILE,
  TRANSACTIONS_FILE,
  type Order,
} from "./order.ts";
import type { SourcePatch } from "./patch-sources.ts";

/** Milliseconds without an act after which no more acts are expected, also during a start. */
const QUIET_MS = 1_000;

/** Watches processes that are started with its environment, one after the other, and kills them at a step. */
export class Watch {
  /** Environment variables for a watched process, in addition to its own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Folder below which files are watched. */
  readonly root: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "portolan-steps-"));
  #orders = 0;
  #begun = 0;

  /** @param patches Faults to plant in the product. */
  constructor(root: string, patches: readonly SourcePatch[] = []) {
    for (const file of [TRACE_FILE, TRANSACTIONS_FILE]) writeFileSync(join(this.#folder, file), "");
    this.root = root;
    this.order(null);
    this.environment = {
      NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${join(import.meta.dirname, "preload.ts")}`,
      [FOLDER_VARIABLE]: this.#folder,
      [ROOT_VARIABLE]: root,
      [PATCHES_VARIABLE]: JSON.stringify(patches),
    };
  }

  /** Orders the process, also a running one, to die at a step counted from now on; `null` cancels the order. */
  order(order: Order | null): void {
    this.#begun = this.#lines(TRACE_FILE).length;
    // The number makes a repeated order new.
    writeFileSync(join(this.#folder, "next"), JSON.stringify(order && { ...order, number: (this.#orders += 1) }));
    renameSync(join(this.#folder, "next"), join(this.#folder, ORDER_FILE));
  }

  /** The number of acts since the last order, by name. */
  steps(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const step of this.#lines(TRACE_FILE).slice(this.#begun)) counts.set(step, (counts.get(step) ?? 0) + 1);
    return counts;
  }

  /** Resolves when only reads happened for a while. */
  async quiet(): Promise<void> {
    const done = () => this.#lines(TRACE_FILE).filter((step) => !step.startsWith("ask ")).length;
    for (let before = -1, now = done(); now !== before; before = now, now = done()) await sleep(QUIET_MS);
  }

  /** The names of all transactions that the product defines. */
  transactions(): ReadonlySet<string> {
    return new Set(this.#lines(TRANSACTIONS_FILE));
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #lines(file: string): string[] {
    return readFileSync(join(this.#folder, file), "utf8").split("\n").slice(0, -1);
  }
}
