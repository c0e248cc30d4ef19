import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

/** Whether what pages show follows the chain. */
export type Liveness = "connecting" | "live" | "offline";

/** How long changes are gathered before what they touch is asked for again, in milliseconds. */
const GATHER_MS = 300;
/** How long after a stream was refused, or ended for good, another is asked for, in milliseconds. */
const REOPEN_MS = 3_000;

/**
 * Follows the event stream, and has what an entry changes asked for again. The browser reconnects by itself when a
 * connection breaks, but gives up on a stream that is refused (a session that ended, a gateway that cannot answer): that
 * one is opened again, and everything asked for again once it is, since nobody says what was missed meanwhile.
 */
export function useLive(): Liveness {
  const client = useQueryClient();
  const [state, setState] = useState<Liveness>("connecting");
  useEffect(() => {
    const touched = createGatherer(client);
    let stream: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = (missed: boolean) => {
      stream = new EventSource("/v1/events");
      stream.onopen = () => {
        setState("live");
        if (missed) void client.invalidateQueries();
      };
      stream.onerror = () => {
        const refused = stream.readyState === EventSource.CLOSED;
        setState(refused ? "offline" : "connecting");
        if (refused) again = setTimeout(() => open(true), REOPEN_MS);
      };
      stream.addEventListener("entry", ({ data }) =>
        touched.add((JSON.parse(String(data)) as { shipment: string }).shipment),
      );
    };
    open(false);
    return () => {
      clearTimeout(again);
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
    void client.invalidateQueries({ queryKey: ["queues"] });
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
