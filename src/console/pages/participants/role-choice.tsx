import { ROLE_NAMES, type Role } from "../../../domain/rules/role.ts";
import { text } from "../../texts/text.ts";

interface RoleChoiceProps {
  readonly chosen: readonly Role[];
  readonly onChange: (chosen: readonly Role[]) => void;
}

/** In which capacities an organisation is to act: one or more. */
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
