import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { EntryView } from "../../api/entry.ts";
import type { Submission } from "../../api/submission.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { refresh, withContents } from "./cache.ts";
import { reads } from "./reads.ts";

/** Whether the pages follow the chain; `since` is the time of the break (Unix seconds). */
export type Liveness =
  { readonly state: "connecting" | "live" } | { readonly state: "offline"; readonly since: number };

/** Milliseconds for which changes are gathered before the changed data is read again. */
const GATHER_MS = 300;
/** Milliseconds before a new stream is opened after one was refused or ended permanently. */
const REOPEN_MS = 3_000;
/** Milliseconds within which a repaired connection is not reported. */
const UNNOTICED_MS = 1_500;

/**
 * Follows the event stream, and reloads the data that an entry changes. The browser reconnects after a broken
 * connection, but not after a refused stream (an ended session, a gateway that cannot answer): this hook opens that one
 * again. After a break it reloads all data, because changes may have been missed.
 *
 * @param reader The participant whose entries the stream sends: a stream keeps the participant for whom it was opened,
 * even after another one signs in.
 */
export function useLive(reader: ParticipantId): Liveness {
  const client = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>({ state: "connecting" });
  useEffect(() => {
    const touched = createGatherer(client);
    let stream: EventSource;
    let lostAt: number | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let offlineTimer: ReturnType<typeof setTimeout> | undefined;
    const lost = () => {
      const since = (lostAt ??= Math.floor(Date.now() / 1000));
      offlineTimer ??= setTimeout(() => setLiveness({ state: "offline", since }), UNNOTICED_MS);
    };
    const open = () => {
      stream = new EventSource("/v1/events");
      stream.onopen = () => {
        clearTimeout(offlineTimer);
        offlineTimer = undefined;
        // Outcomes before the first connection were also missed.
        refresh(client, lostAt === undefined ? { queryKey: ["submission"] } : {});
        lostAt = undefined;
        setLiveness({ state: "live" });
      };
      stream.onerror = () => {
        lost();
        if (stream.readyState !== EventSource.CLOSED) return;
        // If an ended session caused the refusal, this read shows it, and the session gate asks to sign in.
        void client.invalidateQueries({ queryKey: reads.session().queryKey });
        again = setTimeout(open, REOPEN_MS);
      };
      stream.addEventListener("entry", (event) => touched.add(dataOf<EntryView>(event)));
      stream.addEventListener("submission", (event) => void keepOutcome(client, dataOf<Submission>(event)));
    };
    // A stream detects a lost network late or never.
    const leave = () => {
      stream.close();
      lost();
    };
    const comeBack = () => {
      clearTimeout(again);
      stream.close();
      open();
    };
    open();
    addEventListener("offline", leave);
    addEventListener("online", comeBack);
    return () => {
      removeEventListener("offline", leave);
      removeEventListener("online", comeBack);
      clearTimeout(again);
      clearTimeout(offlineTimer);
      stream.close();
      touched.stop();
    };
  }, [client, reader]);
  return liveness;
}

function dataOf<Data>({ data }: MessageEvent<string>): Data {
  return JSON.parse(data) as Data;
}

/**
 * Stores a submission's outcome for the page that sent it. A read under way is cancelled, because it would return an
 * older state.
 */
async function keepOutcome(client: QueryClient, outcome: Submission): Promise<void> {
  const { queryKey } = reads.submission(outcome.id);
  await client.cancelQueries({ queryKey });
  client.setQueryData(queryKey, outcome);
}

function createGatherer(client: QueryClient) {
  const shipments = new Set<unknown>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refreshAll = () => {
    timer = undefined;
    const changed = withContents(client, shipments);
    shipments.clear();
    refresh(client, { queryKey: ["shipment"], predicate: ({ queryKey: [, id] }) => changed.has(id) });
    for (const kind of ["shipments", "queues", "clocks", "entries", "lanes", "cases"])
      refresh(client, { queryKey: [kind] });
  };
  return {
    add({ shipment, refersTo }: EntryView) {
      shipments.add(shipment);
      // A loading or unloading changes the unit as well.
      if (refersTo !== null) shipments.add(refersTo);
      timer ??= setTimeout(refreshAll, GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
