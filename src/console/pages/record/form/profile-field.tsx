import { useQuery } from "@tanstack/react-query";
import { reads } from "../../../api/reads.ts";
import { Labelled } from "../../../parts/field.tsx";
import { text } from "../../../texts/text.ts";

interface ProfileFieldProps {
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (refersTo: string) => void;
}

/** The profile whose clocks a Hold gives its case: one that the gateway knows, by its id, or the digest of another. */
export function ProfileField({ value, problem, onChange }: ProfileFieldProps) {
  const { data: profiles = [] } = useQuery(reads.profiles());
  return (
    <Labelled label={text("form.profile")} hint={text("form.profileHint")} problem={problem} needed={false}>
      {(control) => (
        <>
          <input
            {...control}
            list="profiles"
            value={value}
            onChange={({ target }) => onChange(target.value.trim())}
            spellCheck={false}
            autoComplete="off"
          />
          <datalist id="profiles">
            {profiles.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Labelled>
  );
}
