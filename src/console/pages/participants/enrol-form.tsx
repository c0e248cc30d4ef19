import { type FormEvent, useState } from "react";
import type { Role } from "../../../domain/rules/role.ts";
import { isCountryCode } from "../../../domain/places/country.ts";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { Field } from "../../parts/field.tsx";
import { text } from "../../texts/text.ts";
import { CountryField, readCountry } from "./country-field.tsx";
import { MeasureState, useMeasure } from "./measure.tsx";
import { RoleChoice } from "./roles-form.tsx";

export function EnrolForm() {
  const [name, setName] = useState("");
  const [country, setCountry] = useState("");
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const [isAsking, setAsking] = useState(false);
  const measure = useMeasure();
  const jurisdiction = readCountry(country);
  const title = text("participants.enrolTitle", { name: name.trim() });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
  };
  const enrol = () => {
    const body = { name: name.trim(), jurisdiction, roles };
    measure.mutate({ title, request: { method: "POST", path: "/v1/participants", body } });
  };
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
        <CountryField value={country} onChange={setCountry} />
      </div>
      <RoleChoice chosen={roles} onChange={setRoles} />
      <p>
        <button
          type="submit"
          className="button primary"
          disabled={measure.isPending || roles.length === 0 || !isCountryCode(jurisdiction)}
        >
          {text("participants.enrol")}
        </button>
      </p>
      <MeasureState of={measure} />
      {isAsking && (
        <ConfirmDialog
          title={title}
          confirm={text("participants.enrol")}
          onConfirm={enrol}
          onClose={() => setAsking(false)}
        >
          {text("participants.enrolSure", {
            jurisdiction,
            roles: roles.map((role) => text(`role.${role}`)).join(", "),
          })}
        </ConfirmDialog>
      )}
    </form>
  );
}
