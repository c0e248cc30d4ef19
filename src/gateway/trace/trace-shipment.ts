import type { WantedPayload } from "../../api/entry.ts";
import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { positionOf } from "../../domain/position.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { readClaimants } from "../../store/access/audience-rows.ts";
import { readDiscrepancies } from "../../store/chain/discrepancies.ts";
import { isStillFollowed, readHistory, readTracedShipment, type TracedShipment } from "../../store/chain/trace-rows.ts";
import type { Visibility } from "../../store/access/visibility.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import type { ReadContext } from "../read/read-context.ts";
import { readWantedPayloads } from "../read/wanted-payloads.ts";
import { viewShipment } from "../read/shipments.ts";
import { isOfCustoms } from "./claim-findings.ts";
import { readContainers, type Containers } from "./containers.ts";
import { readContents } from "./contents.ts";
import { custodyIntervals } from "./custody-intervals.ts";
import { findMissing } from "./find-missing.ts";
import { placeVisits } from "./place-visits.ts";
import { makeSteps, type Step } from "./step.ts";
import { traceCases } from "./trace-cases.ts";
import { TRACE_LIMITS, type Trace, type TraceLimit } from "../../api/trace.ts";
import { itemAt } from "../../domain/item-at.ts";

/** Content of a trace, and the thresholds of its findings. */
export interface TraceOptions {
  /** Whether the timeline includes the entries of units while they contained the shipment. */
  readonly merged?: boolean;
  /** Seconds after which an unanswered offer is a finding; 86,400 (a day) when absent. */
  readonly offerAfter?: number;
  /** Seconds without an entry after which a gap is a finding; 259,200 (three days) when absent. */
  readonly gapAfter?: number;
}

/** Largest number of attempts if reorganisations interrupt the reads. */
const ATTEMPTS = 3;

const NO_CONTAINERS: Containers = { intervals: [], steps: [] };
const NOTHING: ReadonlyMap<EntryHash, WantedPayload> = new Map();
const NOBODY: ReadonlySet<ParticipantId> = new Set();

/**
 * Traces a shipment: origin, custody, places, customs cases, containers, contents and findings.
 *
 * The trace shows the state at one block without a database transaction. The first query reads the number of entries,
 * the head and the last applied block, which limit all later queries. History only grows, unless a reorganisation
 * changes it. Then the head or the block differs, and the trace starts again.
 *
 * @throws PortolanError `ShipmentUnknown` if it does not exist for the caller; `TraceUnsettled` if reorganisations
 * interrupted all attempts.
 */
export async function traceShipment(
  reading: ReadContext,
  caller: Caller,
  id: ShipmentId,
  options: TraceOptions = {},
): Promise<Trace> {
  const visibility = visibilityOf(caller);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const record = await readTracedShipment(reading.db, visibility, id);
    if (record === undefined) throw new PortolanError("ShipmentUnknown", { shipment: id });
    const trace = await traceRecord(reading, visibility, record, options);
    if (trace !== undefined) return trace;
  }
  throw new PortolanError("TraceUnsettled", { shipment: id, attempts: ATTEMPTS });
}

/** Reads the trace; `undefined` if a reorganisation interrupted the reads. */
async function traceRecord(
  reading: ReadContext,
  visibility: Visibility,
  record: TracedShipment,
  { merged = false, offerAfter = 86_400, gapAfter = 259_200 }: TraceOptions,
): Promise<Trace | undefined> {
  const checkpoint = fromJsonText(record.checkpoint);
  const end = positionOf(checkpoint.block + 1, 0);
  const reached = new Set<TraceLimit>();
  const count = Math.min(record.sequence, TRACE_LIMITS.entries);
  const rows = await readHistory(reading.db, visibility, record.id, count);
  if (rows.length !== count) return undefined;
  if (count < record.sequence) reached.add("entries");
  else if (rows.at(-1)?.hash !== record.head) return undefined;

  const own = makeSteps(reading, { shipment: record.id, level: 0 }, rows);
  const wasInside = own.some(({ kind }) => kind === KINDS.Load);
  const containers = wasInside
    ? await readContainers(reading, visibility, { shipment: record.id, own }, end, reached)
    : NO_CONTAINERS;
  const identified = record.identified === 1;
  const claimants = identified && own.some(isOfCustoms) ? await readClaimants(reading.db, record.id) : NOBODY;
  const discrepancies = identified ? await readDiscrepancies(reading.db, record.id, count) : [];
  const wanted = await wantedOf(reading, record.id, own);
  const contents = record.carried ? await readContents(reading, visibility, record.id, end, reached) : [];
  if ((wasInside || record.carried) && !(await isStillFollowed(reading.db, checkpoint))) return undefined;

  const steps = wasInside ? inOrder(own, containers.steps) : own;
  const shipment = viewShipment(reading, record);
  const cases = traceCases(own);
  const places = placeVisits(steps);
  const limits = {
    depth: TRACE_LIMITS.depth,
    entries: TRACE_LIMITS.entries,
    intervals: TRACE_LIMITS.intervals,
    reached: [...reached],
    offerAfter,
    gapAfter,
  };
  const { identifier, phase } = shipment;
  const around = { containers: containers.intervals, contents };
  const traced = {
    identified,
    claimants,
    identifier,
    phase,
    own,
    steps,
    cases,
    ...around,
    discrepancies,
    wanted,
    limits,
    now: reading.now(),
  };
  return {
    shipment,
    head: record.head,
    sequence: record.sequence,
    checkpoint: { number: checkpoint.block, hash: checkpoint.hash },
    origin: {
      consignor: shipment.consignor,
      beganAt: record.beganAt,
      place: places[0]?.place ?? null,
      entry: itemAt(own, 0).entry.hash,
    },
    entries: (merged ? steps : own).map(({ entry }) => entry),
    custody: custodyIntervals(steps),
    places,
    cases,
    containers: containers.intervals,
    contents,
    missing: findMissing(traced),
    limits,
  };
}

/** Reads what the gateway asks other members for; nothing for a shipment of which no payload is missing. */
async function wantedOf(reading: ReadContext, shipment: ShipmentId, own: readonly Step[]) {
  return own.some(({ lacks }) => lacks === "absent") ? readWantedPayloads(reading, shipment) : NOTHING;
}

function inOrder(own: readonly Step[], around: readonly Step[]): readonly Step[] {
  return [...own, ...around].sort((a, b) => a.position - b.position);
}
