import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Preparation } from "../../../api/entry.ts";
import type { ParticipantView } from "../../../api/participant.ts";
import type { ShipmentView } from "../../../api/shipment.ts";
import type { ActionView, KindView, ShipmentActions } from "../../../api/work.ts";
import { call } from "../../api/call.ts";
import { text } from "../../texts/text.ts";
import { ActionForm } from "./form/action-form.tsx";
import { blankDraft, type Draft, referenceName, unitTyped } from "./form/draft.ts";
import { subjectProblems } from "./form/problems.ts";
import { eventOf } from "./form/event-of.ts";
import { localNow } from "./form/local-moment.ts";
import { Subject } from "./form/subject.tsx";
import { payloadOf } from "./form/typed.ts";
import { Reason } from "./reason.tsx";
import { Review } from "./review/review.tsx";
import { useUnsavedWarning } from "./use-unsaved-warning.ts";

interface RecordingProps {
  readonly shipment: ShipmentView;
  readonly name: string;
  readonly rules: KindView;
  readonly action: ActionView;
  readonly actions: ShipmentActions;
  readonly participants: readonly ParticipantView[];
  readonly about: string | undefined;
}

/** Shows the form, then the review. The input is kept on the way back. */
export function Recording({ shipment, name, rules, action, actions, participants, about }: RecordingProps) {
  const { kind } = rules;
  const client = useQueryClient();
  const [begun] = useState(localNow);
  const [said, setSaid] = useState<Partial<Draft>>({});
  const touched = Object.keys(said).length > 0;
  // The only choice may become known after the form is shown. It then fills each field that the user has not set.
  const draft = { ...blankDraft(action, about, begun), ...said };
  const [recorded, setRecorded] = useState(false);
  const preparing = useMutation({
    mutationFn: (typed: Draft) => {
      const unit = rules.names === "unit" ? unitTyped(actions, typed.refersTo) : undefined;
      const known = { shipment: shipment.identifier, unit: unit?.identifier ?? null };
      const refersTo = unit?.id ?? typed.refersTo.trim();
      const body = {
        kind,
        shipment: shipment.id,
        counterparty: typed.counterparty === "" ? undefined : Number(typed.counterparty),
        refersTo: refersTo === "" ? undefined : refersTo,
        payload: eventOf(kind, payloadOf(rules.payload, typed.members), known),
      };
      return call<Preparation>("/v1/entries/prepare", { method: "POST", body });
    },
  });
  useUnsavedWarning(touched && !recorded);
  const onRecorded = useCallback(() => setRecorded(true), []);
  const back = () => {
    preparing.reset();
    // The possible actions may have changed, which is often the reason to come back.
    void client.invalidateQueries({ queryKey: ["shipment", shipment.id] });
  };
  const change = (more: Partial<Draft>) => setSaid((before) => ({ ...before, ...more }));
  if (preparing.data !== undefined) {
    return (
      <Review
        key={preparing.data.hash}
        preparation={preparing.data}
        schema={rules.payload}
        shipment={shipment.id}
        name={name}
        about={referenceName(rules, actions, preparing.variables)}
        participants={participants}
        signer={actions.signer}
        onBack={back}
        onRecorded={onRecorded}
      />
    );
  }
  return (
    <>
      {action.refusal !== null && (
        <div className="notice warn" role="status">
          <p>
            <strong>{text("record.notNow")}</strong>
          </p>
          <Reason of={action.refusal} />
        </div>
      )}
      {actions.unsettled && <p className="notice">{text("actions.unsettled")}</p>}
      <ActionForm
        rules={rules}
        possible={action.choices.length > 0}
        subject={(problems) => (
          <Subject
            rules={rules}
            action={action}
            actions={actions}
            participants={participants}
            draft={draft}
            onChange={change}
            problems={problems}
          />
        )}
        subjectProblems={subjectProblems(rules, draft)}
        members={draft.members}
        onMembers={(members) => change({ members })}
        onPrepare={() => preparing.mutate(draft)}
        preparing={preparing}
      />
    </>
  );
}
