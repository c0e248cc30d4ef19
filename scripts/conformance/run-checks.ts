import { CAPTURE } from "./checks/capture.ts";
import { DISCOVERY } from "./checks/discovery.ts";
import { PAGES } from "./checks/pages.ts";
import { QUERIES } from "./checks/queries.ts";
import { SUBSCRIPTIONS } from "./checks/subscriptions.ts";
import { NotSupported } from "./check.ts";
import type { Options } from "./options.ts";
import { Server } from "./server.ts";

/** The result of one check. */
export interface Result {
  readonly area: string;
  readonly section: string;
  readonly name: string;
  readonly outcome: "pass" | "fail" | "not supported";
  /** The message of the error; empty if the check passed. */
  readonly reason: string;
}

const AREAS = {
  discovery: DISCOVERY,
  capture: CAPTURE,
  query: QUERIES,
  "pages and resources": PAGES,
  "named queries and subscriptions": SUBSCRIPTIONS,
};

/** Runs every check in order. */
export async function runChecks(options: Options, onResult: (result: Result) => void): Promise<Result[]> {
  const server = new Server(options);
  const results: Result[] = [];
  for (const [area, checks] of Object.entries(AREAS)) {
    for (const { section, name, run } of checks) {
      let outcome: Result["outcome"] = "pass";
      let reason = "";
      try {
        await run(server);
      } catch (error) {
        outcome = error instanceof NotSupported ? "not supported" : "fail";
        reason = error instanceof Error ? error.message : String(error);
      }
      const result = { area, section, name, outcome, reason };
      results.push(result);
      onResult(result);
    }
  }
  return results;
}
