import type { ExitCode } from "./exit-code.ts";

/**
 * Ends the process after all its output is written.
 *
 * It does not wait for open handles, because Node's clean-up may then never end
 * (https://github.com/nodejs/node/issues/47748). All data are on disk before this call.
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
