import type { Finding } from "../../../gateway/trace/finding.ts";
import type { Trace } from "../../../gateway/trace/trace.ts";
import { duration } from "../../parts/duration.ts";
import { dateTime } from "../../parts/time.tsx";
import { text } from "../../texts/text.ts";
import { EntryReference } from "./entries/entry-reference.tsx";

/** What is missing or does not agree: nothing is accused, each finding names the entries that show it. */
export function Findings({ trace }: { readonly trace: Trace }) {
  const { missing, limits } = trace;
  if (missing.length === 0 && limits.reached.length === 0) {
    return <p className="notice good">{text("findings.none")}</p>;
  }
  return (
    <section className="notice warn" aria-labelledby="findings">
      <h2 id="findings">{text("findings.title", { count: missing.length })}</h2>
      <ul>
        {missing.map((finding) => (
          <li key={`${finding.code}${finding.entries.join()}`}>
            {text(`finding.${finding.code}`)}{" "}
            {finding.entries.map((hash) => (
              <EntryReference key={hash} trace={trace} hash={hash} />
            ))}{" "}
            <span className="soft">{factsOf(finding)}</span>
          </li>
        ))}
      </ul>
      {limits.reached.length > 0 && <p>{text("findings.notWhole", { limits: limits.reached.join(", ") })}</p>}
    </section>
  );
}

const TIMES = new Set(["from", "until", "since", "openedAt", "occurredAt", "earlier"]);
const SPANS = new Set(["seconds", "limit"]);

/** The facts that people read: times, spans, numbers of seals; ids are behind the links. */
function factsOf({ facts }: Finding): string {
  return Object.entries(facts)
    .flatMap(([name, value]) => {
      if (Array.isArray(value)) return `${name}: ${value.join(", ")}`;
      if (typeof value !== "number") return [];
      if (TIMES.has(name)) return `${name}: ${dateTime(value)}`;
      return SPANS.has(name) ? `${name}: ${duration(value)}` : [];
    })
    .join("; ");
}
