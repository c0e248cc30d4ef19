import { Link } from "wouter";
import type { ClockView } from "../../api/clock.ts";
import type { ClockState } from "../../domain/clocks/clock-state.ts";
import { useSession } from "../session/session.ts";
import { text } from "../texts/text.ts";
import { duration } from "../times/format-time.ts";
import { Time } from "../times/time.tsx";
import { useNow } from "../times/use-now.ts";
import { Participant } from "./participant.tsx";
import { shipmentName } from "./shipment-name.tsx";
import "./clock-row.css";

const TONES: Readonly<Partial<Record<ClockState, string>>> = {
  lapsed: "bad",
  late: "bad",
  breached: "bad",
  barred: "warn",
  unknown: "warn",
  met: "good",
  ended: "good",
  open: "good",
};

/** One clock: what must be done, by whom and until when, with its effect and its source. */
export function ClockRow({ of, isBesideCase = false }: { readonly of: ClockView; readonly isBesideCase?: boolean }) {
  const { what, state, waitsFor, binds, protects, since, due, lastDay, onLapse, citation, kind, why, profile } = of;
  const reader = useSession().participant.id;
  return (
    <article className="clock-row">
      <div className="row">
        <strong>{what}</strong>
        <span className={`badge ${TONES[state] ?? ""}`}>{text(`clockState.${state}`)}</span>
        {profile?.unsigned === true && !isBesideCase && <span className="badge warn">{text("clocks.unsigned")}</span>}
        {!isBesideCase && <Subject of={of} />}
      </div>
      <div className="row small">
        <span>
          <span className="soft">{text(kind === "bar" ? "clocks.binds" : "clocks.waitsFor")}</span>{" "}
          {waitsFor === null ? (
            binds
          ) : waitsFor.id === reader ? (
            <strong>{text("clocks.you")}</strong>
          ) : (
            <Participant of={waitsFor} />
          )}
        </span>
        {protects !== null && (
          <span>
            <span className="soft">{text("clocks.serves")}</span>{" "}
            {protects.id === reader ? <strong>{text("clocks.you")}</strong> : <Participant of={protects} />}
          </span>
        )}
        {since !== null && (
          <span>
            <span className="soft">{text("clocks.since")}</span> <Time at={since} />
          </span>
        )}
        {due !== null && <Due at={due} lastDay={lastDay} />}
      </div>
      <details className="small">
        <summary>{text("clocks.why")}</summary>
        <ul>
          {why.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {kind === "deadline" && (
            <li>
              {text("clocks.onLapse")} {onLapse}
            </li>
          )}
          <li>
            {text("clocks.source")} {citation}
            {profile !== null && ` (${profile.id})`}
          </li>
          {profile !== null && profile.notice !== null && <li>{profile.notice}</li>}
        </ul>
      </details>
    </article>
  );
}

function Subject({ of }: { readonly of: ClockView }) {
  const { about, shipment, identifier, matter, item } = of;
  if (shipment !== null) return <Link href={`/shipments/${shipment}`}>{shipmentName(shipment, identifier)}</Link>;
  const place = item === null ? `/cooperation/${matter}` : `/cooperation/${matter}/handovers/${item}`;
  return <Link href={place}>{text(`clocks.about.${about}`)}</Link>;
}

function Due({ at, lastDay }: { readonly at: number; readonly lastDay: string | null }) {
  const left = at - useNow();
  return (
    <span className={left < 0 ? "late" : undefined}>
      <span className="soft">{text("clocks.until")}</span> {lastDay ?? <Time at={at} />}{" "}
      <span>
        ({left < 0 ? text("clocks.ago", { span: duration(-left) }) : text("clocks.in", { span: duration(left) })})
      </span>
    </span>
  );
}
