import type { CommanderError } from "commander";
import { Command } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import type { CommandContext } from "./command-context.ts";
import { apiKeyCommand } from "./commands/api-key/api-key.ts";
import { auditCommand } from "./commands/audit.ts";
import { caseCommand } from "./commands/case/case.ts";
import { agreementCommand } from "./commands/cooperation/agreement.ts";
import { handoverCommand } from "./commands/cooperation/handover.ts";
import { clocksCommand } from "./commands/clocks.ts";
import { jointCommand } from "./commands/cooperation/joint.ts";
import { requestCommand } from "./commands/cooperation/request.ts";
import { deployCommand } from "./commands/deploy.ts";
import { entryCommand } from "./commands/entry/entry.ts";
import { evidenceCommand } from "./commands/evidence.ts";
import { exchangeCommand } from "./commands/exchange/exchange.ts";
import { gatewayCommand } from "./commands/gateway.ts";
import { keyCommand } from "./commands/key/key.ts";
import { loadCommand } from "./commands/load.ts";
import { memberCommand } from "./commands/member/member.ts";
import { nodeCommand } from "./commands/node.ts";
import { participantCommand } from "./commands/participant/participant.ts";
import { profileCommand } from "./commands/profile/profile.ts";
import { readsCommand } from "./commands/reads/reads.ts";
import { shipmentCommand } from "./commands/shipment/shipment.ts";
import { startCommand } from "./commands/start.ts";
import { traceCommand } from "./commands/trace.ts";
import { verifyCommand } from "./commands/verify.ts";
import { witnessCommand } from "./commands/witness/witness.ts";
import { EXIT_TEXT } from "./exit-code.ts";
import { usageLine } from "./usage-line.ts";

/** Creates the command line `portolan`. Parsing never ends the process; it throws a CommanderError instead. */
export function createProgram(context: CommandContext): Command {
  const program = new Command("portolan")
    .description("A shared ledger of shipments: their origin, their custody and the decisions of customs.")
    .version(packageJson.version)
    .commandsGroup("Run:")
    .addCommand(startCommand(context))
    .addCommand(nodeCommand(context))
    .addCommand(gatewayCommand(context))
    .addCommand(witnessCommand(context))
    .commandsGroup("Read and record:")
    .addCommand(traceCommand(context))
    .addCommand(shipmentCommand(context))
    .addCommand(entryCommand(context))
    .addCommand(loadCommand(context))
    .addCommand(readsCommand(context))
    .addCommand(caseCommand(context))
    .commandsGroup("Work with other authorities:")
    .addCommand(agreementCommand(context))
    .addCommand(requestCommand(context))
    .addCommand(handoverCommand(context))
    .addCommand(jointCommand(context))
    .commandsGroup("Verify:")
    .addCommand(auditCommand(context))
    .addCommand(evidenceCommand(context))
    .addCommand(verifyCommand(context))
    .commandsGroup("Clocks of statutes:")
    .addCommand(clocksCommand(context))
    .addCommand(profileCommand(context))
    .commandsGroup("Administer:")
    .addCommand(participantCommand(context))
    .addCommand(memberCommand(context))
    .addCommand(exchangeCommand(context))
    .addCommand(keyCommand(context))
    .addCommand(apiKeyCommand(context))
    .addCommand(deployCommand(context))
    .helpCommand(false)
    .addHelpText("after", `\n${EXIT_TEXT}\n\nStart here: portolan start`);
  configure(program, context);
  return program;
}

/** Sends help and errors to the outputs of the context, in the common form of errors. */
function configure(command: Command, context: CommandContext): void {
  const { stdout, stderr } = context.terminal;
  command.exitOverride((error: CommanderError) => {
    throw error;
  });
  command.configureOutput({
    writeOut: (text) => stdout.write(text),
    writeErr: (text) => stderr.write(text),
    outputError: (text, write) => write(usageLine("portolan", text, `${fullName(command)} --help`)),
  });
  for (const child of command.commands) configure(child, context);
}

/** Gives the full name of a command, such as `portolan entry post`. */
function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}
