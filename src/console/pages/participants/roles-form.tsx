import { type FormEvent, useState } from "react";
import type { ParticipantView } from "../../../api/participant.ts";
import { text } from "../../texts/text.ts";
import { MeasureState } from "./measure-state.tsx";
import { RoleChoice } from "./role-choice.tsx";
import { useMeasure } from "./use-measure.ts";

/** Replaces the roles of a participant. */
export function RolesForm({ of: { id, name, roles } }: { readonly of: ParticipantView }) {
  const [chosen, setChosen] = useState(roles);
  const measure = useMeasure();
  const isChanged = chosen.join() !== roles.join();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const title = text("participants.rolesTitle", {
      name,
      roles: chosen.map((role) => text(`role.${role}`)).join(", "),
    });
    measure.mutate({
      title,
      request: { method: "PUT", path: `/v1/participants/${id}/roles`, body: { roles: chosen } },
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <RoleChoice chosen={chosen} onChange={setChosen} />
      <p>
        <button type="submit" className="button" disabled={measure.isPending || !isChanged || chosen.length === 0}>
          {text("participants.setRoles")}
        </button>
      </p>
      <MeasureState of={measure} />
    </form>
  );
}
