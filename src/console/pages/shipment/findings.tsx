import type { Trace } from "../../../api/trace.ts";
import { text } from "../../texts/text.ts";
import { FindingSentence } from "./finding-sentence.tsx";

/** The findings of a trace, one sentence each, with links to their entries. */
export function Findings({ trace }: { readonly trace: Trace }) {
  const { missing, limits } = trace;
  if (missing.length === 0 && limits.reached.length === 0) {
    return <p className="notice good">{text("findings.none")}</p>;
  }
  return (
    <section className="notice warn findings" aria-labelledby="findings">
      <h2 id="findings">{text("findings.title", { count: missing.length })}</h2>
      <ul>
        {missing.map((finding) => (
          <li key={`${finding.code} ${finding.entries.join()}`}>
            <FindingSentence trace={trace} finding={finding} />
          </li>
        ))}
      </ul>
      {limits.reached.length > 0 && <p>{text("findings.notWhole", { limits: limits.reached.join(", ") })}</p>}
    </section>
  );
}
