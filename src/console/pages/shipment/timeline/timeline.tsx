import type { Trace, TraceEntry } from "../../../../api/trace.ts";
import { isolate } from "../../../../domain/encoding/isolate.ts";
import type { Kind } from "../../../../domain/rules/kind.ts";
import { useWidth } from "../../../parts/use-extent.ts";
import { text } from "../../../texts/text.ts";
import { dateTime } from "../../../times/format-time.ts";
import { caseTimes } from "../case-times.ts";
import { toneOf } from "../entries/tone-of.ts";
import { createTimeScale, type TimeScale } from "./time-scale.ts";
import "./timeline.css";

const BANDS_AT = 8;
const BAND = 34;
const MARKS_AT = 66;
const AXIS_AT = 92;
const HEIGHT = 112;

/** Pixels between the edge and the first mark, so that the mark is drawn whole. */
const FIRST_AT = 6;

/** Width in pixels below which a band shows no name; the table of custody lists it. */
const LABEL_WIDTH = 70;
const LETTER = 7.2;

/**
 * The history in one picture: custody as bands by custodian, entries as marks by kind, periods without a report
 * hatched. The tables of the page list the same data.
 */
export function Timeline({ trace }: { readonly trace: Trace }) {
  const [box, width] = useWidth<HTMLDivElement>();
  const { from, until } = span(trace);
  const scale = createTimeScale(from, until, Math.max(1, width - 2));
  const summary = text("timeline.summary", { holders: trace.custody.length, entries: trace.entries.length });
  return (
    <section className="panel stack timeline" aria-labelledby="timeline">
      <h2 id="timeline">{text("timeline.title")}</h2>
      <div ref={box}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="img" aria-label={summary}>
            <defs>
              <pattern id="silence" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <line x1="0" y1="0" x2="0" y2="8" className="hatch" />
              </pattern>
            </defs>
            <Axis scale={scale} width={width} />
            <Bands trace={trace} scale={scale} />
            <Silences trace={trace} scale={scale} />
            <Cases trace={trace} scale={scale} />
            <Ticks trace={trace} scale={scale} />
            {trace.entries.map((entry) => {
              const shape = SHAPES[entry.kind];
              return shape && <Mark key={entry.hash} of={entry} shape={shape} x={scale.x(entry.occurredAt)} />;
            })}
          </svg>
        )}
      </div>
      <Legend trace={trace} />
    </section>
  );
}

function span({ entries, origin, shipment, custody }: Trace): { from: number; until: number } {
  const times = entries.map(({ occurredAt }) => occurredAt);
  const isOver = custody.at(-1)?.until !== null || shipment.phase === "Closed";
  const last = Math.max(origin.beganAt + 1, ...times);
  return { from: Math.min(origin.beganAt, ...times), until: isOver ? last : Math.max(last, Date.now() / 1000) };
}

