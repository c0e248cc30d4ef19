import { Link } from "wouter";
import type { CaseDetail } from "../../../api/case-detail.ts";
import { CaseClocks } from "../../parts/case-clocks.tsx";
import { useSession } from "../../session/session.ts";
import { text } from "../../texts/text.ts";
import { Time } from "../../times/time.tsx";

/** What the reader may record about the case now, until when, and why not the rest; then the clocks of its profile. */
export function PossibleNow({ of }: { readonly of: CaseDetail }) {
  const { shipment, hold, actions, clocks, part } = of;
  const mayRecord = useSession().scopes.includes("record");
  const possible = actions.filter(({ allowed }) => allowed);
  // A party is told about its remedies, an agency about all that it may do in its office.
  const remedies = ["Contest", "Appeal", "Hear"];
  const refused = actions.filter(({ allowed, kind }) => !allowed && (part === "agency") !== remedies.includes(kind));
  const shown = refused.filter(({ kind }) => part !== "agency" || !["Uphold", "Annul", "Lapse"].includes(kind));
  return (
    <section className="panel stack" aria-labelledby="now">
      <h2 id="now">{text("case.now")}</h2>
      {possible.length === 0 && <p>{text("case.nothing")}</p>}
      <ul className="plain stack">
        {possible.map(({ kind, what, from, until, times }) => (
          <li key={kind} className="stack">
            <p>
              {what}
              {(until ?? from) !== null && (
                <>
                  {" "}
                  <strong>
                    {text(until === null ? "case.from" : "case.until")} <Time at={until ?? from ?? 0} />.
                  </strong>
                </>
              )}
              {times !== null && <span className="soft"> {times}</span>}
            </p>
            {mayRecord && (
              <p>
                <Link className="button" href={`/shipments/${shipment}/record/${kind}/${hold}`}>
                  {text(kind === "Hear" && part !== "agency" ? "case.waive" : `act.${kind}`)}
                </Link>
              </p>
            )}
          </li>
        ))}
      </ul>
      {shown.length > 0 && (
        <details>
          <summary>{text("case.notNow")}</summary>
          <dl className="facts">
            {shown.map(({ kind, reason }) => (
              <div key={kind}>
                <dt>{text(kind === "Hear" && part !== "agency" ? "case.waive" : `act.${kind}`)}</dt>
                <dd>{reason}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <CaseClocks of={clocks} />
    </section>
  );
}
