import { Fragment } from "react";
import { FINDINGS, participantsIn, sayFinding } from "../../../api/finding-sentences.ts";
import { isolate } from "../../../domain/encoding/isolate.ts";
import type { EntryHash } from "../../../domain/entry.ts";
import type { Trace } from "../../../api/trace.ts";
import { dateTime, duration } from "../../times/format-time.ts";
import { sayWord } from "../../texts/say-word.ts";
import { text, textIfAny } from "../../texts/text.ts";
import { EntryReference } from "./entries/entry-reference.tsx";

/** The findings of a trace, one sentence each, with links to their entries. */
export function Findings({ trace }: { readonly trace: Trace }) {
  const { missing, limits } = trace;
  if (missing.length === 0 && limits.reached.length === 0) {
    return <p className="notice good">{text("findings.none")}</p>;
  }
  const participants = participantsIn(trace);
  const format = {
    time: (at: number) => dateTime(at),
    span: duration,
    participant: (id: number) => isolate(participants.get(id)?.name ?? `№ ${id}`),
    word: sayWord,
    entry: (hash: EntryHash) => <EntryReference trace={trace} hash={hash} />,
  };
  return (
    <section className="notice warn findings" aria-labelledby="findings">
      <h2 id="findings">{text("findings.title", { count: missing.length })}</h2>
      <ul>
        {missing.map((finding) => (
          <li key={`${finding.code} ${finding.entries.join()}`}>
            {sayFinding(textIfAny(`finding.${finding.code}`) ?? FINDINGS[finding.code], finding, format).map(
              (part, index) => (
                <Fragment key={index}>{part}</Fragment>
              ),
            )}
          </li>
        ))}
      </ul>
      {limits.reached.length > 0 && <p>{text("findings.notWhole", { limits: limits.reached.join(", ") })}</p>}
    </section>
  );
}
