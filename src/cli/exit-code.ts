/** What the process's exit status says. */
export const EXIT = {
  done: 0,
  refused: 1,
  usage: 2,
  unreachable: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The same, for the help. */
export const EXIT_TEXT = `Exit status:
  0  done
  1  refused or failed; the message says why and what to do
  2  the command line is wrong
  3  the gateway or the chain cannot be reached, or the database not be used`;
