import { Command } from "commander";
import type { Hex } from "../../../domain/entry.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { FOREVER } from "../../../domain/participant.ts";
import { withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseAddress, parseTime, wholeNumber } from "../../input/option-values.ts";
import { formatTime } from "../../output/time.ts";
import { takeMeasure } from "../measure.ts";

interface AddOptions extends ClientOptions {
  readonly from?: number;
  readonly until?: number;
}

/** `portolan key add` */
export function keyAddCommand({ terminal }: CommandContext): Command {
  return withKeyArguments(new Command("add"))
    .summary("add a signing key to a participant")
    .description(
      "Registers a key for a participant, from now on or from a later time. A key belongs to one participant permanently. Needs an API key with the scope govern.",
    )
    .option("--from <time>", "time from which it signs, UTC (default: now)", parseTime)
    .option("--until <time>", "time from which it no longer signs, UTC (default: until it is revoked)", parseTime)
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan key add 3 0x52908400098527886e0f7030069857d2e4169ee7 --until 2027-12-31",
    )
    .action(async (participant: number, address: Hex, options: AddOptions) => {
      const { from, until = FOREVER } = options;
      requireLater(until, from);
      await takeMeasure(terminal, options, "POST", `/v1/participants/${participant}/keys`, {
        address,
        validUntil: until,
        ...(from !== undefined && { validFrom: from }),
      });
    });
}

/** `portolan key revoke` */
export function keyRevokeCommand({ terminal }: CommandContext): Command {
  return withKeyArguments(new Command("revoke"))
    .summary("revoke a signing key")
    .description(
      "Revokes a key immediately and permanently. Entries that it signed before stay valid. Needs an API key with the scope govern.",
    )
    .addHelpText("after", "\nExample:\n  $ portolan key revoke 3 0x52908400098527886e0f7030069857d2e4169ee7")
    .action((participant: number, address: Hex, options: ClientOptions) =>
      takeMeasure(terminal, options, "DELETE", `/v1/participants/${participant}/keys/${address}`),
    );
}

function requireLater(until: number, from: number | undefined): void {
  const begins = from ?? Math.floor(Date.now() / 1000);
  if (until > begins) return;
  const expected = `a time after ${from === undefined ? "now" : "that of --from"}, ${formatTime(begins)} UTC`;
  throw new PortolanError("ArgumentInvalid", { argument: "--until", value: `${formatTime(until)} UTC`, expected });
}

function withKeyArguments(command: Command): Command {
  return withClientOptions(command)
    .argument("<participant>", "the participant's number", wholeNumber(1))
    .argument("<address>", "the key's address", parseAddress);
}
