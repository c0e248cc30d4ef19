import type { Writable } from "node:stream";

/** Where a command writes, and what its reader can see. */
export interface Terminal {
  /** Results alone, so that they can be piped. */
  readonly stdout: Writable;
  /** Progress, remarks and errors. */
  readonly stderr: Writable;
  /** Columns that a table may take; `undefined` when the output is not a terminal. */
  readonly width: number | undefined;
  readonly colour: boolean;
  /** Whether somebody watches stderr, so that a moving bar makes sense. */
  readonly interactive: boolean;
}

/** The terminal of this process. Colours need a terminal that reads them and no wish for plain text. */
export function processTerminal(plain: boolean): Terminal {
  const { stdout, stderr } = process;
  return {
    stdout,
    stderr,
    width: stdout.isTTY ? stdout.columns : undefined,
    colour: stdout.isTTY && !plain && stdout.hasColors(),
    interactive: stderr.isTTY,
  };
}
