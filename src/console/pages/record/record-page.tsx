import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { ShipmentId } from "../../../domain/entry.ts";
import { reads } from "../../api/reads.ts";
import { useTitle } from "../../layout/use-title.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { Participant } from "../../parts/participant.tsx";
import { PhaseBadge } from "../../parts/phase-badge.tsx";
import { shipmentName } from "../../parts/shipment-name.tsx";
import { useSession } from "../../session/session.ts";
import { text, textIfAny } from "../../texts/text.ts";
import { readKinds } from "./read-kinds.ts";
import { Recording } from "./recording.tsx";
import "./record.css";

interface RecordPageProps {
  readonly id: ShipmentId;
  /** The kind in the address, which may be unknown. */
  readonly kind: string;
  /** The entry's reference, if the link to this page names one. */
  readonly about: string | undefined;
}

/** The form of one action on one shipment, from the first field to the recorded entry. */
export default function RecordPage({ id, kind, about }: RecordPageProps) {
  const shipment = useQuery(reads.shipment(id));
  const actions = useQuery(reads.actions(id));
  const kinds = useQuery(readKinds());
  const participants = useQuery(reads.participants());
  const mayRecord = useSession().scopes.includes("record");
  const name = shipmentName(id, shipment.data?.identifier ?? null);
  const title = textIfAny(`act.${kind}`) ?? kind;
  useTitle(`${title}: ${name}`);
  const all = [shipment, actions, kinds, participants];
  const failed = all.find(({ data, error }) => data === undefined && error !== null);
  if (failed !== undefined) return <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />;
  const rules = kinds.data?.find((one) => one.kind === kind);
  const action = actions.data?.actions.find((one) => one.kind === kind);
  if (shipment.data === undefined || actions.data === undefined || participants.data === undefined || !kinds.data) {
    return <Loading />;
  }
  return (
    <div className="stack record">
      <header className="stack">
        <h1>{title}</h1>
        <p className="row">
          <Link href={`/shipments/${id}`}>{text("shipment.title", { name })}</Link>
          <PhaseBadge phase={shipment.data.phase} held={shipment.data.held} />
          <span className="soft">
            {text("shipment.heldBy")} <Participant of={shipment.data.custodian} />
          </span>
        </p>
      </header>
      {!mayRecord && <p className="notice warn">{text("record.readOnly")}</p>}
      {rules === undefined || action === undefined ? (
        <p className="notice warn">{text("record.noSuchKind", { kind })}</p>
      ) : (
        <Recording
          shipment={shipment.data}
          name={name}
          rules={rules}
          action={action}
          actions={actions.data}
          participants={participants.data}
          about={about}
        />
      )}
    </div>
  );
}
