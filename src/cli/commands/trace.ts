import { Command } from "commander";
import type { Trace } from "../../gateway/trace/trace.ts";
import { resolveShipment } from "../api/resolve-shipment.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../client-options.ts";
import type { CommandContext } from "../command-context.ts";
import { print } from "../output/print.ts";
import { renderTrace } from "../output/render-trace.ts";

interface TraceOptions extends ClientOptions {
  readonly merged?: boolean;
}

/** `portolan trace` */
export function traceCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("trace"))
    .summary("tell the story of a shipment")
    .description(
      "Tells where a shipment came from, who held it when, what customs found, and what is missing: the timeline of its entries, its origin and the findings.",
    )
    .argument("<shipment>", "its id, or a business identifier such as a container number")
    .option("--merged", "also tell what happened to the units that it travelled in, while it was inside")
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan trace CSQU3054383\n\nNext: `portolan shipment check SHIPMENT` compares it with the contract.",
    )
    .action(async (shipment: string, options: TraceOptions) => {
      const client = await clientFor(options);
      const id = await resolveShipment(client, shipment);
      const trace = await client.get<Trace>(`/v1/shipments/${id}/trace`, { merged: options.merged });
      print(terminal, options.json === true, trace, () => renderTrace(trace, terminal));
    });
}
