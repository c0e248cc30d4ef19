import { useMutation } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { ParticipantView } from "../../../api/participant.ts";
import type { KindView } from "../../../api/work.ts";
import type { Preparation } from "../../../api/entry.ts";
import { call } from "../../api/call.ts";
import { shipmentName } from "../../parts/shipment-name.ts";
import { useSession } from "../../session/session-context.ts";
import { text } from "../../texts/text.ts";
import { ActionForm } from "../record/action-form.tsx";
import { REFERS_TO } from "../record/draft.ts";
import { eventOf } from "../record/event-of.ts";
import { Labelled } from "../record/form/labelled.tsx";
import { localNow } from "../record/form/local-moment.ts";
import { payloadOf } from "../record/form/payload-of.ts";
import type { Problems } from "../record/form/problems-of.ts";
import type { TypedMembers } from "../record/form/typed.ts";
import { Review } from "../record/review.tsx";
import { useUnsavedWarning } from "../record/use-unsaved-warning.ts";
import { readIdentifier } from "./read-identifier.ts";
import { useMayOpen } from "./may-open.ts";

interface OpeningProps {
  readonly facts: KindView;
  readonly participants: readonly ParticipantView[];
}

/** First the form, then what will be signed: the shipment's id is derived from its number, which stays off the chain. */
export function Opening({ facts, participants }: OpeningProps) {
  const { signer } = useSession();
  const mayOpen = useMayOpen();
  const [begun] = useState(localNow);
  const [identifier, setIdentifier] = useState("");
  const [members, setMembers] = useState<TypedMembers>({ eventTime: begun });
  const [recorded, setRecorded] = useState(false);
  const read = readIdentifier(identifier);
  const preparing = useMutation({
    mutationFn: (shipment: string) => {
      const payload = eventOf("Consign", payloadOf(facts.payload, members), { shipment, unit: null });
      return call<Preparation>("/v1/entries/prepare", { method: "POST", body: { kind: "Consign", shipment, payload } });
    },
  });
  useUnsavedWarning(identifier !== "" && !recorded);
  const onRecorded = useCallback(() => setRecorded(true), []);
  if (preparing.data !== undefined) {
    const { entry, identity } = preparing.data.prepared;
    return (
      <Review
        preparation={preparing.data}
        schema={facts.payload}
        shipment={entry.shipment}
        name={shipmentName(entry.shipment, identity?.identifier ?? null)}
        about={undefined}
        participants={participants}
        signer={signer}
        onBack={preparing.reset}
        onRecorded={onRecorded}
      />
    );
  }
  return (
    <>
      {!mayOpen && <p className="notice warn">{text("open.notYours")}</p>}
      <ActionForm
        facts={facts}
        possible={mayOpen}
        subject={(problems: Problems) => (
          <Labelled
            label={text("open.identifier")}
            hint={text("open.identifierHint")}
            problem={problems[REFERS_TO]}
            needed
          >
            {(control) => (
              <input
                {...control}
                value={identifier}
                onChange={({ target }) => setIdentifier(target.value)}
                maxLength={512}
                spellCheck={false}
                autoCapitalize="characters"
                autoComplete="off"
              />
            )}
          </Labelled>
        )}
        subjectProblems={"problem" in read ? { [REFERS_TO]: read.problem } : {}}
        members={members}
        onMembers={setMembers}
        onPrepare={() => "uri" in read && preparing.mutate(read.uri)}
        preparing={preparing}
      />
    </>
  );
}
