import { Command } from "commander";
import type { Trace } from "../../api/trace.ts";
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
    .summary("show the history of a shipment and its findings")
    .description(
      "Shows the timeline of a shipment's entries, its origin, and the findings: gaps and contradictions in its history.",
    )
    .argument("<shipment>", "its id, or a business identifier such as a container number")
    .option("--merged", "include entries of the units that contained the shipment at the time")
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan trace CSQU3054383\n\nNext: compare the history with the contract with `portolan shipment check SHIPMENT`.",
    )
    .action(async (shipment: string, options: TraceOptions) => {
      const client = await clientFor(options);
      const id = await resolveShipment(client, shipment);
      const trace = await client.get<Trace>(`/v1/shipments/${id}/trace`, { merged: options.merged });
      print(terminal, options.json === true, trace, () => renderTrace(trace, terminal));
    });
}
