import type { ParticipantView } from "../../../../api/participant.ts";
import type { ActionView, KindView, ShipmentActions } from "../../../../api/work.ts";
import type { Kind } from "../../../../domain/rules/kind.ts";
import { Labelled } from "../../../parts/field.tsx";
import { shipmentName } from "../../../parts/shipment-name.tsx";
import { locale } from "../../../texts/language.ts";
import { text } from "../../../texts/text.ts";
import { addresseesOf, caseName, type Draft, entryName, referenceName } from "./draft.ts";
import { ProfileField } from "./profile-field.tsx";
import { COUNTERPARTY, type Problems, REFERS_TO } from "./problems.ts";

interface SubjectProps {
  readonly rules: KindView;
  readonly action: ActionView;
  readonly actions: ShipmentActions;
  readonly participants: readonly ParticipantView[];
  readonly draft: Draft;
  readonly onChange: (more: Partial<Draft>) => void;
  readonly problems: Problems;
}

/** The label of the counterparty's field, by kind. */
const ADDRESSED: Partial<Record<Kind, "form.servedOn" | "form.heard" | "form.appealTo">> = {
  Notice: "form.servedOn",
  Hear: "form.heard",
  Appeal: "form.appealTo",
};

/** Fields for the entry's reference and counterparty, with only the choices that the ledger would accept. */
export function Subject(props: SubjectProps) {
  const { rules, action, participants, draft, onChange, problems } = props;
  if (rules.names === null && rules.counterparty === "none") return null;
  const addressees = addresseesOf(action, draft);
  const named = participants
    .filter(({ id }) => addressees.includes(id))
    .toSorted((a, b) => a.name.localeCompare(b.name, locale()));
  return (
    <section className="members subject" aria-label={text("form.subject")}>
      {rules.names !== null && <Reference {...props} />}
      {rules.counterparty !== "none" && (
        <Labelled
          label={text(ADDRESSED[rules.kind] ?? "form.offerTo")}
          problem={problems[COUNTERPARTY]}
          needed={rules.counterparty === "required"}
        >
          {(control) => (
            <select
              {...control}
              value={draft.counterparty}
              onChange={({ target }) => onChange({ counterparty: target.value })}
            >
              <option value="">{text(rules.counterparty === "required" ? "form.choose" : "form.nobody")}</option>
              {named.map(({ id, name, jurisdiction }) => (
                <option key={id} value={id}>
                  {name} ({jurisdiction})
                </option>
              ))}
            </select>
          )}
        </Labelled>
      )}
    </section>
  );
}

function Reference({ rules, action, actions, draft, onChange, problems }: SubjectProps) {
  const needed = rules.refersTo === "required";
  const problem = problems[REFERS_TO];
  const change = (refersTo: string) => onChange({ refersTo, counterparty: "" });
  if (rules.kind === "Unload") {
    return (
      <p>
        {text("form.outOf")} <strong>{referenceName(rules, actions, draft)}</strong>
      </p>
    );
  }
  if (rules.names === "unit") {
    return (
      <Labelled label={text("form.unit")} hint={text("form.unitHint")} problem={problem} needed={needed}>
        {(control) => (
          <>
            <input
              {...control}
              list="units"
              value={draft.refersTo}
              onChange={({ target }) => change(target.value)}
              spellCheck={false}
              autoComplete="off"
            />
            <datalist id="units">
              {actions.units.map(({ id, identifier }) => (
                <option key={id} value={identifier === null ? id : shipmentName(id, identifier)} />
              ))}
            </datalist>
          </>
        )}
      </Labelled>
    );
  }
  if (rules.names === "profile") return <ProfileField value={draft.refersTo} problem={problem} onChange={change} />;
  const [nameOf, label] =
    rules.names === "case" ? ([caseName, "form.case"] as const) : ([entryName, "form.entry"] as const);
  return (
    <Labelled label={text(label)} problem={problem} needed={needed}>
      {(control) => (
        <select {...control} value={draft.refersTo} onChange={({ target }) => change(target.value)}>
          <option value="">{text(needed ? "form.choose" : "form.noCase")}</option>
          {action.choices.map(({ refersTo }) =>
            refersTo === null ? null : (
              <option key={refersTo} value={refersTo}>
                {nameOf(actions, refersTo)}
              </option>
            ),
          )}
        </select>
      )}
    </Labelled>
  );
}
