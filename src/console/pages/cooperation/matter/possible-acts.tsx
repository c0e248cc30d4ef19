import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { PossibleAct } from "../../../../api/act.ts";
import { reads } from "../../../api/reads.ts";
import { useSession } from "../../../session/session.ts";
import { text } from "../../../texts/text.ts";
import { ActReason } from "../act-reason.tsx";

interface PossibleActsProps {
  readonly of: readonly PossibleAct[];
  /** The address of the forms, before the kind. */
  readonly place: string;
  /** What follows the kind in the address. */
  readonly about?: string;
}

/** What the reader may do now, and for each other act the reason why not. */
export function PossibleActs({ of, place, about = "" }: PossibleActsProps) {
  const { data: participants = [] } = useQuery(reads.participants());
  const mayRecord = useSession().scopes.includes("record");
  const allowed = of.filter((act) => act.allowed);
  const refused = of.filter((act) => !act.allowed);
  return (
    <section className="panel stack possible" aria-labelledby="possible">
      <h2 id="possible">{text("cooperation.possible")}</h2>
      {!mayRecord && <p className="notice warn">{text("record.readOnly")}</p>}
      {allowed.length === 0 && <p className="soft">{text("cooperation.nothingPossible")}</p>}
      {mayRecord && allowed.length > 0 && (
        <ul className="plain action-links">
          {allowed.map(({ kind }) => (
            <li key={kind}>
              <Link className="button" href={`${place}/${kind}${about}`}>
                {text(`doing.${kind}`)}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {refused.length > 0 && (
        <details>
          <summary>{text("cooperation.impossible", { count: refused.length })}</summary>
          <dl className="refusals">
            {refused.map(({ kind, refusal }) => (
              <div key={kind}>
                <dt>{text(`doing.${kind}`)}</dt>
                <dd>{refusal !== null && <ActReason of={refusal} participants={participants} />}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}
