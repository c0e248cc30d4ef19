import { Fragment } from "react";
import { FINDINGS, participantsIn, sayFinding } from "../../../api/finding-sentences.ts";
import type { Finding } from "../../../api/finding.ts";
import type { Trace } from "../../../api/trace.ts";
import { isolate } from "../../../domain/encoding/isolate.ts";
import type { EntryHash } from "../../../domain/entry.ts";
import { sayWord } from "../../texts/say-word.ts";
import { textIfAny } from "../../texts/text.ts";
import { dateTime, duration } from "../../times/format-time.ts";
import { EntryReference } from "./entries/entry-reference.tsx";

/** The sentence of a finding, with links to its entries. */
export function FindingSentence({ trace, finding }: { readonly trace: Trace; readonly finding: Finding }) {
  const participants = participantsIn(trace);
  const format = {
    time: (at: number) => dateTime(at),
    span: duration,
    participant: (id: number) => isolate(participants.get(id)?.name ?? `№ ${id}`),
    word: sayWord,
    entry: (hash: EntryHash) => <EntryReference trace={trace} hash={hash} />,
  };
  return sayFinding(textIfAny(`finding.${finding.code}`) ?? FINDINGS[finding.code], finding, format).map(
    (part, index) => <Fragment key={index}>{part}</Fragment>,
  );
}
