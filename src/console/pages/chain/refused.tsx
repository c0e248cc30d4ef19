import type { ChainView } from "../../../api/chain.ts";
import { text } from "../../texts/text.ts";

/** The latest refusals of the ledger by reason, with a link to each reason's page. */
export function Refused({ of }: { readonly of: ChainView["refused"] }) {
  return (
    <section className="panel stack" aria-labelledby="refused">
      <h2 id="refused">{text("chain.refused")}</h2>
      {of.length === 0 ? (
        <p className="soft">{text("chain.refusedNone")}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{text("chain.reason")}</th>
              <th scope="col">{text("chain.count")}</th>
            </tr>
          </thead>
          <tbody>
            {of.map(({ code, entries }) => (
              <tr key={code}>
                <td>
                  <a href={`/problems/${code}`}>{code}</a>
                </td>
                <td>{entries}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
