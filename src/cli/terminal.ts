import type { Writable } from "node:stream";

/** The outputs of a command and their abilities. */
export interface Terminal {
  /** Results only, so that they can be piped. */
  readonly stdout: Writable;
  /** Progress, remarks and errors. */
  readonly stderr: Writable;
  /** Columns of the terminal; `undefined` if stdout is not a terminal. */
  readonly width: number | undefined;
  readonly colour: boolean;
  /** Whether stderr is a terminal, which can show a progress bar. */
  readonly interactive: boolean;
}

/** The terminal of this process; without colours if `plain`. */
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
