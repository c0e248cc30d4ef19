import type { QueryClient } from "@tanstack/react-query";
import type { ShipmentView } from "../../api/shipment.ts";
import type { Trace } from "../../api/trace.ts";

/** Shipments, and those that are known to be inside of them at any depth: what changes a unit changes these. */
export function withContents(client: QueryClient, units: ReadonlySet<unknown>): ReadonlySet<unknown> {
  const known = client
    .getQueriesData<ShipmentView | Trace | object>({ queryKey: ["shipment"] })
    .flatMap(([, data]) => placeOf(data) ?? []);
  const changed = new Set(units);
  for (const unit of changed) {
    for (const { id, container } of known) if (container === unit) changed.add(id);
  }
  return changed;
}

function placeOf(data: ShipmentView | Trace | object | undefined): Pick<ShipmentView, "id" | "container"> | undefined {
  if (data === undefined) return undefined;
  if ("shipment" in data && "containers" in data) return data.shipment;
  return "container" in data ? data : undefined;
}
