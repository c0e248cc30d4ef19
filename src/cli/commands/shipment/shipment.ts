import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { shipmentCheckCommand } from "./check.ts";
import { shipmentListCommand } from "./list.ts";
import { shipmentOriginCommand } from "./origin.ts";
import { shipmentShowCommand } from "./show.ts";

/** `portolan shipment` */
export function shipmentCommand(context: CommandContext): Command {
  return new Command("shipment")
    .summary("read shipments: consignments, containers, pallets, items")
    .description("Lists shipments, shows their state and origin, and checks their history against the contract.")
    .addCommand(shipmentListCommand(context))
    .addCommand(shipmentShowCommand(context))
    .addCommand(shipmentOriginCommand(context))
    .addCommand(shipmentCheckCommand(context));
}
