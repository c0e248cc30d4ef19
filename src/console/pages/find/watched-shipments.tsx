import { useQueries } from "@tanstack/react-query";
import { reads } from "../../api/reads.ts";
import { text } from "../../texts/text.ts";
import { useWatched } from "../../watch/watched.ts";
import { ShipmentRows } from "./shipment-rows.tsx";

/** The shipments that the user watches, as they stand; those that he may not read any more are left out. */
export function WatchedShipments() {
  const ids = useWatched();
  const answers = useQueries({ queries: ids.map((id) => reads.shipment(id)) });
  const shipments = answers.flatMap(({ data }) => data ?? []);
  return (
    <section className="panel stack">
      <h2>{text("find.watched")}</h2>
      {ids.length === 0 ? (
        <p className="soft">{text("find.watchedNone")}</p>
      ) : (
        <ShipmentRows label={text("find.watched")} shipments={shipments} />
      )}
    </section>
  );
}
