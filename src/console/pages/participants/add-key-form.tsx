import { type FormEvent, useState } from "react";
import type { ParticipantView } from "../../../api/participant.ts";
import { Field } from "../../parts/field.tsx";
import { shortHash } from "../../parts/hash.tsx";
import { text } from "../../texts/text.ts";
import { MeasureState, useMeasure } from "./measure.tsx";

interface AddKeyFormProps {
  readonly of: ParticipantView;
  /** The key that the new one replaces, if any. */
  readonly replaces: string | undefined;
  /** Asks to revoke the replaced key once its successor signs. */
  readonly onRevoke: (address: string) => void;
}

/** Adds a signing key. A rotation first adds the successor, then revokes the old key. */
export function AddKeyForm({ of: { id, name }, replaces, onRevoke }: AddKeyFormProps) {
  const [address, setAddress] = useState("");
  const [until, setUntil] = useState(nextYear);
  const measure = useMeasure();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = {
      address: address.trim().toLowerCase(),
      validUntil: Math.floor(Date.parse(`${until}T00:00:00Z`) / 1000),
    };
    const title = text("participants.addKeyTitle", { name, key: shortHash(body.address) });
    measure.mutate({ title, request: { method: "POST", path: `/v1/participants/${id}/keys`, body } });
  };
  const isInForce = measure.isSuccess && !("scheduled" in measure.data);
  return (
    <form className="stack" onSubmit={submit}>
      <h3>
        {replaces === undefined
          ? text("participants.addKey")
          : text("participants.successor", { key: shortHash(replaces) })}
      </h3>
      <div className="row fields">
        <Field
          label={text("participants.key")}
          value={address}
          onChange={({ target }) => setAddress(target.value)}
          pattern="\s*0x[0-9a-fA-F]{40}\s*"
          title={text("participants.keyHint")}
          spellCheck={false}
          required
        />
        <Field
          label={text("participants.validUntil")}
          type="date"
          value={until}
          min={tomorrow()}
          onChange={({ target }) => setUntil(target.value)}
          required
        />
        <button type="submit" className="button level" disabled={measure.isPending}>
          {text("participants.addKey")}
        </button>
      </div>
      <p className="soft small">{text("participants.addKeyHint")}</p>
      <MeasureState of={measure} />
      {isInForce && replaces !== undefined && (
        <p className="row">
          {text("participants.changeOver")}
          <button type="button" className="button" onClick={() => onRevoke(replaces)}>
            {text("participants.revokeKey", { key: shortHash(replaces) })}
          </button>
        </p>
      )}
    </form>
  );
}

/** The first day at whose beginning a key that signs from now on can end. */
function tomorrow(): string {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
}

function nextYear(): string {
  const date = new Date();
  date.setUTCFullYear(date.getUTCFullYear() + 1);
  return date.toISOString().slice(0, 10);
}
