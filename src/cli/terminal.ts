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
  // Node leaves isTTY undefined where there is no terminal, and picocolors then follows the variable CI.
  const isTerminal = ({ isTTY }: NodeJS.WriteStream): boolean => Boolean(isTTY);
  return {
    stdout,
    stderr,
    width: isTerminal(stdout) ? stdout.columns : undefined,
    colour: isTerminal(stdout) && !plain && stdout.hasColors(),
    interactive: isTerminal(stderr),
  };
}
