import { CommanderError } from "commander";
import type { CommandContext } from "./command-context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { createProgram } from "./program.ts";
import { reportFailure } from "./report-failure.ts";

/**
 * Runs one command and returns its exit status. Writes an error as one line to stderr and never throws.
 *
 * @param args the arguments after the program's name.
 */
export async function runProgram(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { stdout } = context.terminal;
  // A reader such as `head` closes the pipe early, which is not a failure.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(EXIT.done);
  });
  try {
    await createProgram(context).parseAsync(args, { from: "user" });
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportFailure(error, context.terminal);
    return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
}
