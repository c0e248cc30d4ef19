import type { CaseDetail } from "../../../api/case-detail.ts";
import { text } from "../../texts/text.ts";

/** The evidence given to the reader, and the count of what is withheld from it, by reason and rule. */
export function Readable({ of: { events, withheld } }: { readonly of: CaseDetail }) {
  return (
    <section className="panel stack" aria-labelledby="readable">
      <h2 id="readable">{text("case.read")}</h2>
      <p>
        {withheld.payloads === 0
          ? text("case.readAll")
          : text("case.readSome", { count: withheld.payloads, all: events.length })}
      </p>
      {withheld.reasons.length > 0 && (
        <ul>
          {withheld.reasons.map(({ reason, rule, text: said, payloads, members }) => (
            <li key={`${reason}${rule ?? ""}`}>
              {text("case.withheldPayloads", { count: payloads })}
              {members > 0 && ` (${text("case.withheldMembers", { count: members })})`}: {said}
              {rule !== null && ` ${text("case.byRule", { rule })}`}
            </li>
          ))}
        </ul>
      )}
      {events
        .filter(({ given }) => given !== null && Object.keys(given).length > 0)
        .map(({ entry, sentence, given }) => (
          <details key={entry}>
            <summary>{sentence}</summary>
            <dl className="facts">
              {Object.entries(given ?? {}).map(([member, value]) => (
                <div key={member}>
                  <dt>
                    <code>{member}</code>
                  </dt>
                  <dd>{typeof value === "string" ? value : JSON.stringify(value)}</dd>
                </div>
              ))}
            </dl>
          </details>
        ))}
    </section>
  );
}
