import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Outcome } from "./mutant-worker.ts";

const FILE = join(import.meta.dirname, "..", "..", "..", "..", "cache", "mutants", "contracts.json");

/**
 * The results of earlier runs, by digests of code and suite. A suite judges the same code again only when one of them
 * has changed.
 */
export class JudgementMemory {
  readonly #outcomes = new Map(Object.entries(read()));

  /** The stored result for the code of this digest: that it does not compile, or the verdict of a suite. */
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

/** SHA-256 of the parts, each followed by a zero byte. */
export function sha256(...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
}

function read(): Record<string, Outcome> {
  try {
    return JSON.parse(readFileSync(FILE, "utf8")) as Record<string, Outcome>;
  } catch {
    // Missing or damaged: all mutants are judged again.
    return {};
  }
}
