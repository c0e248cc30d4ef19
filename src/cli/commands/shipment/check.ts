import { Command } from "commander";
import type { Hex } from "../../../domain/entry.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { readHistory } from "../../history/read-history.ts";
import { resolveShipment } from "../../api/resolve-shipment.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { httpAddress } from "../../input/addresses.ts";
import { parseAddress } from "../../input/option-values.ts";
import { print } from "../../output/print.ts";
import { renderHistoryCheck } from "../../history/render-history-check.ts";

interface CheckOptions extends ClientOptions {
  readonly rpcUrl: string;
  readonly ledger: Hex;
}

/** `portolan shipment check` */
export function shipmentCheckCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("check"))
    .summary("check the history of a shipment against the contract")
    .description(
      "Computes the hash of each entry from the gateway, follows the chain of hashes, and compares the last hash with the head in the contract. Trusts the node and the ledger that you name, not the gateway.",
    )
    .argument("<shipment>", "its id, or a business identifier such as a container number")
    .requiredOption("--rpc-url <url>", "JSON-RPC of a node, preferably your own", httpAddress("--rpc-url"))
    .requiredOption("--ledger <address>", "the ShipmentLedger contract", parseAddress)
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan shipment check CSQU3054383 --rpc-url http://127.0.0.1:8545 --ledger 0x5f…\n\nExit status 1: the history and the contract differ.",
    )
    .action(async (shipment: string, options: CheckOptions) => {
      const client = await clientFor(options);
      // Loaded here and not above, so that other commands start faster.
      const { checkAgainstContract } = await import("../../history/check-against-contract.ts");
      const id = await resolveShipment(client, shipment);
      const check = await checkAgainstContract(await readHistory(client, id), id, options);
      print(terminal, options.json === true, check, () => renderHistoryCheck(check, terminal));
      if (!check.whole) throw new PortolanError("HistoryMismatch", { problem: check.problem });
    });
}
