import type { ActView, PossibleAct } from "../../api/act.ts";
import type { HandoverDetail, HandoverView, MatterDetail, MatterQuery, MatterView } from "../../api/matter.ts";
import type { Page, PageRequest } from "../../api/page.ts";
import { AUTHORITIES } from "../../domain/cooperation/act-rules.ts";
import type { MatterId } from "../../domain/cooperation/act.ts";
import { MAX_PARTIES } from "../../domain/cooperation/agreement-rules.ts";
import { DIRECTION_SETS } from "../../domain/cooperation/code-lists.ts";
import {
  BASES,
  CAVEATS,
  codeNames,
  ENDINGS,
  JOINT_CASE_ENDINGS,
  MEASURES,
  OUTCOMES,
  SEAL_GROUNDS,
  TASKS,
} from "../../domain/cooperation/closed-lists.ts";
import type { OpenedItem, SeatRecord } from "../../domain/cooperation/cooperation-state.ts";
import { type Item, itemStateAt } from "../../domain/cooperation/item.ts";
import type { MatterState } from "../../domain/cooperation/matter-state.ts";
import { matterStateAt } from "../../domain/cooperation/matter.ts";
import { matterTypeOf, type MatterType } from "../../domain/cooperation/matter-type.ts";
import { TIMED_REQUEST, waitsFor } from "../../domain/cooperation/request-rules.ts";
import { fromJsonText, type JsonText } from "../../domain/encoding/json-text.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { type Bytes32, type EntryHash, type ParticipantId, ZERO_BYTES32 } from "../../domain/entry.ts";
import { activeRoles } from "../../domain/participant.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readFollowedMatters, readSeats } from "../../store/cooperation/followed-matters.ts";
import {
  isOwnMatter,
  isRecordWhole,
  listActs,
  listActsAbout,
  listOwnItems,
  listOwnMatters,
  type OwnMatter,
  readOwnItem,
} from "../../store/cooperation/visible-matters.ts";
import { HANDED_OVER_MEMBER } from "../../domain/cooperation/handed-over-member.ts";
import type { Caller } from "../caller.ts";
import { readPage } from "../read/page.ts";
import { referenceOrNull, referenceTo } from "../read/participants.ts";
import type { ReadContext } from "../read/read-context.ts";
import { loadCooperation } from "./load-cooperation.ts";
import { momentAt } from "./moment-at.ts";
import { possibleActs } from "./possible-acts.ts";
import { viewAct } from "./view-act.ts";

/** The most acts about one handover that an answer has. */
const MAX_ACTS = 200;

/** The matters in which participants have seats. */
const SEATED: readonly MatterType[] = ["agreement", "jointCase"];

type Reader = Pick<Caller, "participant">;

/** Reads the caller's matters, the last changed first. @throws PageLimitInvalid, CursorInvalid */
export function listMatters(
  context: ReadContext,
  { participant }: Reader,
  { type, overdue, ...request }: MatterQuery & PageRequest,
): Promise<Page<MatterView>> {
  const { db } = context;
  const filter = { type, overdue, now: context.now() };
  return readPage(
    db,
    { name: `matters ${type} ${overdue}`, key: "number" },
    request,
    async (before, limit) => {
      const listed = await listOwnMatters(db, participant, filter, before, limit);
      const seated = listed.flatMap(({ id, followed: { matter } }) =>
        SEATED.includes(matterTypeOf(matter.state)) ? [id] : [],
      );
      const seats = await readSeats(db, seated);
      return listed.map((row) => ({ ...row, seats: seats.filter(({ matter }) => matter === row.id) }));
    },
    ({ followed }) => followed.updatedPosition,
    (row) => viewMatter(context, row),
  );
}

/** Reads a matter of the caller, with the acts that the ledger would record. @throws MatterUnknown */
export async function readMatter(
  context: ReadContext,
  { participant }: Reader,
  matter: MatterId,
): Promise<MatterDetail> {
  const { db, directory, now } = context;
  await requireOwn(context, participant, matter);
  const followed = (await readFollowedMatters(db, [matter])).get(matter);
  if (followed === undefined) throw new PortolanError("MatterUnknown", { matter });
  const state = await loadCooperation(db, [matter], []);
  const seats = [...state.seats()].filter((seat) => seat.matter === matter);
  const [first] = await listActs(db, participant, matter, 0, 1);
  return {
    ...viewMatter(context, { id: matter, followed, opening: first?.body ?? null, seats }),
    possible: possibleActs(
      { state, matter, item: ZERO_BYTES32, author: participant, authorities: authoritiesIn(directory) },
      momentAt(directory, now()),
    ),
  };
}

/** Reads the acts of a matter of the caller, oldest first. @throws MatterUnknown, PageLimitInvalid, CursorInvalid */
export async function listActsOfMatter(
  context: ReadContext,
  { participant }: Reader,
  matter: MatterId,
  request: PageRequest,
): Promise<Page<ActView>> {
  await requireOwn(context, participant, matter);
  return readPage(
    context.db,
    { name: `acts of ${matter}`, key: "number" },
    request,
    (after, limit) => listActs(context.db, participant, matter, after ?? 0, limit),
    ({ sequence }) => sequence,
    (row) => viewAct(context, row),
  );
}

/**
 * Reads the handovers, seals and exhibits that concern the caller, the last opened first.
 *
 * @throws PageLimitInvalid, CursorInvalid
 */
