import type { QueueName } from "../../../api/queue.ts";
import type { WorkItem } from "../../../api/work.ts";
import { ActionLinks } from "../../parts/action-links.tsx";
import { Participant } from "../../parts/participant.tsx";
import { PhaseBadge } from "../../parts/phase-badge.tsx";
import { ShipmentLink, shipmentName } from "../../parts/shipment-name.tsx";
import { useSession } from "../../session/session.ts";
import { text } from "../../texts/text.ts";
import { CaseClocks, Since } from "./clocks.tsx";

/** One item of a queue: its shipment and case, since when it waits, and the possible actions. */
export function WorkRow({ queue, of }: { readonly queue: QueueName; readonly of: WorkItem }) {
  const { shipment, since, case: about, actions } = of;
  const mayRecord = useSession().scopes.includes("record");
  return (
    <article className="work-row">
      <div className="what">
        <ShipmentLink id={shipment.id} identifier={shipment.identifier} />
        <PhaseBadge phase={shipment.phase} held={shipment.held} />
        <span className="soft small">
          {text("shipment.heldBy")} <Participant of={shipment.custodian} />
          {shipment.offeredTo !== null && queue !== "offers" && (
            <>
              {", "}
              {text("work.offeredTo")} <Participant of={shipment.offeredTo} />
            </>
          )}
        </span>
        {about !== null && about.reason !== null && <span className="reason">{about.reason}</span>}
      </div>
      <div className="clocks">
        {about === null || queue === "contests" ? <Since at={since} sentence={`queue.${queue}.since`} /> : null}
        {about !== null && <CaseClocks of={about} />}
      </div>
      {mayRecord && actions.length > 0 && (
        <ActionLinks
          shipment={shipment.id}
          kinds={actions}
          about={about?.hold}
          of={shipmentName(shipment.id, shipment.identifier)}
        />
      )}
    </article>
  );
}
