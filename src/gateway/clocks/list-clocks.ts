import type { ClockPage, ClockView } from "../../api/clock.ts";
import type { PageRequest } from "../../api/page.ts";
import type { ClockState } from "../../domain/clocks/clock-state.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { readOpenCases } from "../../store/chain/open-cases.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { readPage } from "../read/page.ts";
import type { ReadContext } from "../read/read-context.ts";
import { actClocks } from "./act-clocks.ts";
import { clocksOfCases } from "./case-clocks.ts";

/** The most cases by each right, matters and handovers that one answer computes. */
const COMPUTED = 1_000;

/** The states in which a clock is still open: it runs, or it ran out and its case is open. */
const OPEN: readonly ClockState[] = ["running", "stopped", "unknown", "barred", "elapsing", "lapsed"];

/** Which clocks a list has. */
export interface ClockFilter {
  readonly state?: ClockState | undefined;
  /** Seconds from now in which they end; those that ended are among them. */
  readonly dueWithin?: number | undefined;
  readonly waitsFor?: ParticipantId | undefined;
}

/**
 * Lists the open clocks that the caller sees, the first to end first; those without an end are last. Each page is computed
 * anew from a limited number of cases, matters and handovers. A clock keeps its place while its end stays the same.
 *
 * @throws PageLimitInvalid, CursorInvalid
 */
export async function listClocks(
  reading: ReadContext,
  caller: Caller,
  { state, dueWithin, waitsFor, ...request }: ClockFilter & PageRequest,
): Promise<ClockPage> {
  let isMore = false;
  const page = await readPage(
    reading.db,
    { name: `clocks ${state} ${dueWithin} ${waitsFor}`, key: "string" },
    request,
    async (after, limit) => {
      const { clocks, more } = await openClocks(reading, caller);
      isMore = more;
      const latest = dueWithin === undefined ? Infinity : reading.now() + dueWithin;
      return clocks
        .filter((clock) => state === undefined || clock.state === state)
        .filter((clock) => dueWithin === undefined || (clock.due !== null && clock.due <= latest))
        .filter((clock) => waitsFor === undefined || clock.waitsFor?.id === waitsFor)
        .map((clock) => ({ clock, place: placeOf(clock) }))
        .sort((one, other) => (one.place < other.place ? -1 : 1))
        .filter(({ place }) => after === undefined || place > after)
        .slice(0, limit);
    },
    ({ place }) => place,
    ({ clock }) => clock,
  );
  return { ...page, more: isMore };
}

async function openClocks(reading: ReadContext, caller: Caller) {
  const open = await readOpenCases(reading.db, visibilityOf(caller), COMPUTED);
  const [ofCases, ofActs] = await Promise.all([
    clocksOfCases(reading, caller, open.cases),
    actClocks(reading, caller, COMPUTED),
  ]);
  return {
    clocks: [...ofCases.flatMap(({ clocks }) => clocks).filter(({ state }) => OPEN.includes(state)), ...ofActs.clocks],
    more: open.more || ofActs.more,
  };
}

/** A text that sorts clocks by their ends, and equal ends by their ids. */
function placeOf({ due, id }: ClockView): string {
  return `${due === null ? "none" : String(due).padStart(12, "0")} ${id}`;
}
