import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { EntryView } from "../../api/entry.ts";
import type { Submission } from "../../api/submission.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { refresh, withContents } from "./cache.ts";
import { reads } from "./reads.ts";

/** Whether what pages show follows the chain; `since` when it does not (Unix seconds). */
export type Liveness =
  { readonly state: "connecting" | "live" } | { readonly state: "offline"; readonly since: number };

/** Milliseconds for which changes are gathered before the changed data is read again. */
const GATHER_MS = 300;
/** How long after a stream was refused, or ended for good, another is asked for, in milliseconds. */
const REOPEN_MS = 3_000;
/** A break that is mended within this time is not worth a word, in milliseconds. */
const UNNOTICED_MS = 1_500;

/**
 * Follows the event stream, and has what an entry changes asked for again. The browser reconnects by itself when a
 * connection breaks, but gives up on a stream that is refused (a session that ended, a gateway that cannot answer): that
 * one is opened again. After a break everything is asked for again, since what could not be read meanwhile says so.
 *
 * @param reader whose entries they are: a stream goes on for whom it was opened, whoever signs in meanwhile.
 */
export function useLive(reader: ParticipantId): Liveness {
  const client = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>({ state: "connecting" });
  useEffect(() => {
    const touched = createGatherer(client);
    let stream: EventSource;
    let lostAt: number | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let telling: ReturnType<typeof setTimeout> | undefined;
    const lost = () => {
      const since = (lostAt ??= Math.floor(Date.now() / 1000));
      telling ??= setTimeout(() => setLiveness({ state: "offline", since }), UNNOTICED_MS);
    };
    const open = () => {
      stream = new EventSource("/v1/events");
      stream.onopen = () => {
        clearTimeout(telling);
        telling = undefined;
        // Outcomes before the first connection were missed as well.
        refresh(client, lostAt === undefined ? { queryKey: ["submission"] } : {});
        lostAt = undefined;
        setLiveness({ state: "live" });
      };
      stream.onerror = () => {
        lost();
        if (stream.readyState !== EventSource.CLOSED) return;
        // Whether it was refused because the session ended is for the session to tell: it asks to sign in.
        void client.invalidateQueries({ queryKey: reads.session().queryKey });
        again = setTimeout(open, REOPEN_MS);
      };
      stream.addEventListener("entry", (event) => touched.add(dataOf<EntryView>(event)));
      stream.addEventListener("submission", (event) => void keepOutcome(client, dataOf<Submission>(event)));
    };
    // Of a network that is gone a stream learns late, or never.
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
      clearTimeout(telling);
      stream.close();
      touched.stop();
    };
  }, [client, reader]);
  return liveness;
}

function dataOf<Data>({ data }: MessageEvent<string>): Data {
  return JSON.parse(data) as Data;
}

/** Keeps a submission's outcome for the page that sent it. A read that is under way would only return an older state. */
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
    for (const kind of ["shipments", "queues", "entries"]) refresh(client, { queryKey: [kind] });
  };
  return {
    add({ shipment, refersTo }: EntryView) {
      shipments.add(shipment);
      // What is loaded or unloaded changes the unit as well.
      if (refersTo !== null) shipments.add(refersTo);
      timer ??= setTimeout(refreshAll, GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
