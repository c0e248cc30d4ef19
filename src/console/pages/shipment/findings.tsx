import type { Finding } from "../../../gateway/trace/finding.ts";
import type { Trace } from "../../../gateway/trace/trace.ts";
import { text } from "../../texts/text.ts";
import { EntryReference } from "./entries/entry-reference.tsx";
import { sayFacts } from "./say-facts.ts";

/** What is missing or does not agree, by what it is: nothing is accused, each finding names the entries that show it. */
export function Findings({ trace }: { readonly trace: Trace }) {
  const { missing, limits } = trace;
  if (missing.length === 0 && limits.reached.length === 0) {
    return <p className="notice good">{text("findings.none")}</p>;
  }
  const byCode = Map.groupBy(missing, ({ code }) => code);
  return (
    <section className="notice warn findings" aria-labelledby="findings">
      <h2 id="findings">{text("findings.title", { count: missing.length })}</h2>
      {[...byCode].map(([code, findings]) => (
        <div key={code}>
          <p>{text(`finding.${code}`)}</p>
          <ul>
            {findings.map((finding) => (
              <Found key={finding.entries.join()} trace={trace} finding={finding} />
            ))}
          </ul>
        </div>
      ))}
      {limits.reached.length > 0 && <p>{text("findings.notWhole", { limits: limits.reached.join(", ") })}</p>}
    </section>
  );
}

function Found({ trace, finding }: { readonly trace: Trace; readonly finding: Finding }) {
  return (
    <li>
      {finding.entries.map((hash) => (
        <EntryReference key={hash} trace={trace} hash={hash} />
      ))}{" "}
      {sayFacts(finding)}
    </li>
  );
}
