import type { Server } from "./server.ts";

/** One behaviour of the standard. */
export interface Check {
  /** Section of EPCIS 2.0 (GS1 release 2.0). */
  readonly section: string;
  /** A sentence about the server: "answers …". */
  readonly name: string;
  /** @throws NotSupported where the server says that it has no such thing; any other error is a failure. */
  run(server: Server): Promise<void>;
}

/** The server says that it does not have something. */
export class NotSupported extends Error {}

export const check = (section: string, name: string, run: Check["run"]): Check => ({ section, name, run });

/** @throws Error with `what` unless it is so. */
export function require(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(what);
}
