import type { Writable } from "node:stream";

/** The outputs of a command and their abilities. */
export interface Terminal {
  /** Receives only results, so that a pipe carries nothing else. */
  readonly stdout: Writable;
  /** Receives progress, remarks and errors. */
  readonly stderr: Writable;
  /** Columns of the terminal; `undefined` if stdout is not a terminal. */
  readonly width: number | undefined;
  readonly colour: boolean;
  /** Whether stderr is a terminal, which can show a progress bar. */
  readonly interactive: boolean;
}

/** Makes the terminal of this process. @param plain whether to omit colours. */
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
