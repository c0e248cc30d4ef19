import { text } from "../../texts/text.ts";
import { duration } from "../../times/format-time.ts";
import { Time } from "../../times/time.tsx";
import { useNow } from "../../times/use-now.ts";
import { MeasureState, type ScheduledMeasure, scheduledMeasures, useMeasure } from "./measure.tsx";

/** Lists the measures that this browser scheduled and that are not yet in force. */
export function ScheduledMeasures() {
  const scheduled = scheduledMeasures.use();
  if (scheduled.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="scheduled">
      <h2 id="scheduled">{text("scheduled.title")}</h2>
      <p className="soft">{text("scheduled.lead")}</p>
      <ul className="plain">
        {scheduled.map((measure) => (
          <Scheduled key={measure.operationId} of={measure} />
        ))}
      </ul>
    </section>
  );
}

function Scheduled({ of }: { readonly of: ScheduledMeasure }) {
  const now = useNow();
  const measure = useMeasure();
  const left = of.readyAt - now;
  const execute = () =>
    measure.mutate(of, {
      onSuccess: (result) => {
        if (!("scheduled" in result) || result.scheduled.operationId !== of.operationId) scheduledMeasures.remove(of);
      },
    });
  return (
    <li className="scheduled stack">
      <div className="row">
        <strong>{of.title}</strong>
        <span className={`badge ${left > 0 ? "warn" : "good"}`}>
          {left > 0 ? text("scheduled.waits", { span: duration(left) }) : text("scheduled.ready")}
        </span>
        <span className="soft small">
          <Time at={of.readyAt} />
        </span>
        <span className="row end">
          <button type="button" className="button primary" onClick={execute} disabled={left > 0 || measure.isPending}>
            {text("scheduled.execute")}
          </button>
          <button type="button" className="button quiet" onClick={() => scheduledMeasures.remove(of)}>
            {text("scheduled.forget")}
          </button>
        </span>
      </div>
      <MeasureState of={measure} />
    </li>
  );
}
