import { useQueries } from "@tanstack/react-query";
import type { ShipmentView } from "../../../api/shipment.ts";
import { reads } from "../../api/reads.ts";
import { useEndless } from "../../api/use-endless.ts";
import { useTitle } from "../../layout/use-title.ts";
import { EndlessList } from "../../parts/endless-list.tsx";
import { useWatched } from "../../stored/watched.ts";
import { text } from "../../texts/text.ts";
import { SearchBox } from "./search-box.tsx";
import { ShipmentRow, ShipmentRows } from "./shipment-rows.tsx";
import "./find.css";

export function FindPage() {
  useTitle(text("find.title"));
  return (
    <div className="stack find">
      <h1>{text("find.title")}</h1>
      <SearchBox />
      <WatchedShipments />
      <RecentShipments />
    </div>
  );
}

/** The shipments that the user watches, in their current state, without those that the user may no longer read. */
function WatchedShipments() {
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

const PAGE = 100;

const keyOf = ({ id }: ShipmentView): string => id;

/** Every shipment that the reader may see, the last changed first. */
function RecentShipments() {
  const list = useEndless(["shipments", "recent"], "/v1/shipments", PAGE, keyOf);
  return (
    <section className="panel stack">
      <h2>{text("find.recent")}</h2>
      <EndlessList
        of={list}
        label={text("find.recent")}
        row={(shipment) => <ShipmentRow of={shipment} />}
        height={48}
        none={text("find.recentNone")}
      />
    </section>
  );
}