function Axis({ scale, width }: { readonly scale: TimeScale; readonly width: number }) {
  return (
    <g className="axis">
      <line x1={0} y1={AXIS_AT} x2={width} y2={AXIS_AT} />
      {scale.ticks.map(({ at, label }) => {
        const x = scale.x(at);
        return (
          <g key={at}>
            <line x1={x} y1={BANDS_AT} x2={x} y2={AXIS_AT + 4} className="tick" />
            <text x={Math.min(x, width - 40)} y={HEIGHT - 4} textAnchor={x < 40 ? "start" : "middle"}>
              {label}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Bands({ trace, scale }: { readonly trace: Trace; readonly scale: TimeScale }) {
  const colours = holderColours(trace);
  return trace.custody.map(({ custodian, from, until, by }) => {
    const x = scale.x(from);
    const wide = Math.max(2, scale.x(until ?? scale.until) - x);
    const name = custodian?.name ?? `№ ${custodian?.id ?? 0}`;
    const fits = Math.floor((wide - 12) / LETTER);
    return (
      <g key={by} className={`band holder-${colours.get(custodian?.id ?? 0)}`}>
        <title>{`${isolate(name)}, ${dateTime(from)} – ${until === null ? text("timeline.now") : dateTime(until)}`}</title>
        <rect x={x} y={BANDS_AT} width={wide} height={BAND} rx={4} />
        {wide > LABEL_WIDTH && (
          <text x={x + 6} y={BANDS_AT + BAND / 2 + 4}>
            {name.length > fits ? `${name.slice(0, fits - 1)}…` : name}
          </text>
        )}
      </g>
    );
  });
}

function Silences({ trace, scale }: { readonly trace: Trace; readonly scale: TimeScale }) {
  return trace.missing.flatMap(({ code, facts }) => {
    const { from, until } = facts;
    if (code !== "time-gap" || typeof from !== "number" || typeof until !== "number") return [];
    return [
      <rect
        key={from}
        className="silence"
        x={scale.x(from)}
        y={BANDS_AT}
        width={Math.max(2, scale.x(until) - scale.x(from))}
        height={AXIS_AT - BANDS_AT}
      >
        <title>{text("timeline.silence", { from: dateTime(from), until: dateTime(until) })}</title>
      </rect>,
    ];
  });
}

function Cases({ trace, scale }: { readonly trace: Trace; readonly scale: TimeScale }) {
  return trace.cases.map((customsCase) => {
    const { openedAt, closedAt } = caseTimes(trace.entries, customsCase);
    return (
      <line
        key={customsCase.hold}
        className="case"
        x1={scale.x(openedAt)}
        x2={Math.max(scale.x(openedAt) + 2, scale.x(closedAt ?? scale.until))}
        y1={BANDS_AT + BAND + 6}
        y2={BANDS_AT + BAND + 6}
      >
        <title>{text("timeline.case", { from: dateTime(openedAt) })}</title>
      </line>
    );
  });
}

/**
 * The shape of an entry's mark: circles for handoffs, squares for nesting, diamonds for customs, strokes for the rest.
 */
const SHAPES: Partial<Record<Kind, "circle" | "square" | "diamond">> = {
  Consign: "circle",
  Offer: "circle",
  Accept: "circle",
  Refuse: "circle",
  Withdraw: "circle",
  Close: "circle",
  Load: "square",
  Unload: "square",
  Inspect: "diamond",
  Hold: "diamond",
  Notice: "diamond",
  Release: "diamond",
  Contest: "diamond",
  Uphold: "diamond",
  Annul: "diamond",
  Seize: "diamond",
  Forfeit: "diamond",
};

/** Entries that change no custody, as strokes under the marks. Entries on the same pixel share a stroke. */
function Ticks({ trace, scale }: { readonly trace: Trace; readonly scale: TimeScale }) {
  const plain = trace.entries.filter(({ kind }) => SHAPES[kind] === undefined);
  const byPixel = Map.groupBy(plain, ({ occurredAt }) => Math.max(FIRST_AT, Math.round(scale.x(occurredAt))));
  return [...byPixel].map(([x, entries]) => {
    const [first] = entries;
    if (first === undefined) return null;
    return (
      <g
        key={x}
        className={`mark tick ${toneOf(first.kind)} ${entries.every(({ level }) => level > 0) ? "around" : ""}`}
      >
        <title>
          {entries.length === 1
            ? sayEntry(first)
            : text("timeline.several", { count: entries.length, at: dateTime(first.occurredAt) })}
        </title>
        <line x1={x} x2={x} y1={MARKS_AT - 6} y2={MARKS_AT + 6} />
      </g>
    );
  });
}

function sayEntry({ kind, author, occurredAt }: TraceEntry): string {
  return `${text(`kind.${kind}`)}, ${isolate(author?.name ?? `№ ${author?.id ?? 0}`)}, ${dateTime(occurredAt)}`;
}

interface MarkProps {
  readonly of: TraceEntry;
  readonly shape: "circle" | "square" | "diamond";
  readonly x: number;
}

function Mark({ of, shape, x }: MarkProps) {
  const { kind, level } = of;
  const at = Math.max(FIRST_AT, x);
  return (
    <g className={`mark ${toneOf(kind)} ${level > 0 ? "around" : ""}`}>
      <title>{sayEntry(of)}</title>
      {shape === "circle" && <circle cx={at} cy={MARKS_AT} r={5} />}
      {shape === "square" && <rect x={at - 5} y={MARKS_AT - 5} width={10} height={10} />}
      {shape === "diamond" && <path d={`M${at} ${MARKS_AT - 7}l7 7l-7 7l-7-7z`} />}
    </g>
  );
}

function Legend({ trace }: { readonly trace: Trace }) {
  const colours = holderColours(trace);
  const holders = new Map(trace.custody.map(({ custodian }) => [custodian?.id ?? 0, custodian?.name]));
  return (
    <ul className="legend small">
      {[...holders].map(([id, name]) => (
        <li key={id}>
          <span className={`swatch holder-${colours.get(id)}`} aria-hidden="true" /> {name ?? `№ ${id}`}
        </li>
      ))}
    </ul>
  );
}

/** One of eight colours for each custodian, in the order of their first custody. */
function holderColours({ custody }: Trace): ReadonlyMap<number, number> {
  const ids = [...new Set(custody.map(({ custodian }) => custodian?.id ?? 0))];
  return new Map(ids.map((id, index) => [id, index % 8]));
}
