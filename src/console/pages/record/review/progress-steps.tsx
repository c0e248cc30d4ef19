import { useEffect, useRef } from "react";
import { Link } from "wouter";
import type { ShipmentId } from "../../../../domain/entry.ts";
import type { Failure } from "../../../../domain/errors/failure.ts";
import { Problem } from "../../../api/problem.ts";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import { Hash } from "../../../parts/hash.tsx";
import { text } from "../../../texts/text.ts";
import { Reason } from "../reason.tsx";
import type { Progress } from "./use-recording.ts";

interface ProgressStepsProps {
  readonly progress: Progress;
  readonly shipment: ShipmentId;
  /** Returns to the form with its input. */
  readonly onBack: () => void;
  readonly onAgain: () => void;
}

const STEPS = ["accepted", "signed", "recorded"] as const;

/** The progress of an entry, and its outcome. */
export function ProgressSteps(props: ProgressStepsProps) {
  return props.progress.stage === "idle" ? null : <Steps {...props} />;
}

function Steps({ progress, shipment, onBack, onAgain }: ProgressStepsProps) {
  const { stage } = progress;
  const box = useRef<HTMLDivElement>(null);
  // The pressed button is gone, so keyboard users continue here.
  useEffect(() => box.current?.focus(), []);
  const reached = stage === "refused" ? 1 : STEPS.findIndex((step) => step === stage);
  return (
    <div ref={box} className="stack outcome" tabIndex={-1}>
      {stage !== "failed" && (
        <ol className="plain steps" aria-label={text("progress.title")}>
          {STEPS.map((step, index) => (
            <li
              key={step}
              className={index <= reached ? "done" : index === reached + 1 && stage !== "refused" ? "busy" : ""}
            >
              <span aria-hidden="true" className="mark" />
              {text(`progress.${step}`)}
              <span className="unseen">, {text(index <= reached ? "progress.done" : "progress.open")}</span>
            </li>
          ))}
        </ol>
      )}
      <div role="status" className="stack">
        {stage === "sending" && <p>{text("progress.sending")}</p>}
        {(stage === "accepted" || stage === "signed") && (
          <p>{text(`progress.${stage}.lead`, { number: progress.submission.id })}</p>
        )}
        {stage === "recorded" && (
          <div className="notice good">
            <p>
              {text("progress.recorded.lead")} <Hash value={progress.entry} what={text("entry.hash")} />
            </p>
            <p className="row">
              <Link className="button primary" href={`/shipments/${shipment}`}>
                {text("progress.toShipment")}
              </Link>
              <Link className="button" href="/work">
                {text("progress.toWork")}
              </Link>
            </p>
          </div>
        )}
      </div>
      {stage === "refused" && <Refused refusal={progress.submission.refusal} onBack={onBack} />}
      {stage === "failed" && <Failed error={progress.error} onBack={onBack} onAgain={onAgain} />}
    </div>
  );
}

/** The ledger's reason, which applies to the current head: on another head the ledger may accept the same entry. */
function Refused({ refusal, onBack }: { readonly refusal: Failure | null; readonly onBack: () => void }) {
  return (
    <div className="notice bad" role="alert">
      <p>
        <strong>{text("progress.refused")}</strong>
      </p>
      {refusal !== null && <Reason of={refusal} />}
      <p>
        <button type="button" className="button" onClick={onBack}>
          {text("progress.back")}
        </button>
      </p>
    </div>
  );
}

function Failed({
  error,
  onBack,
  onAgain,
}: { readonly error: unknown } & Pick<ProgressStepsProps, "onBack" | "onAgain">) {
  const mayRepeat = !(error instanceof Problem) || error.status === 401 || error.status >= 500 || error.status === 429;
  return (
    <div className="stack">
      <ErrorNotice error={error} />
      <p className="row">
        {mayRepeat && (
          <button type="button" className="button primary" onClick={onAgain}>
            {text("progress.again")}
          </button>
        )}
        <button type="button" className="button" onClick={onBack}>
          {text("progress.back")}
        </button>
        {mayRepeat && <span className="soft small">{text("progress.once")}</span>}
      </p>
    </div>
  );
}
