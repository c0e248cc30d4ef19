import { Command } from "commander";
import type { Origin } from "../../../api/trace.ts";
import { resolveShipment } from "../../api/resolve-shipment.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { print } from "../../output/print.ts";
import { renderOrigin } from "../../output/render-trace.ts";

/** `portolan shipment origin` */
export function shipmentOriginCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("origin"))
    .summary("show the origin of a shipment")
    .description("Shows the consignor of a shipment, and the place and time of its consignment.")
    .argument("<shipment>", "its id, or a business identifier such as a container number")
    .addHelpText("after", "\nExample:\n  $ portolan shipment origin CSQU3054383")
    .action(async (shipment: string, options: ClientOptions) => {
      const client = await clientFor(options);
      const origin = await client.get<Origin>(`/v1/shipments/${await resolveShipment(client, shipment)}/origin`);
      print(terminal, options.json === true, origin, () => renderOrigin(origin, terminal));
    });
}
