import type { Page, PageRequest } from "../../api/page.ts";
import { QUEUE_NAMES, QUEUES, type QueueName } from "../../api/queue.ts";
import type { QueueCount, WorkCase, WorkItem } from "../../api/work.ts";
import { parseInstant } from "../../domain/encoding/instant.ts";
import { fromJsonText, type JsonText } from "../../domain/encoding/json-text.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Summary } from "../../domain/payload/summary.ts";
import { judgeAction } from "../../domain/rules/judge-action.ts";
import type { Kind } from "../../domain/rules/kind.ts";
import { momentOf } from "../../domain/rules/moment.ts";
import { readMovable } from "../../store/work/action-candidates.ts";
import {
  countQueue,
  isOfCases,
  placeIn,
  readQueue,
  type QueuePlace,
  type WorkRow,
} from "../../store/work/work-queues.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { viewCaseFacts } from "../read/cases.ts";
import { readPage } from "../read/page.ts";
import type { ReadContext } from "../read/read-context.ts";
import { viewShipment } from "../read/shipments.ts";
import { FollowedLedger } from "../record/followed-ledger.ts";
import type { ActionContext } from "./actions.ts";

/** Largest reported number of items in a queue. */
const COUNTED = 1_000;

/** Counts the items in the queues of the caller's roles. */
export async function countQueues({ db }: ReadContext, caller: Caller): Promise<QueueCount[]> {
  const visibility = visibilityOf(caller);
  const own = QUEUE_NAMES.filter((queue) => ((QUEUES[queue].roles ?? caller.roles) & caller.roles) !== 0);
  return Promise.all(
    own.map(async (queue) => {
      const counted = await countQueue(db, visibility, queue, COUNTED + 1);
      return { queue, count: Math.min(counted, COUNTED), more: counted > COUNTED };
    }),
  );
}

/**
 * Reads a page of a queue of the caller, with the kinds of entries that it can record on each item.
 *
 * @throws PortolanError `PageLimitInvalid`, `CursorInvalid`.
 */
export async function listQueue(
  acting: ActionContext,
  caller: Caller,
  queue: QueueName,
  request: PageRequest,
): Promise<Page<WorkItem>> {
  const visibility = visibilityOf(caller);
  const rows = await readPage(
    acting.db,
    { name: `queue ${queue}`, key: "string" },
    request,
    (after, limit) => readQueue(acting.db, visibility, queue, parsePlace(queue, after), limit),
    (row) => placeIn(queue, row).join(),
    (row) => row,
  );
  const actionsOf = await judging(acting, caller, queue, rows.items);
  return {
    next: rows.next,
    items: rows.items.map((row) => ({
      shipment: viewShipment(acting, row),
      since: row.since,
      case: caseOf(acting, row),
      actions: actionsOf(row),
    })),
  };
}

async function judging(
  { db, directory }: ActionContext,
  { participant }: Caller,
  queue: QueueName,
  rows: readonly WorkRow[],
): Promise<(row: WorkRow) => Kind[]> {
  const { kinds } = QUEUES[queue];
  const ledger = new FollowedLedger(db);
  // With two units, at least one differs from the shipment itself.
  const units = kinds.includes("Load") ? (await readMovable(db, participant, 2)).map(({ id }) => id) : [];
  await ledger.load([...rows.map(({ id }) => id), ...units]);
  const participants = directory.all().map(({ id }) => id);
  const moment = momentOf(Math.floor(Date.now() / 1_000), (id) => directory.get(id));
  return ({ id: shipment, hold }) => {
    const candidates = { participants, cases: hold === null ? [] : [hold], units, entries: [] };
    return kinds.filter((kind) => {
      const { refusal } = judgeAction(ledger.state, { shipment, author: participant, kind }, candidates, moment);
      return refusal === undefined;
    });
  };
}

function caseOf(acting: ActionContext, row: WorkRow): WorkCase | null {
  const { hold, agency, caseCustodian, contested, seized, openedAt, notifiedAt } = row;
  if (hold === null || agency === null || caseCustodian === null || contested === null || seized === null) return null;
  if (row.holdSummary !== null || row.noticeSummary !== null) acting.opened?.add(hold, row.id, agency);
  const held = summaryOf(row.holdSummary);
  const notice = summaryOf(row.noticeSummary);
  const record = {
    hold,
    shipment: row.id,
    agency,
    custodian: caseCustodian,
    contested,
    seized,
    openedAt: openedAt ?? 0,
    notifiedAt: notifiedAt ?? 0,
    closedAt: 0,
  };
  return {
    ...viewCaseFacts(acting, record),
    heldAt: row.heldAt ?? record.openedAt,
    reason: held.reason ?? null,
    servedAt: parseInstant(notice.servedAt) ?? null,
    respondBy: parseInstant(notice.respondBy) ?? null,
  };
}

const summaryOf = (text: JsonText<Summary> | null): Summary => (text === null ? {} : fromJsonText(text));

/** @throws PortolanError `CursorInvalid`. */
function parsePlace(queue: QueueName, text: string | undefined): QueuePlace | undefined {
  if (text === undefined) return undefined;
  const [, place, hold] = /^(-?\d{1,16})(?:,(0x[0-9a-f]{64}))?$/.exec(text) ?? [];
  if (place === undefined || (hold !== undefined) !== isOfCases(queue)) {
    throw new PortolanError("CursorInvalid", { reason: "it does not belong to this queue" });
  }
  return hold === undefined ? [Number(place)] : [Number(place), hold as EntryHash];
}
