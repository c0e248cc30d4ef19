import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { runProgram } from "../../src/cli/run-program.ts";
import { changeMember } from "../../src/start/change-member.ts";
import { deployDirectly } from "../../src/start/deploy-directly.ts";
import { enrolDirectly } from "../../src/start/enrol-directly.ts";
import { startGateway } from "../../src/start/start-gateway.ts";
import { useAccounts } from "../../src/start/use-accounts.ts";

/** The output of a command, and its exit status. */
export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command of the command line in this process; its output is not a terminal. */
export async function runCommand(...args: string[]): Promise<Ran> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const written = Promise.all([text(stdout), text(stderr)]);
  const status = await runProgram(args, {
    terminal: { stdout, stderr, width: undefined, colour: false, interactive: false },
    startGateway,
    useAccounts,
    enrolDirectly,
    changeMember,
    deploy: deployDirectly,
    start: () => Promise.reject(new Error("No test starts everything in its own process.")),
  });
  stdout.end();
  stderr.end();
  const [out, err] = await written;
  return { status, out, err };
}
