import type { Trace, TraceEntry } from "../../../../api/trace.ts";
import { Participant } from "../../../parts/participant.tsx";
import { placeName } from "../../../places/place-name.ts";
import { text } from "../../../texts/text.ts";
import { PlaceTime } from "../../../times/time.tsx";
import { Copies } from "../copies.tsx";
import { describeSummary } from "./describe-summary.ts";
import { EntryBody } from "./entry-body.tsx";
import { entryNumber } from "./entry-reference.tsx";
import { toneOf } from "./tone-of.ts";

/** Number of rows that the browser lays out together: placing a thousand single rows takes longer than a frame. */
const GROUP = 20;

/** Approximate height of a row, assumed for rows that are not laid out yet. */
const ROW_REM = 4;

/**
 * Every entry, oldest first; each can be opened. Groups out of sight are not laid out, so that a thousand entries
 * scroll smoothly.
 */
export function EntryList({ trace }: { readonly trace: Trace }) {
  return (
    <section className="panel stack" aria-labelledby="entries">
      <div>
        <h2 id="entries">{text("entries.title", { count: trace.entries.length })}</h2>
        {trace.entries.some(({ level }) => level > 0) && <p className="soft small">{text("entries.around")}</p>}
      </div>
      <Copies trace={trace} />
      <div className="entries">
        {groups(trace.entries).map((entries) => (
          <div key={entries[0]?.hash} style={{ containIntrinsicHeight: `auto ${entries.length * ROW_REM}rem` }}>
            {entries.map((entry) => (
              <EntryRow key={entry.hash} trace={trace} of={entry} />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

function groups(entries: readonly TraceEntry[]): readonly (readonly TraceEntry[])[] {
  return Array.from({ length: Math.ceil(entries.length / GROUP) }, (_, index) =>
    entries.slice(index * GROUP, (index + 1) * GROUP),
  );
}

function EntryRow({ trace, of }: { readonly trace: Trace; readonly of: TraceEntry }) {
  const { hash, kind, author, occurredAt, place, summary, counterparty, supersededBy, payload } = of;
  return (
    <details id={`entry-${hash}`} className={supersededBy === null ? "" : "superseded"}>
      <summary>
        <span className="number">{entryNumber(trace, hash)}</span>
        <span className={`badge ${toneOf(kind)}`}>{text(`kind.${kind}`)}</span>
        <span className="what">
          <Participant of={author} />
          {counterparty !== null && (
            <>
              {" → "}
              <Participant of={counterparty} />
            </>
          )}
          {place !== null && <span className="soft">, {placeName(place)}</span>}
          <br />
          <span className="soft small">
            {payload === "known" ? describeSummary(summary) : text(`payload.${payload}`)}
            {supersededBy !== null && ` · ${text("entries.supersededBy", { entry: entryNumber(trace, supersededBy) })}`}
          </span>
        </span>
        <span className="soft small when">
          <PlaceTime at={occurredAt} place={place} />
        </span>
      </summary>
      <EntryBody trace={trace} of={of} />
    </details>
  );
}
