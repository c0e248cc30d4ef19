import { type FormEvent, useState } from "react";
import type { ParticipantView } from "../../../api/participant.ts";
import { type Role, ROLE_NAMES } from "../../../domain/rules/role.ts";
import { text } from "../../texts/text.ts";
import { MeasureState, useMeasure } from "./measure.tsx";

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

interface RoleChoiceProps {
  readonly chosen: readonly Role[];
  readonly onChange: (chosen: readonly Role[]) => void;
}

/** The roles of an organisation, at least one. */
export function RoleChoice({ chosen, onChange }: RoleChoiceProps) {
  const choose = (role: Role, isChosen: boolean) =>
    onChange(ROLE_NAMES.filter((one) => (one === role ? isChosen : chosen.includes(one))));
  return (
    <fieldset className="row">
      <legend>{text("participants.roles")}</legend>
      {ROLE_NAMES.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            checked={chosen.includes(role)}
            onChange={({ target }) => choose(role, target.checked)}
          />{" "}
          {text(`role.${role}`)}
        </label>
      ))}
    </fieldset>
  );
}
