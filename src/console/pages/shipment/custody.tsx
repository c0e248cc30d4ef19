import type { Trace } from "../../../api/trace.ts";
import { Participant } from "../../parts/participant.tsx";
import { placeName } from "../../places/place-name.ts";
import { text } from "../../texts/text.ts";
import { duration } from "../../times/format-time.ts";
import { PlaceTime } from "../../times/time.tsx";

/** The custodians, in order. */
export function Custody({ trace }: { readonly trace: Trace }) {
  const now = Date.now() / 1000;
  return (
    <section className="panel stack custody" aria-labelledby="custody">
      <h2 id="custody">{text("custody.title")}</h2>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{text("custody.holder")}</th>
            <th scope="col">{text("custody.from")}</th>
            <th scope="col">{text("custody.where")}</th>
            <th scope="col">{text("custody.for")}</th>
          </tr>
        </thead>
        <tbody>
          {trace.custody.map(({ custodian, from, until, place, by }) => (
            <tr key={by}>
              <td>
                <Participant of={custodian} />
              </td>
              <td>
                <PlaceTime at={from} place={place} />
              </td>
              <td>{place === null ? "" : placeName(place)}</td>
              <td className="span" data-label={text("custody.for")}>
                {until === null ? text("custody.lasting", { span: duration(now - from) }) : duration(until - from)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
