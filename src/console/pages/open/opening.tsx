import { useMutation } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Preparation } from "../../../api/entry.ts";
import type { ParticipantView } from "../../../api/participant.ts";
import type { KindView } from "../../../api/work.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { parseIdentifier } from "../../../domain/identifiers/identifier.ts";
import { call } from "../../api/call.ts";
import { Labelled } from "../../parts/field.tsx";
import { shipmentName } from "../../parts/shipment-name.tsx";
import { useSession } from "../../session/session.ts";
import { problemIfAny } from "../../texts/say-problem.ts";
import { text } from "../../texts/text.ts";
import { ActionForm } from "../record/form/action-form.tsx";
import { eventOf } from "../record/form/event-of.ts";
import { localNow } from "../record/form/local-moment.ts";
import { type Problems, REFERS_TO } from "../record/form/problems.ts";
import { payloadOf, type TypedMembers } from "../record/form/typed.ts";
import { Review } from "../record/review/review.tsx";
import { useUnsavedWarning } from "../record/use-unsaved-warning.ts";
import { useMayOpen } from "./may-open.ts";

interface OpeningProps {
  readonly rules: KindView;
  readonly participants: readonly ParticipantView[];
}

/** Shows the form, then the review. The shipment's id is derived from its number, which stays off the chain. */
export function Opening({ rules, participants }: OpeningProps) {
  const { signer } = useSession();
  const mayOpen = useMayOpen();
  const [begun] = useState(localNow);
  const [identifier, setIdentifier] = useState("");
  const [members, setMembers] = useState<TypedMembers>({ eventTime: begun });
  const [recorded, setRecorded] = useState(false);
  const read = readIdentifier(identifier);
  const preparing = useMutation({
    mutationFn: (shipment: string) => {
      const payload = eventOf("Consign", payloadOf(rules.payload, members), { shipment, unit: null });
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
        schema={rules.payload}
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
        rules={rules}
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

/** Parses a shipment's number in any notation into its canonical URI, or says why it is invalid. */
function readIdentifier(typed: string): { readonly uri: string } | { readonly problem: string } {
  if (typed.trim() === "") return { problem: text("form.missing") };
  try {
    return { uri: parseIdentifier(typed).uri };
  } catch (error) {
    if (PortolanError.is(error)) return { problem: problemIfAny(error.code, error.facts, "") ?? error.message };
    throw error;
  }
}
