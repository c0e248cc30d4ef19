import { useQueries } from "@tanstack/react-query";
import type { Trace } from "../../../api/trace.ts";
import { reads } from "../../api/reads.ts";
import { ShipmentLink } from "../../parts/shipment-link.tsx";
import { text } from "../../texts/text.ts";

/** The units that it is inside of now, from the innermost, and whether customs holds one: then it cannot move either. */
export function Around({ trace }: { readonly trace: Trace }) {
  const units = trace.containers.filter(({ until }) => until === null).toSorted((a, b) => a.level - b.level);
  const answers = useQueries({ queries: units.map(({ unit }) => reads.shipment(unit)) });
  if (units.length === 0) return null;
  return (
    <>
      <dt>{text("shipment.inside")}</dt>
      <dd className="row">
        {units.map(({ unit, identifier }, index) => (
          <span key={unit} className="row">
            <ShipmentLink id={unit} identifier={identifier} />
            {answers[index]?.data?.held === true && <span className="badge bad">{text("find.held")}</span>}
          </span>
        ))}
      </dd>
    </>
  );
}
