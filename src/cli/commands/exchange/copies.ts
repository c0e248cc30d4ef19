import { Command } from "commander";
import type { EntryCopies } from "../../../api/copies.ts";
import { listAll } from "../../api/list-all.ts";
import { resolveShipment } from "../../api/resolve-shipment.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { print } from "../../output/print.ts";
import { renderCopies } from "../../output/render-exchange.ts";

/** `portolan exchange copies` */
export function exchangeCopiesCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("copies"))
    .summary("count the known copies of a shipment's payloads")
    .description("Counts the gateways that are known to hold each payload. Only a payload with one copy can be lost.")
    .argument("<shipment>", "its id, or a business identifier such as a container number")
    .addHelpText("after", "\nExample:\n  $ portolan exchange copies CSQU3054383")
    .action(async (shipment: string, options: ClientOptions) => {
      const client = await clientFor(options);
      const id = await resolveShipment(client, shipment);
      const copies = await listAll<EntryCopies>(client, `/v1/shipments/${id}/copies`);
      print(terminal, options.json === true, copies, () => renderCopies(copies, terminal));
    });
}
