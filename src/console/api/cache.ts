import { type InvalidateQueryFilters, type Query, QueryClient } from "@tanstack/react-query";
import type { ShipmentView } from "../../api/shipment.ts";
import type { Trace } from "../../api/trace.ts";
import { Problem } from "./problem.ts";

/** Creates the cache. It shows the last answer while it reads the next, and does not repeat refused requests. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => failures < 3 && !(error instanceof Problem && error.status < 500),
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
  // The event stream sends every outcome; outcomes that no page shows are dropped after a minute.
  client.setQueryDefaults(["submission"], { staleTime: Infinity, gcTime: 60_000 });
  return client;
}

/**
 * Reloads the data that is shown. A list of several pages is only marked as changed: reloading reads its pages one
 * after the other for every entry and moves rows during reading.
 */
export function refresh(client: QueryClient, filters: InvalidateQueryFilters = {}): void {
  const { predicate = () => true } = filters;
  void client.invalidateQueries({ ...filters, predicate: (query) => predicate(query) && !isLong(query) });
  void client.invalidateQueries({
    ...filters,
    predicate: (query) => predicate(query) && isLong(query),
    refetchType: "none",
  });
}

/** Whether a query holds a list of which more than the first page was read. */
export function isLong({ state: { data } }: Pick<Query, "state">): boolean {
  if (typeof data !== "object" || data === null || !("pages" in data)) return false;
  return Array.isArray(data.pages) && data.pages.length > 1;
}

/** Adds to units the shipments known to be inside them at any depth, since a change of a unit changes its content. */
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
