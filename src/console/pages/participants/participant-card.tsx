import type { ParticipantView } from "../../../gateway/read/participant-view.ts";
import { text } from "../../texts/text.ts";
import { AddKeyForm } from "./add-key-form.tsx";
import { KeyTable } from "./key-table.tsx";
import { MeasureState } from "./measure-state.tsx";
import { useMeasure } from "./use-measure.ts";

/** One organisation: what it is, and its keys with their history. */
export function ParticipantCard({ of, governs }: { readonly of: ParticipantView; readonly governs: boolean }) {
  const { id, name, roles, jurisdiction, suspended, keys } = of;
  const measure = useMeasure();
  const toggle = () => {
    if (!suspended && !confirm(text("participants.suspendSure", { name }))) return;
    measure.mutate({ method: "POST", path: `/v1/participants/${id}/${suspended ? "reinstate" : "suspend"}` });
  };
  return (
    <details className="panel">
      <summary>
        <span className="soft">№ {id}</span>
        <strong>{name}</strong>
        <span className="badge">{jurisdiction}</span>
        {roles.map((role) => (
          <span key={role} className="badge">
            {text(`role.${role}`)}
          </span>
        ))}
        {suspended && <span className="badge bad">{text("participants.suspended")}</span>}
      </summary>
      <div className="stack">
        <h2>{text("participants.keys")}</h2>
        <KeyTable of={of} onRevoke={governs ? (path) => measure.mutate({ method: "DELETE", path }) : undefined} />
        {keys.length === 0 && <p className="soft">{text("participants.noKeys")}</p>}
        {governs && (
          <>
            <AddKeyForm participant={id} />
            <p>
              <button type="button" className="button" onClick={toggle}>
                {text(suspended ? "participants.reinstate" : "participants.suspend")}
              </button>
            </p>
            <MeasureState of={measure} />
          </>
        )}
      </div>
    </details>
  );
}
