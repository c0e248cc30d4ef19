/** The exit statuses of every command. */
export const EXIT = {
  done: 0,
  refused: 1,
  usage: 2,
  unreachable: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit statuses, for the help. */
export const EXIT_TEXT = `Exit status:
  0  done
  1  refused or failed; the message says why and what to do
  2  the command line or a setting is wrong
  3  the gateway, the chain or the database is unavailable`;
