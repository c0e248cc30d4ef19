import { useState } from "react";
import type { ParticipantView } from "../../../api/participant.ts";
import { isCountryCode } from "../../../domain/places/country.ts";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { shortHash } from "../../parts/hash.tsx";
import { text } from "../../texts/text.ts";
import { AddKeyForm } from "./add-key-form.tsx";
import { CountryForm } from "./country-form.tsx";
import { KeyTable } from "./key-table.tsx";
import { MeasureState, useMeasure } from "./measure.tsx";
import { Membership } from "./membership.tsx";
import { RolesForm } from "./roles-form.tsx";

/** A participant with its keys and their history. */
export function ParticipantCard({ of, governs }: { readonly of: ParticipantView; readonly governs: boolean }) {
  const { id, name, roles, jurisdiction, suspended } = of;
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="panel" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span className="soft number">№ {id}</span>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        {isCountryCode(jurisdiction) ? (
          <span className="badge">{jurisdiction}</span>
        ) : (
          <span className="badge bad">{text("participants.unknownCountry", { code: jurisdiction })}</span>
        )}
        {roles.map((role) => (
          <span key={role} className="badge">
            {text(`role.${role}`)}
          </span>
        ))}
        {suspended && <span className="badge bad">{text("participants.suspended")}</span>}
      </summary>
      <div className="stack">
        {governs ? <Governed of={of} /> : <Keys of={of} />}
        {isOpen && <Membership of={of} />}
      </div>
    </details>
  );
}

function Keys({ of }: { readonly of: ParticipantView }) {
  return (
    <section className="stack" aria-label={text("participants.keys")}>
      <h2>{text("participants.keys")}</h2>
      <KeyTable of={of} />
    </section>
  );
}

/** The governance measures. Those that cannot be undone at once ask for confirmation. */
function Governed({ of }: { readonly of: ParticipantView }) {
  const { id, name, suspended } = of;
  const [replaces, setReplaces] = useState<string>();
  const [revoking, setRevoking] = useState<string>();
  const [isSuspending, setSuspending] = useState(false);
  const measure = useMeasure();
  const revoke = (address: string) =>
    measure.mutate({
      title: text("participants.revokeTitle", { name, key: shortHash(address) }),
      request: { method: "DELETE", path: `/v1/participants/${id}/keys/${address}` },
    });
  const suspendOrReinstate = () =>
    measure.mutate({
      title: text(suspended ? "participants.reinstateTitle" : "participants.suspendTitle", { name }),
      request: { method: "POST", path: `/v1/participants/${id}/${suspended ? "reinstate" : "suspend"}` },
    });
  return (
    <div className="stack">
      <h2>{text("participants.keys")}</h2>
      <KeyTable of={of} onReplace={setReplaces} onRevoke={setRevoking} />
      <AddKeyForm of={of} replaces={replaces} onRevoke={setRevoking} />
      <RolesForm key={of.roles.join()} of={of} />
      <CountryForm key={of.jurisdiction} of={of} />
      <p>
        <button
          type="button"
          className="button"
          disabled={measure.isPending}
          onClick={() => (suspended ? suspendOrReinstate() : setSuspending(true))}
        >
          {text(suspended ? "participants.reinstate" : "participants.suspend")}
        </button>
      </p>
      <MeasureState of={measure} />
      {revoking !== undefined && (
        <ConfirmDialog
          title={text("participants.revokeTitle", { name, key: shortHash(revoking) })}
          confirm={text("participants.revoke")}
          onConfirm={() => revoke(revoking)}
          onClose={() => setRevoking(undefined)}
        >
          {text("participants.revokeSure")}
        </ConfirmDialog>
      )}
      {isSuspending && (
        <ConfirmDialog
          title={text("participants.suspendTitle", { name })}
          confirm={text("participants.suspend")}
          onConfirm={suspendOrReinstate}
          onClose={() => setSuspending(false)}
        >
          {text("participants.suspendSure")}
        </ConfirmDialog>
      )}
    </div>
  );
}
