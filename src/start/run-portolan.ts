import { runProgram } from "../cli/run-program.ts";
import type { ExitCode } from "../cli/exit-code.ts";
import { processTerminal } from "../cli/terminal.ts";
import { readClientConfig } from "../config/config.ts";

/** Runs the command line. The gateway and the other operations are loaded only by the commands that use them. */
export function runPortolan(args: readonly string[]): Promise<ExitCode> {
  return runProgram(args, {
    terminal: processTerminal(readClientConfig().plain),
    startGateway: async (config) => (await import("./start-gateway.ts")).startGateway(config),
    useAccounts: async (config, work) => (await import("./use-accounts.ts")).useAccounts(config, work),
    enrolDirectly: async (config, enrolment) => (await import("./enrol-directly.ts")).enrolDirectly(config, enrolment),
    changeMember: async (config, wish) => (await import("./change-member.ts")).changeMember(config, wish),
    deploy: async (config, terms) => (await import("./deploy-directly.ts")).deployDirectly(config, terms),
    start: async (config, terminal) => (await import("./demonstration/start-all.ts")).startAll(config, terminal),
  });
}
