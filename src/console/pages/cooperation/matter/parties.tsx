import type { MatterView } from "../../../../api/matter.ts";
import { Participant } from "../../../parts/participant.tsx";
import { text } from "../../../texts/text.ts";
import { choiceOf } from "../../record/form/members.ts";

interface PartiesProps {
  readonly of: MatterView["parties"];
  readonly type: MatterView["type"];
}

/** The parties of an agreement or the members of a joint case, what each may do, and who has signed. */
export function Parties({ of, type }: PartiesProps) {
  const isJoint = type === "jointCase";
  const heading = text(isJoint ? "cooperation.members" : "cooperation.parties");
  const member = isJoint ? "task" : "direction";
  return (
    <section className="panel stack" aria-labelledby="parties">
      <h2 id="parties">{heading}</h2>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{text(isJoint ? "cooperation.member" : "cooperation.party")}</th>
            <th scope="col">{text(`member.${member}`)}</th>
            <th scope="col">{text("cooperation.signature")}</th>
          </tr>
        </thead>
        <tbody>
          {of.map(({ participant, directions, task, signed, suspended, prolongs }, index) => (
            <tr key={participant?.id ?? index}>
              <td>
                <Participant of={participant} />
              </td>
              <td data-label={text(`member.${member}`)}>{choiceOf(member, task ?? directions ?? "")}</td>
              <td data-label={text("cooperation.signature")}>
                <span className="row">
                  <span className={`badge ${signed ? "good" : "warn"}`}>
                    {text(signed ? "cooperation.signed" : "cooperation.unsigned")}
                  </span>
                  {suspended && <span className="badge warn">{text("cooperation.suspends")}</span>}
                  {prolongs && <span className="badge good">{text("cooperation.prolongs")}</span>}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
