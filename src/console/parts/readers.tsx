import type { ReaderView } from "../../api/audience.ts";
import { text } from "../texts/text.ts";
import { Participant } from "./participant.tsx";

/** The participants that read an entry's payload, with the rule that entitles each. */
export function Readers({ of }: { readonly of: readonly ReaderView[] }) {
  return (
    <table className="rows">
      <thead>
        <tr>
          <th scope="col">{text("audience.reader")}</th>
          <th scope="col">{text("audience.view")}</th>
          <th scope="col">{text("audience.rule")}</th>
        </tr>
      </thead>
      <tbody>
        {of.map(({ participant, view, rule }) => (
          <tr key={participant.id}>
            <td>
              <Participant of={participant} />
            </td>
            <td data-label={text("audience.view")}>{text(`view.${view}`)}</td>
            <td data-label={text("audience.rule")}>{text(`rule.${rule}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
