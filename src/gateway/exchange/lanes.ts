import type { AskedErasure } from "../../api/asked-erasure.ts";
import type { Lane } from "../../api/lane.ts";
import type { OwedPayload } from "../../api/owed-payload.ts";
import type { Page, PageRequest } from "../../api/page.ts";
import { VIEWS } from "../../domain/audience/view.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { itemAt } from "../../domain/item-at.ts";
import { blockOf } from "../../domain/position.ts";
import { kindOf } from "../../domain/rules/kind.ts";
import { readAskedErasures } from "../../store/exchange/asked-erasures.ts";
import { readLaneSummaries, type LaneSummary } from "../../store/exchange/lane-summaries.ts";
import { readOwedPayloads, type OwedRow } from "../../store/exchange/owed-payloads.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { readPage } from "../read/page.ts";
import { referenceTo } from "../read/participants.ts";
import type { ReadContext } from "../read/read-context.ts";
import { readEndpoints } from "./read-endpoints.ts";

/**
 * Lists the members with other gateways, with what the caller owes to each.
 *
 * @throws PortolanError `PageLimitInvalid`, `CursorInvalid`.
 */
export async function listLanes(reading: ReadContext, caller: Caller, request: PageRequest): Promise<Page<Lane>> {
  const { db } = reading;
  let endpoints: ReadonlyMap<ParticipantId, string> = new Map();
  return readPage(
    db,
    { name: "lanes", key: "number" },
    request,
    async (after, limit) => {
      const rows = await readLaneSummaries(db, caller.participant, after ?? 0, limit);
      endpoints = await readEndpoints(
        reading,
        rows.map(({ member }) => member),
      );
      return rows;
    },
    ({ member }) => member,
    (row) => viewLane(reading, row, endpoints.get(row.member) ?? null),
  );
}

function viewLane({ directory }: ReadContext, row: LaneSummary, endpoint: string | null): Lane {
  const { member, contactedAtMs, problem, attempts, dueAtMs, owed, refused, oldest, sent } = row;
  const { received, missing, fork, forkedAtMs } = row;
  return {
    member: referenceTo(directory, member),
    endpoint,
    contactedAt: contactedAtMs === 0 ? null : seconds(contactedAtMs),
    problem,
    nextAttemptAt: attempts === 0 ? null : seconds(dueAtMs),
    owed: { payloads: owed, refused, oldestBlock: oldest === null ? null : blockOf(oldest) },
    sent: sent ?? 0,
    received: received ?? 0,
    missing: missing ?? 0,
    fork: fork === null ? null : { number: fork, noticedAt: seconds(forkedAtMs ?? 0) },
  };
}

/**
 * Lists the payloads that the caller owes to a member, or those that it does not owe any more, in the order of the chain.
 *
 * @throws PortolanError `ConsortiumUnknownParticipant`, `PageLimitInvalid`, `CursorInvalid`.
 */
export async function listOwedPayloads(
  reading: ReadContext,
  which: "owed" | "closed",
  caller: Caller,
  member: ParticipantId,
  request: PageRequest,
): Promise<Page<OwedPayload>> {
  requireParticipant(reading, member);
  return readPage(
    reading.db,
    { name: `${which}-${member}`, key: "number" },
    request,
    (after, limit) => readOwedPayloads(reading.db, which, visibilityOf(caller), member, after ?? -1, limit),
    ({ position }) => position,
    (row) => viewOwed(reading, member, row),
  );
}

/**
 * Lists the payloads of the caller that a member is asked to erase, with its answers, in the order of the chain.
 *
 * @throws PortolanError `ConsortiumUnknownParticipant`, `PageLimitInvalid`, `CursorInvalid`.
 */
export async function listErasures(
  reading: ReadContext,
  caller: Caller,
  member: ParticipantId,
  request: PageRequest,
): Promise<Page<AskedErasure>> {
  requireParticipant(reading, member);
  return readPage(
    reading.db,
    { name: `erasures-${member}`, key: "number" },
    request,
    (after, limit) => readAskedErasures(reading.db, visibilityOf(caller), member, after ?? -1, limit),
    ({ position }) => position,
    ({ entry, shipment, identifier, kind, position, erasedAt, state, until, ground }) => ({
      ...{ entry, shipment, identifier, kind: kindOf(kind), block: blockOf(position), erasedAt },
      state: state === "due" ? "asked" : state,
      ...{ until, ground },
    }),
  );
}

function requireParticipant({ directory }: ReadContext, participant: ParticipantId): void {
  if (directory.get(participant) === undefined)
    throw new PortolanError("ConsortiumUnknownParticipant", { participant });
}

const STATES = { due: "waiting", sealed: "sent", closed: "closed" } as const;

function viewOwed({ directory }: ReadContext, member: ParticipantId, row: OwedRow): OwedPayload {
  const { entry, shipment, identifier, kind, position, rule, view, state, reason, attempts } = row;
  const { dueAtMs, offeredAtMs, receipt } = row;
  return {
    entry,
    shipment,
    identifier,
    kind: kind === null ? null : kindOf(kind),
    block: blockOf(position),
    member: referenceTo(directory, member),
    rule,
    view: itemAt(VIEWS, view),
    state: STATES[state],
    reason,
    attempts,
    nextAttemptAt: state === "due" && dueAtMs > 0 ? seconds(dueAtMs) : null,
    offeredAt: offeredAtMs === null ? null : seconds(offeredAtMs),
    receipt: receipt === null ? null : fromJsonText(receipt),
  };
}

const seconds = (ms: number): number => Math.floor(ms / 1000);
