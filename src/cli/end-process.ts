import type { ExitCode } from "./exit-code.ts";

/**
 * Ends the process once everything that it printed is written.
 *
 * It does not wait until nothing is open any more: Node's own clean-up after that may run for ever
 * (https://github.com/nodejs/node/issues/47748). What matters is closed and on disk by then.
 */
export async function endProcess(status: ExitCode): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(untilWritten));
  process.exit(status);
}

function untilWritten(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed) resolve();
    else stream.write("", () => resolve());
  });
}
