import { ZERO_BYTES32, type EntryHash, type ShipmentId } from "../../domain/entry.ts";
import { isHeldWhole } from "../../domain/audience/open-classes.ts";
import { VIEW_CLASSES, type View } from "../../domain/audience/view.ts";
import { kindOf, KINDS } from "../../domain/rules/kind.ts";
import { summaryOf } from "../../domain/payload/field-class.ts";
import type { Summary } from "../../domain/payload/summary.ts";
import type { TracedRow } from "../../store/chain/trace-rows.ts";
import { referenceOrNull } from "../read/participants.ts";
import { heldOf, noteOpened, payloadState, readableSummary, viewOf } from "../read/entries.ts";
import type { ReadContext } from "../read/read-context.ts";
import type { TraceEntry } from "../../api/trace.ts";
import { itemAt } from "../../domain/item-at.ts";

/** An entry of the timeline with the data from which the other parts of a trace are derived. */
export interface Step {
  readonly entry: TraceEntry;
  readonly kind: number;
  readonly position: number;
  readonly author: number;
  /** How much of the entry the caller reads. */
  readonly view: View;
  /**
   * Why the caller does not read the whole payload: it was erased, less is here than the caller may read, or the caller
   * may not read all. Null when it reads all.
   */
  readonly lacks: "erased" | "absent" | "withheld" | null;
  /** Summary of the entry, in which members of its correction replace the original members. */
  readonly said: Summary | null;
}

/** The shipment of the steps, and its level. */
export interface StepsOf {
  readonly shipment: ShipmentId;
  readonly level: number;
}

/** Makes the steps of one shipment from its stored entries, in the order of the chain. */
export function makeSteps(reading: ReadContext, of: StepsOf, rows: readonly TracedRow[]): Step[] {
  const { directory } = reading;
  const successors = findSuccessors(rows);
  const said = new Map<EntryHash, Summary>();
  const steps = new Array<Step>(rows.length);
  // Iterates backwards, because the corrected summary of an entry depends on a later entry.
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = itemAt(rows, index);
    const supersededBy = successors?.get(row.hash) ?? null;
    noteOpened(reading, row, of.shipment);
    const readable = readableSummary(row);
    // The other contents of a unit do not belong to the shipment inside, whoever reads them.
    const summary = of.level === 0 || readable === null ? readable : summaryOf(readable, VIEW_CLASSES.unit);
    const correction = supersededBy === null ? undefined : said.get(supersededBy);
    const corrected = correction === undefined ? summary : { ...summary, ...correction };
    if (successors !== undefined && corrected !== null) said.set(row.hash, corrected);
    steps[index] = {
      entry: {
        hash: row.hash,
        shipment: of.shipment,
        level: of.level,
        sequence: row.sequence,
        kind: kindOf(row.entry.kind),
        author: referenceOrNull(directory, row.entry.author),
        counterparty: referenceOrNull(directory, row.entry.counterparty),
        refersTo: row.entry.refersTo === ZERO_BYTES32 ? null : row.entry.refersTo,
        occurredAt: row.entry.occurredAt,
        recordedAt: row.recordedAt,
        lateness: row.recordedAt - row.entry.occurredAt,
        commitment: row.entry.commitment,
        payload: payloadState(row),
        summary,
        place: corrected?.place ?? null,
        supersededBy,
      },
      kind: row.entry.kind,
      position: row.position,
      author: row.entry.author,
      view: viewOf(row),
      lacks: lackOf(row),
      said: corrected,
    };
  }
  return steps;
}

function lackOf(row: TracedRow): Step["lacks"] {
  const state = payloadState(row);
  if (state === "erased" || state === "withheld") return state;
  if (!isHeldWhole(viewOf(row), heldOf(row))) return "absent";
  return state === "known" ? null : "withheld";
}

/** Maps entries to the corrections of their authors; `undefined` without any correction. */
function findSuccessors(rows: readonly TracedRow[]): Map<EntryHash, EntryHash> | undefined {
  if (!rows.some((row) => row.entry.kind === KINDS.Correct)) return undefined;
  const authors = new Map(rows.map((row) => [row.hash, row.entry.author]));
  const successors = new Map<EntryHash, EntryHash>();
  for (const { hash, entry } of rows) {
    const { kind, author, refersTo } = entry;
    if (kind === KINDS.Correct && authors.get(refersTo) === author) successors.set(refersTo, hash);
  }
  return successors;
}
