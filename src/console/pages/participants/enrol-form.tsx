import { type FormEvent, useState } from "react";
import { ROLE_NAMES, type Role } from "../../../domain/role.ts";
import { Field } from "../../parts/field.tsx";
import { text } from "../../texts/text.ts";
import { MeasureState } from "./measure-state.tsx";
import { useMeasure } from "./use-measure.ts";

export function EnrolForm() {
  const [name, setName] = useState("");
  const [jurisdiction, setJurisdiction] = useState("");
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const measure = useMeasure();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { name: name.trim(), jurisdiction: jurisdiction.trim().toUpperCase(), roles };
    measure.mutate({ method: "POST", path: "/v1/participants", body });
  };
  const choose = (role: Role, chosen: boolean) =>
    setRoles((before) => (chosen ? [...before, role] : before.filter((one) => one !== role)));
  return (
    <form className="panel stack" onSubmit={submit} aria-labelledby="enrol">
      <h2 id="enrol">{text("participants.enrol")}</h2>
      <div className="row fields">
        <Field
          label={text("participants.name")}
          value={name}
          onChange={({ target }) => setName(target.value)}
          maxLength={200}
          required
        />
        <Field
          label={text("participants.country")}
          hint={text("participants.countryHint")}
          value={jurisdiction}
          onChange={({ target }) => setJurisdiction(target.value)}
          pattern="\s*[A-Za-z]{2}\s*"
          required
        />
      </div>
      <fieldset className="row">
        <legend>{text("participants.roles")}</legend>
        {ROLE_NAMES.map((role) => (
          <label key={role}>
            <input
              type="checkbox"
              checked={roles.includes(role)}
              onChange={({ target }) => choose(role, target.checked)}
            />{" "}
            {text(`role.${role}`)}
          </label>
        ))}
      </fieldset>
      <p>
        <button type="submit" className="button primary" disabled={measure.isPending || roles.length === 0}>
          {text("participants.enrol")}
        </button>
      </p>
      <MeasureState of={measure} />
    </form>
  );
}
