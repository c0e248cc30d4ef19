import { Command } from "commander";
import type { ShipmentView } from "../../../api/shipment.ts";
import { resolveShipment } from "../../api/resolve-shipment.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { renderFields } from "../../output/fields.ts";
import { print } from "../../output/print.ts";
import { renderWarnings } from "../../output/render-warnings.ts";
import { formatTime } from "../../output/time.ts";
import { nameOf } from "../../output/names.ts";

/** `portolan shipment show` */
export function shipmentShowCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("show"))
    .summary("show the state of a shipment")
    .description(
      "Shows the state of a shipment after its last entry: custodian, open cases, and the unit that contains it.",
    )
    .argument("<shipment>", "its id, or a business identifier such as a container number")
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan shipment show CSQU3054383\n\nNext: read its history with `portolan trace SHIPMENT`.",
    )
    .action(async (shipment: string, options: ClientOptions) => {
      const client = await clientFor(options);
      const view = await client.get<ShipmentView>(`/v1/shipments/${await resolveShipment(client, shipment)}`);
      print(terminal, options.json === true, view, () =>
        [
          renderFields(
            {
              Shipment: view.id,
              Identifier: view.identifier,
              Phase: view.phase,
              Custodian: nameOf(view.custodian),
              "Offered to": nameOf(view.offeredTo),
              Consignor: nameOf(view.consignor),
              "Open cases": view.openCases || undefined,
              "Open remedies": view.openRemedies || undefined,
              "Units inside": view.contents || undefined,
              Inside: view.container,
              Began: formatTime(view.beganAt),
              Changed: formatTime(view.updatedAt),
              Entries: view.sequence,
              Head: view.head,
            },
            terminal,
          ),
          ...renderWarnings(view),
        ].join("\n"),
      );
    });
}
