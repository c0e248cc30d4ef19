import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Outcome } from "./mutant-worker.ts";

const FILE = join(import.meta.dirname, "..", "..", "..", "..", "cache", "mutants", "contracts.json");

/**
 * What earlier runs found, kept by digests of what was judged and by whom: nothing is judged twice by the same suite as
 * long as neither has changed.
 */
export class JudgementMemory {
  readonly #outcomes = new Map(Object.entries(read()));

  /** What is known of the code of this digest: that it does not compile, or what a suite made of it. */
  recall(code: string, suite = ""): Outcome["fate"] | undefined {
    return this.#outcomes.get(sha256(code, suite))?.fate;
  }

  keep(outcome: Outcome, code: string, suite = ""): void {
    this.#outcomes.set(sha256(code, suite), outcome);
  }

  save(): void {
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, JSON.stringify(Object.fromEntries(this.#outcomes)));
  }
}

/** SHA-256 of the parts, each ended by a zero byte. */
export function sha256(...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
}

function read(): Record<string, Outcome> {
  try {
    return JSON.parse(readFileSync(FILE, "utf8")) as Record<string, Outcome>;
  } catch {
    // Never written, or torn: all is judged again.
    return {};
  }
}