export function listHandovers(
  context: ReadContext,
  { participant }: Reader,
  request: PageRequest,
): Promise<Page<HandoverView>> {
  return readPage(
    context.db,
    { name: "handovers", key: "number" },
    request,
    (before, limit) => listOwnItems(context.db, participant, before, limit),
    ({ opened }) => opened,
    ({ found }) => viewItem(context, found),
  );
}

/** Reads a handover, a seal or an exhibit that concerns the caller. @throws MatterItemUnknown */
export async function readHandover(
  context: ReadContext,
  { participant }: Reader,
  matter: MatterId,
  item: EntryHash,
): Promise<HandoverDetail> {
  const { db, directory, now } = context;
  const found = await readOwnItem(db, participant, matter, item);
  if (found === undefined) throw new PortolanError("MatterItemUnknown", { matter, item });
  const state = await loadCooperation(db, [matter], [item]);
  const isMissing = found.item.recipient === participant && !(await isRecordWhole(db, item));
  const possible = possibleActs(
    { state, matter, item, author: participant, authorities: authoritiesIn(directory) },
    momentAt(directory, now()),
  );
  const acts = await listActsAbout(db, participant, matter, item, MAX_ACTS);
  return {
    ...viewItem(context, found),
    acts: acts.map((row) => viewAct(context, row)),
    possible: isMissing ? possible.map((act) => withoutContent(act, matter, item)) : possible,
  };
}

/** A receipt waits for what is handed over, although the ledger would record it. */
function withoutContent(act: PossibleAct, matter: MatterId, item: EntryHash): PossibleAct {
  if (act.kind !== "Receipt" || !act.allowed) return act;
  const facts = { matter, item, missing: [`record.${HANDED_OVER_MEMBER}`] };
  return { kind: act.kind, allowed: false, refusal: { code: "HandoverContentMissing", facts } };
}

/** Active authorities: more than an agreement can have parties, so that one is left to be named. */
function authoritiesIn(directory: ReadContext["directory"]): ParticipantId[] {
  const active = directory.all().filter((one) => (activeRoles(one) & AUTHORITIES) !== 0);
  return active.slice(0, MAX_PARTIES + 1).map(({ id }) => id);
}

async function requireOwn({ db }: ReadContext, participant: ParticipantId, matter: MatterId): Promise<void> {
  if (!(await isOwnMatter(db, participant, matter))) throw new PortolanError("MatterUnknown", { matter });
}

interface MatterWithSeats extends OwnMatter {
  readonly seats: readonly SeatRecord[];
}

function viewMatter({ directory, now }: ReadContext, { id, followed, opening, seats }: MatterWithSeats): MatterView {
  const { matter, basis, openedAt, updatedAt } = followed;
  const type = matterTypeOf(matter.state);
  const time = now();
  const state = matterStateAt(matter, time);
  const waiting = waitsFor(matter);
  const hasTime = matter.endsAt !== 0 && (SEATED.includes(type) || TIMED_REQUEST.includes(state));
  return {
    matter: id,
    type,
    title: titleOf(opening),
    state,
    opener: referenceOrNull(directory, matter.opener),
    answerer: referenceOrNull(directory, matter.answerer),
    basis: orNull(basis),
    measures: codeNames(MEASURES, matter.measures),
    endsAt: hasTime ? matter.endsAt : null,
    prolongation: state === "Active" && matter.period !== 0 ? matter.period : null,
    waitsFor: waiting === undefined ? null : referenceTo(directory, waiting),
    overdue: waiting !== undefined && hasTime && time >= matter.endsAt,
    ending: endingsOf(state)[matter.code - 1] ?? null,
    parties: seats
      .filter(({ seat }) => seat.named)
      .map(({ participant, seat }) => ({
        participant: referenceTo(directory, participant),
        directions: DIRECTION_SETS[seat.directions - 1] ?? null,
        task: TASKS[seat.task - 1] ?? null,
        signed: seat.signed,
        suspended: seat.suspended,
        prolongs: matter.period !== 0 && seat.round === matter.round && state === "Active",
      })),
    acts: matter.sequence,
    openedAt,
    updatedAt,
  };
}

/** The closed list of the endings of a matter in this state; empty while it has not ended. */
function endingsOf(state: MatterState): readonly string[] {
  if (state === "Ended") return ENDINGS;
  if (state === "Concluded") return JOINT_CASE_ENDINGS;
  return state === "Closed" ? OUTCOMES : [];
}

/** The title of the terms of an agreement or a joint case, or the subject of a request. */
function titleOf(opening: JsonText<JsonObject> | null): string | null {
  const { title, subject } = opening === null ? {} : fromJsonText(opening);
  return typeof title === "string" ? title : typeof subject === "string" ? subject : null;
}

function viewItem({ directory, now }: ReadContext, { matter, hash, item, content }: OpenedItem): HandoverView {
  const type = itemTypeOf(item);
  return {
    item: hash,
    matter,
    type,
    state: itemStateAt(item, now()),
    author: referenceOrNull(directory, item.author),
    recipient: referenceOrNull(directory, item.recipient),
    originator: referenceOrNull(directory, item.originator),
    consentTo: referenceOrNull(directory, item.consentTo),
    code: (type === "seal" ? SEAL_GROUNDS : BASES)[item.code - 1] ?? null,
    caveats: codeNames(CAVEATS, item.caveats),
    until: item.until === 0 ? null : item.until,
    content,
  };
}

function itemTypeOf({ state, recipient }: Item): HandoverView["type"] {
  if (state === "Exhibited") return "exhibit";
  return recipient === 0 ? "seal" : "handover";
}

const orNull = (hash: Bytes32): Bytes32 | null => (hash === ZERO_BYTES32 ? null : hash);
