import { useEffect, useRef } from "react";
import { Link } from "wouter";
import type { ActDraft, ActPreview, ActSubmission } from "../../../../api/act.ts";
import type { HandoverDetail } from "../../../../api/matter.ts";
import type { ParticipantView } from "../../../../api/participant.ts";
import type { ActKind } from "../../../../domain/cooperation/act-kind.ts";
import type { JsonObject } from "../../../../domain/encoding/json.ts";
import type { FieldSchema } from "../../../../domain/payload/field-schema.ts";
import { Problem } from "../../../api/problem.ts";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import { Hash } from "../../../parts/hash.tsx";
import { useSession } from "../../../session/session.ts";
import { text } from "../../../texts/text.ts";
import { choiceOf, labelOf } from "../../record/form/members.ts";
import { ActReason } from "../act-reason.tsx";
import { RecordFacts } from "../record-facts.tsx";
import { useActRecording } from "./use-act-recording.ts";

interface ActReviewProps {
  readonly kind: ActKind;
  readonly draft: ActDraft;
  /** The fields of the form as values. */
  readonly said: JsonObject;
  readonly schema: FieldSchema;
  readonly preview: ActPreview;
  readonly handover: HandoverDetail | undefined;
  readonly participants: readonly ParticipantView[];
  readonly onBack: () => void;
  readonly onRecorded: () => void;
}

/** Shows the act to sign and the verdict of the rules, lets the author sign it, and shows its outcome. */
export function ActReview(props: ActReviewProps) {
  const { kind, draft, said, schema, preview, handover, participants, onBack, onRecorded } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const mayRecord = useSession().scopes.includes("record");
  const recording = useActRecording(draft, onRecorded);
  const counterparty = participants.find(({ id }) => id === draft.counterparty);
  return (
    <section className="panel stack review" aria-labelledby="review">
      <h2 id="review" ref={heading} tabIndex={-1}>
        {text(recording.isSuccess ? "cooperation.recorded" : "cooperation.review")}
      </h2>
      {!recording.isSuccess && <p className="soft">{text("cooperation.reviewLead")}</p>}
      <dl className="facts">
        <dt>{text("review.states")}</dt>
        <dd>
          <strong>{text(`doing.${kind}`)}</strong>
        </dd>
        {counterparty !== undefined && (
          <>
            <dt>{labelOf("counterparty")}</dt>
            <dd>
              <bdi>{counterparty.name}</bdi>
            </dd>
          </>
        )}
        {kind === "SignCaveats" && (
          <>
            <dt>{labelOf("caveats")}</dt>
            <dd>{handover?.caveats.map((caveat) => choiceOf("caveats", caveat)).join(", ") || "—"}</dd>
          </>
        )}
      </dl>
      <RecordFacts schema={schema} record={said} />
      <details>
        <summary>{text("cooperation.fields")}</summary>
        <pre className="raw" tabIndex={0} aria-label={text("cooperation.fields")}>
          {JSON.stringify(preview.act, null, 2)}
        </pre>
      </details>
      {recording.isIdle && (
        <>
          {preview.refusal === null ? (
            <p className="notice good">{text("cooperation.allowed")}</p>
          ) : (
            <div className="notice bad" role="alert">
              <p>
                <strong>{text("cooperation.refused")}</strong>
              </p>
              <ActReason of={preview.refusal} participants={participants} />
            </div>
          )}
          <p className="row">
            <button
              type="button"
              className="button primary"
              disabled={!preview.allowed || !mayRecord}
              onClick={() => recording.mutate()}
            >
              {text("review.sign")}
            </button>
            <button type="button" className="button" onClick={onBack}>
              {text("review.change")}
            </button>
          </p>
        </>
      )}
      <div role="status" className="stack">
        {recording.isPending && <p>{text("progress.sending")}</p>}
        {recording.data !== undefined && <Recorded submission={recording.data} handover={handover} />}
      </div>
      {recording.error !== null && (
        <Failed
          error={recording.error}
          participants={participants}
          onBack={onBack}
          onAgain={() => recording.mutate()}
        />
      )}
    </section>
  );
}

function Recorded({
  submission: { act, matter },
  handover,
}: {
  readonly submission: ActSubmission;
  readonly handover: HandoverDetail | undefined;
}) {
  return (
    <div className="notice good">
      <p>
        {text("cooperation.onLedger")} {act !== null && <Hash value={act} what={text("cooperation.hash")} />}
      </p>
      <p className="row">
        <Link
          className="button primary"
          href={handover === undefined ? `/cooperation/${matter}` : `/cooperation/${matter}/handovers/${handover.item}`}
        >
          {text(handover === undefined ? "cooperation.toMatter" : `cooperation.to.${handover.type}`)}
        </Link>
        <Link className="button" href="/cooperation">
          {text("cooperation.all")}
        </Link>
      </p>
    </div>
  );
}

interface FailedProps {
  readonly error: Error;
  readonly participants: readonly ParticipantView[];
  readonly onBack: () => void;
  readonly onAgain: () => void;
}

function Failed({ error, participants, onBack, onAgain }: FailedProps) {
  const mayRepeat = !(error instanceof Problem) || error.status >= 500 || [401, 429].includes(error.status);
  return (
    <div className="stack">
      {error instanceof Problem && error.code.startsWith("CooperationLedger") ? (
        <div className="notice bad" role="alert">
          <p>
            <strong>{text("progress.refused")}</strong>
          </p>
          <ActReason of={error} participants={participants} />
        </div>
      ) : (
        <ErrorNotice error={error} />
      )}
      <p className="row">
        {mayRepeat && (
          <button type="button" className="button primary" onClick={onAgain}>
            {text("progress.again")}
          </button>
        )}
        <button type="button" className="button" onClick={onBack}>
          {text("progress.back")}
        </button>
      </p>
    </div>
  );
}
