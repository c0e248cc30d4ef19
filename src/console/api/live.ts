import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

/** Whether what pages show follows the chain. */
export type Liveness = "connecting" | "live" | "offline";

/** How long changes are gathered before what they touch is asked for again, in milliseconds. */
const GATHER_MS = 300;

/** Follows the event stream, and has what an entry changes asked for again. The browser reconnects by itself. */
export function useLive(): Liveness {
  const client = useQueryClient();
  const [state, setState] = useState<Liveness>("connecting");
  useEffect(() => {
    const stream = new EventSource("/v1/events");
    const touched = createGatherer(client);
    stream.onopen = () => setState("live");
    stream.onerror = () => setState(stream.readyState === EventSource.CLOSED ? "offline" : "connecting");
    stream.addEventListener("entry", ({ data }) =>
      touched.add((JSON.parse(String(data)) as { shipment: string }).shipment),
    );
    return () => {
      stream.close();
      touched.stop();
    };
  }, [client]);
  return state;
}

function createGatherer(client: QueryClient) {
  const shipments = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = () => {
    timer = undefined;
    for (const id of shipments) void client.invalidateQueries({ queryKey: ["shipment", id] });
    shipments.clear();
    void client.invalidateQueries({ queryKey: ["shipments"] });
    void client.invalidateQueries({ queryKey: ["entries"] });
  };
  return {
    add(shipment: string) {
      shipments.add(shipment);
      timer ??= setTimeout(refresh, GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
