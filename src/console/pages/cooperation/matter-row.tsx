import { Link } from "wouter";
import type { MatterView } from "../../../api/matter.ts";
import type { ParticipantReference } from "../../../api/participant.ts";
import { Participant } from "../../parts/participant.tsx";
import { useSession } from "../../session/session.ts";
import { text } from "../../texts/text.ts";
import { Time } from "../../times/time.tsx";
import { matterName } from "./matter-name.ts";
import { StateBadge } from "./state-badge.tsx";

/** A matter in a list: its state, the other side, since when, and for whom it waits until when. */
export function MatterRow({ of }: { readonly of: MatterView }) {
  const { matter, state, opener, answerer, parties, waitsFor, endsAt, overdue, openedAt, type } = of;
  const reader = useSession().participant.id;
  const sides = type === "request" ? [opener, answerer] : parties.map(({ participant }) => participant);
  const others = sides.filter((one): one is ParticipantReference => one !== null && one.id !== reader);
  return (
    <article className="matter-row">
      <div className="row">
        <Link href={`/cooperation/${matter}`}>{matterName(of)}</Link>
        <StateBadge state={state} />
        {overdue && <span className="badge bad">{text("cooperation.isOverdue")}</span>}
      </div>
      <div className="row small">
        {others.length > 0 && (
          <span>
            <span className="soft">{text("cooperation.with")}</span>{" "}
            {others.map((one, index) => (
              <span key={one.id}>
                {index > 0 && ", "}
                <Participant of={one} />
              </span>
            ))}
          </span>
        )}
        <span>
          <span className="soft">{text("cooperation.since")}</span> <Time at={openedAt} />
        </span>
        {waitsFor !== null && (
          <span>
            <span className="soft">{text("cooperation.waitsFor")}</span>{" "}
            {waitsFor.id === reader ? <strong>{text("cooperation.you")}</strong> : <Participant of={waitsFor} />}
          </span>
        )}
        {endsAt !== null && (
          <span className={overdue ? "late" : undefined}>
            <span className="soft">{text("cooperation.until")}</span> <Time at={endsAt} />
          </span>
        )}
      </div>
    </article>
  );
}
