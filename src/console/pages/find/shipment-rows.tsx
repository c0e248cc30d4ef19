import type { ShipmentView } from "../../../api/shipment.ts";
import { Participant } from "../../parts/participant.tsx";
import { PhaseBadge } from "../../parts/phase-badge.tsx";
import { ShipmentLink } from "../../parts/shipment-name.tsx";
import { Time } from "../../times/time.tsx";

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

/** One shipment of a list: its name, its custodian, its phase, and the time of its last change. */
export function ShipmentRow({ of }: { readonly of: ShipmentView }) {
  return (
    <div className="shipment-row">
      <ShipmentLink id={of.id} identifier={of.identifier} />
      <Participant of={of.custodian} />
      <PhaseBadge phase={of.phase} held={of.held} />
      <span className="soft small">
        <Time at={of.updatedAt} />
      </span>
    </div>
  );
}
