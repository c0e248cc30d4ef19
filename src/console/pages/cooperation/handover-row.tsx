import { Link } from "wouter";
import type { HandoverView } from "../../../api/matter.ts";
import { shortHash } from "../../parts/hash.tsx";
import { Participant } from "../../parts/participant.tsx";
import { text } from "../../texts/text.ts";
import { Time } from "../../times/time.tsx";
import { choiceOf } from "../record/form/members.ts";
import { StateBadge } from "./state-badge.tsx";

/** A handover, a seal or an exhibit in a list: its state, who gives it to whom, on which basis, and until when. */
export function HandoverRow({ of }: { readonly of: HandoverView }) {
  const { item, matter, type, state, author, recipient, code, caveats, until } = of;
  return (
    <article className="matter-row">
      <div className="row">
        <Link href={`/cooperation/${matter}/handovers/${item}`}>
          {text("cooperation.unnamed", { type: text(`cooperation.${type}`), id: shortHash(item) })}
        </Link>
        <StateBadge state={state} />
        {caveats.map((caveat) => (
          <span key={caveat} className="badge">
            {choiceOf("caveats", caveat)}
          </span>
        ))}
      </div>
      <div className="row small">
        <span>
          <span className="soft">{text("cooperation.from")}</span> <Participant of={author} />
        </span>
        {recipient !== null && (
          <span>
            <span className="soft">{text("cooperation.to")}</span> <Participant of={recipient} />
          </span>
        )}
        {code !== null && <span>{choiceOf(type === "seal" ? "ground" : "basis", code)}</span>}
        {until !== null && (
          <span>
            <span className="soft">{text("cooperation.until")}</span> <Time at={until} />
          </span>
        )}
      </div>
    </article>
  );
}
