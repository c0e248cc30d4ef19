import type { PossibleAct } from "../../api/act.ts";
import { ACT_KIND_NAMES, ACT_KINDS, type ActKind } from "../../domain/cooperation/act-kind.ts";
import { ACT_RULES } from "../../domain/cooperation/act-rules.ts";
import { checkActShape } from "../../domain/cooperation/act-shape.ts";
import type { Act, MatterId } from "../../domain/cooperation/act.ts";
import { codeNames, codeOf, MEASURES, OUTCOMES } from "../../domain/cooperation/closed-lists.ts";
import type { CooperationState } from "../../domain/cooperation/cooperation-state.ts";
import type { Matter } from "../../domain/cooperation/matter.ts";
import { matterTypeOf } from "../../domain/cooperation/matter-type.ts";
import { GRACE } from "../../domain/cooperation/request-rules.ts";
import { type EntryHash, type ParticipantId, ZERO_BYTES32 } from "../../domain/entry.ts";
import type { Moment } from "../../domain/rules/moment.ts";
import type { Refusal } from "../../domain/rules/refusal.ts";

const DAY = 86_400;

/** Stands for a matter that an act opens under an agreement. */
const NEW_MATTER: MatterId = `0x${"f".repeat(64)}`;

/** What acts in a matter, or about one of its items, are tried for. */
export interface ActPlace {
  readonly state: CooperationState;
  readonly matter: MatterId;
  /** Zero for the acts in the matter itself. */
  readonly item: EntryHash;
  readonly author: ParticipantId;
  /** Authorities that an agreement could name: more than it can have parties, or all. */
  readonly authorities: readonly ParticipantId[];
}

const OF_TYPE = {
  agreement: ["Name", "Sign", "Suspend", "Resume", "Denounce", "Ask", "Convene", "Propose", "Offer", "Seal"],
  request: [
    ...(["Receive", "Return", "Complete", "Accept", "Refuse", "Postpone", "Delay", "Answer", "Close"] as const),
    ...(["Offer", "Seal"] as const),
  ],
  journal: ["Anchor"],
  jointCase: ["Invite", "Join", "Prolong", "Leave", "Exhibit", "Conclude", "Offer", "Seal"],
} as const satisfies Record<string, readonly ActKind[]>;

/**
 * Tries each kind of act in a matter, under an agreement, or about an item, with fitting times and codes. A kind is
 * allowed when the ledger would record one of them now; otherwise the refusal of the first gives the reason.
 */
export function possibleActs(place: ActPlace, moment: Moment): PossibleAct[] {
  const { state, matter, item } = place;
  const kinds: readonly ActKind[] =
    item === ZERO_BYTES32
      ? OF_TYPE[matterTypeOf(state.record(matter).matter.state)]
      : ACT_KIND_NAMES.filter((kind) => ACT_RULES[kind].itemStates !== undefined);
  return kinds.map((kind) => {
    let first: Refusal | undefined;
    for (const act of triesOf(place, kind, moment)) {
      const refusal = checkActShape(act) ?? state.judge(act, moment);
      if (refusal === undefined) return { kind, allowed: true, refusal: null };
      first ??= refusal;
    }
    return { kind, allowed: false, refusal: first === undefined ? null : { code: first.code, facts: first.facts } };
  });
}

function* triesOf(place: ActPlace, kind: ActKind, { time }: Moment): Generator<Act> {
  const { state, matter: id, item: about, author } = place;
  const rule = ACT_RULES[kind];
  const { head, matter, terms } = state.record(id);
  const { item, content } = state.item(id, about);
  const isNew = rule.opens === "matter";
  const act: Act = {
    matter: isNew ? NEW_MATTER : id,
    previous: isNew ? ZERO_BYTES32 : head,
    kind: ACT_KINDS[kind],
    author,
    counterparty: 0,
    refersTo: isNew ? id : rule.refersTo === "required" ? about : ZERO_BYTES32,
    occurredAt: time,
    commitment: kind === "Sign" || kind === "Join" ? terms : content,
    until: rule.until === "required" ? untilOf(kind, matter.endsAt, item.until, time) : 0,
    period: rule.period ? periodOf(kind, matter) : 0,
    code: rule.lastCode === 0 ? 0 : 1,
    codes: rule.codes === "none" ? 0 : item.caveats || (rule.codes === "required" ? 1 : 0),
  };
  const codes = codesOf(kind, act.code, matter.measures);
  for (const code of codes)
    for (const counterparty of rule.addressed ? addresseesOf(kind, place) : [0]) yield { ...act, code, counterparty };
}

/**
 * The basis of a handover is one of an agreement or of a request; the first of each. A request asks for what is covered.
 */
function codesOf(kind: ActKind, code: number, measures: number): readonly number[] {
  if (kind === "Close") return OUTCOMES.map((name) => codeOf(OUTCOMES, name));
  if (kind === "Ask") return codeNames(MEASURES, measures).map((name) => codeOf(MEASURES, name));
  return kind === "Offer" || kind === "Onward" ? [1, 2, 3] : [code];
}

/** A prolongation is the pending one, or a day. */
function periodOf(kind: ActKind, { period }: Matter): number {
  return kind === "Prolong" && period !== 0 ? period : DAY;
}

function untilOf(kind: ActKind, matterEnds: number, itemUntil: number, time: number): number {
  if (kind === "Return") return time + GRACE + DAY;
  if (kind === "Postpone" || kind === "Delay") return Math.max(matterEnds, time) + DAY;
  return kind === "ExtendSeal" ? Math.max(itemUntil, time) + DAY : time + DAY;
}

/**
 * Participants that an act could address: any other authority as a new party; else the other parties, or the other side,
 * or any other participant.
 */
function addresseesOf(kind: ActKind, place: ActPlace): readonly ParticipantId[] {
  const { state, matter: id, author, authorities } = place;
  if ((kind === "Name" || kind === "Invite") && authorities.length > 1)
    return authorities.filter((authority) => authority !== author);
  const { matter, basis } = state.record(id);
  const parties = [...state.seats()].filter((seat) => seat.matter === id || seat.matter === basis);
  const known = new Set([matter.opener, matter.answerer, ...parties.map(({ participant }) => participant)]);
  const others = [...known].filter((participant) => participant !== 0 && participant !== author);
  return others.length > 0 ? others : [author === 1 ? 2 : 1];
}
