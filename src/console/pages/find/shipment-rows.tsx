import type { ShipmentView } from "../../../api/shipment.ts";
import { ShipmentRow } from "./shipment-row.tsx";

/** A short list of shipments. */
export function ShipmentRows({
  label,
  shipments,
}: {
  readonly label: string;
  readonly shipments: readonly ShipmentView[];
}) {
  return (
    <ul className="plain" aria-label={label}>
      {shipments.map((shipment) => (
        <li key={shipment.id}>
          <ShipmentRow of={shipment} />
        </li>
      ))}
    </ul>
  );
}
