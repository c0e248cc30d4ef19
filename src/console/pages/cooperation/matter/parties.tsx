import type { MatterView } from "../../../../api/matter.ts";
import { Participant } from "../../../parts/participant.tsx";
import { text } from "../../../texts/text.ts";
import { choiceOf } from "../../record/form/members.ts";

/** The parties of an agreement, what each may do, and who has signed. */
export function Parties({ of }: { readonly of: MatterView["parties"] }) {
  return (
    <section className="panel stack" aria-labelledby="parties">
      <h2 id="parties">{text("cooperation.parties")}</h2>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{text("cooperation.party")}</th>
            <th scope="col">{text("member.direction")}</th>
            <th scope="col">{text("cooperation.signature")}</th>
          </tr>
        </thead>
        <tbody>
          {of.map(({ participant, directions, signed, suspended }, index) => (
            <tr key={participant?.id ?? index}>
              <td>
                <Participant of={participant} />
              </td>
              <td data-label={text("member.direction")}>{choiceOf("direction", directions)}</td>
              <td data-label={text("cooperation.signature")}>
                <span className="row">
                  <span className={`badge ${signed ? "good" : "warn"}`}>
                    {text(signed ? "cooperation.signed" : "cooperation.unsigned")}
                  </span>
                  {suspended && <span className="badge warn">{text("cooperation.suspends")}</span>}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
