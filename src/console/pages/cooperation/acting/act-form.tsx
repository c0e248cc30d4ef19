import { type FormEvent, useEffect, useRef, useState } from "react";
import type { ParticipantView } from "../../../../api/participant.ts";
import type { ActKind } from "../../../../domain/cooperation/act-kind.ts";
import type { FieldSchema } from "../../../../domain/payload/field-schema.ts";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import { Labelled } from "../../../parts/field.tsx";
import { text, textIfAny } from "../../../texts/text.ts";
import { choiceOf, labelOf } from "../../record/form/members.ts";
import { COUNTERPARTY, type Problems, problemsOf } from "../../record/form/problems.ts";
import { Members } from "../../record/form/schema-field.tsx";
import type { TypedMembers } from "../../record/form/typed.ts";

interface ActFormProps {
  readonly kind: ActKind;
  readonly schema: FieldSchema;
  /** The caveats that the act signs. */
  readonly caveats: readonly string[] | undefined;
  /** The possible addressees; `undefined` for an act without one. */
  readonly addressees: readonly ParticipantView[] | undefined;
  readonly members: TypedMembers;
  readonly counterparty: string;
  readonly onChange: (more: { readonly members?: TypedMembers; readonly counterparty?: string }) => void;
  readonly onPreview: () => void;
  readonly previewing: { readonly isPending: boolean; readonly error: unknown };
}

/** The form of a kind of act, generated from the table of kinds and the schema of its record. */
export function ActForm(props: ActFormProps) {
  const { kind, schema, caveats, addressees, members, counterparty, onChange, onPreview, previewing } = props;
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(0);
  const own: Problems = {
    ...problemsOf(schema, members),
    ...(addressees !== undefined && counterparty === "" && { [COUNTERPARTY]: text("form.missing") }),
  };
  // Problems are shown only after the first attempt to submit.
  const problems = tried === 0 ? {} : own;
  const count = Object.keys(problems).length;
  useEffect(() => {
    if (tried > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tried]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried((before) => before + 1);
    if (Object.keys(own).length === 0) onPreview();
  };
  const lead = textIfAny(`doing.${kind}.lead`);
  return (
    <form ref={form} className="panel stack" onSubmit={submit} noValidate>
      {lead !== undefined && <p className="soft">{lead}</p>}
      {caveats !== undefined && (
        <section className="stack" aria-label={labelOf("caveats")}>
          <p>{text(caveats.length === 0 ? "cooperation.noCaveats" : "cooperation.signsCaveats")}</p>
          <ul>
            {caveats.map((caveat) => (
              <li key={caveat}>{choiceOf("caveats", caveat)}</li>
            ))}
          </ul>
        </section>
      )}
      {addressees !== undefined && (
        <div className="members subject">
          <Labelled label={labelOf("counterparty")} problem={problems[COUNTERPARTY]} needed>
            {(control) => (
              <select
                {...control}
                value={counterparty}
                onChange={({ target }) => onChange({ counterparty: target.value })}
              >
                <option value="">{text("form.choose")}</option>
                {addressees.map(({ id, name, jurisdiction }) => (
                  <option key={id} value={id}>
                    {name} ({jurisdiction})
                  </option>
                ))}
              </select>
            )}
          </Labelled>
        </div>
      )}
      <Members
        schema={schema}
        typed={members}
        onChange={(next) => onChange({ members: next })}
        at=""
        problems={problems}
      />
      {count > 0 && (
        <p className="notice bad" role="alert">
          {text("form.problems", { count })}
        </p>
      )}
      {previewing.error !== null && <ErrorNotice error={previewing.error} />}
      <p>
        <button
          type="submit"
          className="button primary"
          disabled={previewing.isPending}
          aria-busy={previewing.isPending}
        >
          {text(previewing.isPending ? "form.reviewing" : "form.review")}
        </button>
      </p>
    </form>
  );
}
