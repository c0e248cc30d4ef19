import { runProgram } from "../../src/cli/run-program.ts";
import type { ExitCode } from "../../src/cli/exit-code.ts";
import { processTerminal } from "../../src/cli/terminal.ts";
import { readClientConfig } from "../../src/config.ts";

/** Runs the command line with the real gateway and the real start, which are loaded only when they are asked for. */
export function runPortolan(args: readonly string[]): Promise<ExitCode> {
  return runProgram(args, {
    terminal: processTerminal(readClientConfig().plain),
    startGateway: async (config) => (await import("../../src/main.ts")).startGateway(config),
    useAccounts: async (config, work) => (await import("../../src/use-accounts.ts")).useAccounts(config, work),
    enrolDirectly: async (config, enrolment) =>
      (await import("../../src/enrol-directly.ts")).enrolDirectly(config, enrolment),
    deploy: async (config, terms) => (await import("./deploy-directly.ts")).deployDirectly(config, terms),
    start: async (config, terminal) => (await import("./start-all.ts")).startAll(config, terminal),
  });
}
