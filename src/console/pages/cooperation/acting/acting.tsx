import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { ActDraft, ActPreview, ActView } from "../../../../api/act.ts";
import type { HandoverDetail, MatterDetail } from "../../../../api/matter.ts";
import type { ParticipantView } from "../../../../api/participant.ts";
import type { ActKind } from "../../../../domain/cooperation/act-kind.ts";
import type { JsonObject } from "../../../../domain/encoding/json.ts";
import { call } from "../../../api/call.ts";
import { useSession } from "../../../session/session.ts";
import { text } from "../../../texts/text.ts";
import { payloadOf, type TypedMembers } from "../../record/form/typed.ts";
import { useUnsavedWarning } from "../../record/use-unsaved-warning.ts";
import { ActReason } from "../act-reason.tsx";
import { actDraft, type ActSubject } from "./act-draft.ts";
import { ActForm } from "./act-form.tsx";
import { ActReview } from "./act-review.tsx";
import { actSchema } from "./act-schema.ts";
import { addresseesOf } from "./addressees.ts";
import { missingMembers } from "./missing-members.ts";

interface ActingProps {
  readonly kind: ActKind;
  /** The matter of the act; `undefined` for a first agreement, and for an act about a handover. */
  readonly matter: MatterDetail | undefined;
  readonly handover: HandoverDetail | undefined;
  /** The acts of the matter, for a form that depends on them. */
  readonly acts: readonly ActView[];
  readonly participants: readonly ParticipantView[];
}

/** The kinds whose act keeps the caveats of the item that it is about. */
const KEEPS_CAVEATS: readonly ActKind[] = ["Onward", "Derive"];

/** What is typed into the form of an act. */
interface Typed {
  readonly members: TypedMembers;
  /** A participant's number; empty without one. */
  readonly counterparty: string;
}

/** A previewed act. */
interface Previewed {
  readonly draft: ActDraft;
  readonly said: JsonObject;
  readonly preview: ActPreview;
}

/** Shows the form, then the review. The input is kept on the way back. */
export function Acting({ kind, matter, handover, acts, participants }: ActingProps) {
  const client = useQueryClient();
  const schema = useMemo(
    () => actSchema(kind, { measures: kind === "Ask" ? matter?.measures : undefined, missing: missingMembers(acts) }),
    [kind, matter?.measures, acts],
  );
  const author = useSession().participant.id;
  const addressees = addresseesOf(kind, author, matter, participants);
  const [typed, setTyped] = useState<Typed>({
    members: KEEPS_CAVEATS.includes(kind) && handover !== undefined ? { caveats: handover.caveats } : {},
    counterparty: "",
  });
  const [touched, setTouched] = useState(false);
  const [recorded, setRecorded] = useState(false);
  useUnsavedWarning(touched && !recorded);
  const counterparty = typed.counterparty || onlyOne(addressees);
  const previewing = useMutation({
    mutationFn: async (): Promise<Previewed> => {
      const said = payloadOf(schema, typed.members);
      const draft = actDraft(kind, subjectOf(matter, handover), said, counterparty);
      return { draft, said, preview: await call("/v1/acts/preview", { method: "POST", body: draft }) };
    },
  });
  const change = (more: Partial<Typed>) => {
    setTouched(true);
    setTyped((before) => ({ ...before, ...more }));
  };
  const back = () => {
    previewing.reset();
    // The possible acts may have changed, which is often the reason to come back.
    for (const queryKey of [["matters"], ["handovers"]]) void client.invalidateQueries({ queryKey });
  };
  if (previewing.data !== undefined) {
    return (
      <ActReview
        {...previewing.data}
        kind={kind}
        schema={schema}
        handover={handover}
        participants={participants}
        onBack={back}
        onRecorded={() => setRecorded(true)}
      />
    );
  }
  const possible = (handover ?? matter)?.possible.find((one) => one.kind === kind);
  return (
    <>
      {possible?.refusal && (
        <div className="notice warn" role="status">
          <p>
            <strong>{text("cooperation.notNow")}</strong>
          </p>
          <ActReason of={possible.refusal} participants={participants} />
        </div>
      )}
      <ActForm
        kind={kind}
        schema={schema}
        caveats={kind === "SignCaveats" ? handover?.caveats : undefined}
        addressees={addressees}
        members={typed.members}
        counterparty={counterparty}
        onChange={change}
        onPreview={() => previewing.mutate()}
        previewing={previewing}
      />
    </>
  );
}

function subjectOf(matter: MatterDetail | undefined, handover: HandoverDetail | undefined): ActSubject {
  return {
    matter: matter?.matter ?? handover?.matter,
    item: handover?.item,
    caveats: handover?.caveats ?? [],
  };
}

/** The number of the only possible addressee; empty when there are several or none. */
function onlyOne(addressees: readonly ParticipantView[] = []): string {
  const [only, ...others] = addressees;
  return only !== undefined && others.length === 0 ? String(only.id) : "";
}
