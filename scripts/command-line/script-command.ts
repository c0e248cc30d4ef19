import { Command } from "commander";
import { EXIT } from "../../src/cli/exit-code.ts";
import { usageLine } from "../../src/cli/usage-line.ts";
import { PortolanError } from "../../src/domain/errors/portolan-error.ts";

/**
 * Creates the command line of a script, without its options. Parsing ends the process for `--help` (status 0), and for
 * an unknown option or an invalid value (status 2, one line on stderr).
 *
 * @param run the command that runs the script, such as `npm run bench`.
 */
export function scriptCommand(run: string, description: string): Command {
  const name = run.split(" ").at(-1) ?? run;
  return new Command(`${run} --`)
    .description(description)
    .helpOption("--help", "show this help")
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.done : EXIT.usage))
    .configureOutput({ outputError: (text, write) => write(usageLine(name, text, `${run} -- --help`)) });
}

/** Reads the options of this process's command line. An error of an option's value ends the process with status 2. */
export function readOptions<Options extends object>(command: Command): Options {
  try {
    return command.parse().opts<Options>();
  } catch (error) {
    if (!(error instanceof PortolanError)) throw error;
    return command.error(error.message);
  }
}
