import type { Server } from "./server.ts";

/** A check of one behaviour of the standard. */
export interface Check {
  /** Section of EPCIS 2.0 (GS1 release 2.0). */
  readonly section: string;
  /** The behaviour, as a predicate of "the server": "lists capture jobs". */
  readonly name: string;
  /** @throws LeftOpen if the server lacks a behaviour that the standard leaves open; any other error is a failure. */
  run(server: Server): Promise<void>;
}

/** The server lacks a behaviour that the standard permits and does not require. */
export class LeftOpen extends Error {}

export const check = (section: string, name: string, run: Check["run"]): Check => ({ section, name, run });

/** @throws Error with the message `failure` unless `condition` is true. */
export function require(condition: boolean, failure: string): asserts condition {
  if (!condition) throw new Error(failure);
}

/** @throws LeftOpen with the message `deviation` unless `condition` is true. */
export function expectOpen(condition: boolean, deviation: string): asserts condition {
  if (!condition) throw new LeftOpen(deviation);
}
