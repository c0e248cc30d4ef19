import type { ShipmentView } from "../../../api/shipment.ts";
import { useEndless } from "../../api/use-endless.ts";
import { EndlessList } from "../../parts/endless-list.tsx";
import { text } from "../../texts/text.ts";
import { ShipmentRow } from "./shipment-row.tsx";

const PAGE = 100;

const keyOf = ({ id }: ShipmentView): string => id;

/** Every shipment that the reader may see, the last changed first. */
export function RecentShipments() {
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
