import type { Server } from "./server.ts";

/** A check of one behaviour that the standard requires. */
export interface Check {
  /** Section of EPCIS 2.0 (GS1 release 2.0). */
  readonly section: string;
  /** The required behaviour, as a predicate of "the server": "lists capture jobs". */
  readonly name: string;
  /** @throws NotSupported if the server lacks the resource or method; any other error is a failure. */
  run(server: Server): Promise<void>;
}

/** The server answers that it lacks a resource or method. */
export class NotSupported extends Error {}

export const check = (section: string, name: string, run: Check["run"]): Check => ({ section, name, run });

/** @throws Error with the message `failure` unless `condition` is true. */
export function require(condition: boolean, failure: string): asserts condition {
  if (!condition) throw new Error(failure);
}
