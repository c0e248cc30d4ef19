import { CAPTURE } from "./checks/capture.ts";
import { DISCOVERY } from "./checks/discovery.ts";
import { OPERATION_CHECKS } from "./checks/operations.ts";
import { PAGES } from "./checks/pages.ts";
import { QUERIES } from "./checks/queries.ts";
import { SUBSCRIPTIONS } from "./checks/subscriptions.ts";
import { LeftOpen, type Check } from "./check.ts";
import type { Server } from "./server.ts";

/** The result of one check. */
export interface Result {
  readonly area: string;
  readonly section: string;
  readonly name: string;
  /** `may`: the server lacks a behaviour that the standard leaves open. */
  readonly outcome: "pass" | "fail" | "may";
  /** The message of the error; empty if the check passed. */
  readonly reason: string;
}

/** The results of a run, and what it leaves on the server. */
export interface Run {
  readonly results: readonly Result[];
  /** Sentences on what the server did not delete. */
  readonly left: readonly string[];
}

/** A check with its area. */
export interface AreaCheck extends Check {
  readonly area: string;
}

const AREAS: Readonly<Record<string, readonly Check[]>> = {
  operations: OPERATION_CHECKS,
  discovery: DISCOVERY,
  capture: CAPTURE,
  query: QUERIES,
  "pages and resources": PAGES,
  "named queries and subscriptions": SUBSCRIPTIONS,
};

export const CHECKS: readonly AreaCheck[] = Object.entries(AREAS).flatMap(([area, checks]) =>
  checks.map((check) => ({ area, ...check })),
);

/**
 * Runs checks in order until the server's run is interrupted. Then deletes the named queries, subscriptions and page
 * tokens of the run, also after failures and an interruption.
 */
export async function runChecks(
  server: Server,
  onResult: (result: Result) => void,
  checks: readonly AreaCheck[] = CHECKS,
): Promise<Run> {
  const results: Result[] = [];
  for (const { area, section, name, run } of checks) {
    const { outcome, reason } = await outcomeOf(run(server));
    if (server.isInterrupted) break;
    const result = { area, section, name, outcome, reason };
    results.push(result);
    onResult(result);
  }
  return { results, left: await server.release() };
}

async function outcomeOf(running: Promise<void>): Promise<Pick<Result, "outcome" | "reason">> {
  try {
    await running;
    return { outcome: "pass", reason: "" };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { outcome: error instanceof LeftOpen ? "may" : "fail", reason };
  }
}
