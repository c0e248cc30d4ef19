import { type FormEvent, useState } from "react";
import type { ParticipantId } from "../../../domain/entry.ts";
import { Field } from "../../parts/field.tsx";
import { text } from "../../texts/text.ts";
import { MeasureState } from "./measure-state.tsx";
import { useMeasure } from "./use-measure.ts";

export function AddKeyForm({ participant }: { readonly participant: ParticipantId }) {
  const [address, setAddress] = useState("");
  const [until, setUntil] = useState(() => nextYear());
  const measure = useMeasure();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = {
      address: address.trim().toLowerCase(),
      validUntil: Math.floor(Date.parse(`${until}T00:00:00Z`) / 1000),
    };
    measure.mutate({ method: "POST", path: `/v1/participants/${participant}/keys`, body });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <div className="row fields">
        <Field
          label={text("participants.key")}
          value={address}
          onChange={({ target }) => setAddress(target.value)}
          pattern="\s*0x[0-9a-fA-F]{40}\s*"
          spellCheck={false}
          required
        />
        <Field
          label={text("participants.validUntil")}
          type="date"
          value={until}
          onChange={({ target }) => setUntil(target.value)}
          required
        />
        <button type="submit" className="button level" disabled={measure.isPending}>
          {text("participants.addKey")}
        </button>
      </div>
      <p className="soft small">{text("participants.addKeyHint")}</p>
      <MeasureState of={measure} />
    </form>
  );
}

function nextYear(): string {
  const date = new Date();
  date.setUTCFullYear(date.getUTCFullYear() + 1);
  return date.toISOString().slice(0, 10);
}
