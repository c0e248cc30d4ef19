import fc from "fast-check";
import type { Act, MatterId } from "../../src/domain/cooperation/act.ts";
import { ACT_KIND_NAMES, ACT_KINDS, type ActKind } from "../../src/domain/cooperation/act-kind.ts";
import { ACT_RULES } from "../../src/domain/cooperation/act-rules.ts";
import type { CooperationState } from "../../src/domain/cooperation/cooperation-state.ts";
import type { Moment } from "../../src/domain/rules/moment.ts";
import { GRACE } from "../../src/domain/cooperation/request-rules.ts";
import { type Bytes32, type EntryHash, type ParticipantId, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { actOf } from "./act-of.ts";

const DAY = 86_400;

/** Random numbers, from which an act is made that fits the state, or mostly does. */
export interface ActMove {
  /** Of ten moves, those below the share of {@link LAWFUL} are acts that the rules allow. */
  readonly care: number;
  readonly matter: number;
  readonly kind: number;
  readonly pick: number;
  readonly author: number;
  readonly counterparty: number;
  readonly item: number;
  readonly time: number;
  readonly code: number;
  readonly stale: boolean;
}

const LAWFUL = 8;
/** The kinds after which little can happen in a matter. */
const ENDING: ReadonlySet<number> = new Set([
  ACT_KINDS.Suspend,
  ACT_KINDS.Denounce,
  ACT_KINDS.Refuse,
  ACT_KINDS.Close,
  ACT_KINDS.Erase,
  ACT_KINDS.Leave,
  ACT_KINDS.Conclude,
]);

/** Without the bias to small numbers, which would draw the first choices again and again. */
const any = fc.noBias(fc.nat({ max: 2 ** 20 }));

export const actMove: fc.Arbitrary<ActMove> = fc.record({
  care: fc.noBias(fc.nat({ max: 9 })),
  matter: any,
  kind: any,
  pick: any,
  author: any,
  counterparty: any,
  item: any,
  time: any,
  code: any,
  stale: fc.integer({ min: 0, max: 30 }).map((choice) => choice === 0),
});

/** What acts are made of. */
export interface ActWorld {
  readonly state: CooperationState;
  readonly moment: Moment;
  readonly matters: readonly MatterId[];
  readonly members: readonly ParticipantId[];
  /** The handovers of each matter. */
  readonly items: ReadonlyMap<MatterId, readonly EntryHash[]>;
  /** How often each kind was recorded: three of four moves take the kind that was recorded least. */
  readonly recorded: ReadonlyMap<number, number>;
}

/** A random act: mostly one that the rules allow. */
export function randomAct(world: ActWorld, move: ActMove): Act {
  const matter = at(world.matters, move.matter) ?? ZERO_BYTES32;
  const kind = at(ACT_KIND_NAMES, move.kind) ?? "Propose";
  if (move.care >= LAWFUL) return candidate(world, move, { matter, kind });
  const { moment, members, state, recorded } = world;
  const lawful: Act[] = [];
  for (const name of ACT_KIND_NAMES)
    for (const author of members)
      for (const shift of [0, 1, 2, 3]) {
        const act = candidate(
          world,
          { ...move, counterparty: move.counterparty + shift, pick: move.pick + shift, item: move.item + shift },
          { matter, kind: name, author },
        );
        if (state.judge(act, moment) === undefined) lawful.push(act);
      }
  // By kinds first, so that a kind with many authors is not drawn more often. What ends a matter is drawn seldom.
  const drawn = [...new Set(lawful.map((act) => act.kind))];
  const going = drawn.filter((number) => move.pick % 8 === 0 || !ENDING.has(number));
  const kinds = going.length === 0 ? drawn : going;
  const least = kinds.toSorted((a, b) => (recorded.get(a) ?? 0) - (recorded.get(b) ?? 0));
  const chosen = move.pick % 4 !== 0 ? least[0] : at(kinds, move.kind);
  return (
    at(
      lawful.filter((act) => act.kind === chosen),
      move.pick,
    ) ?? candidate(world, move, { matter, kind })
  );
}

function candidate(
  { state, moment, matters, members, items }: ActWorld,
  move: ActMove,
  { matter, kind, author }: { readonly matter: MatterId; readonly kind: ActKind; readonly author?: ParticipantId },
): Act {
  const rule = ACT_RULES[kind];
  const record = state.record(matter);
  const item = at(items.get(matter) ?? [], move.item) ?? ZERO_BYTES32;
  const { consentTo } = state.item(matter, item).item;
  const drawn = kind === "Onward" && consentTo !== 0 ? consentTo : (at(members, move.counterparty) ?? 0);
  const counterparty = rule.addressed ? drawn : 0;
  const by = author ?? at(members, move.author) ?? 0;
  const earlier = at(matters, move.pick) ?? ZERO_BYTES32;
  const { period } = record.matter;
  const refersTo = referenceOf(kind, earlier, item, move);
  const caveats = state.item(matter, item).item.caveats;
  const codes =
    kind === "Propose"
      ? 1023
      : kind === "Offer" || kind === "Exhibit"
        ? move.code % 64
        : rule.codes === "none"
          ? 0
          : caveats | (move.code % 2);
  return actOf(ACT_KINDS[kind], {
    matter,
    previous: move.stale ? earlier : record.head,
    author: by,
    counterparty,
    refersTo: rule.refersTo === "none" ? ZERO_BYTES32 : refersTo,
    occurredAt: moment.time,
    commitment: commitmentOf(kind, record.terms, state.item(matter, item).content, move),
    until: rule.until === "none" ? 0 : untilOf(kind, moment.time, move),
    period: rule.period ? periodOf(kind, period, move) : 0,
    code: rule.lastCode === 0 ? 0 : 1 + (move.code % rule.lastCode),
    codes,
  });
}

function referenceOf(kind: ActKind, earlier: MatterId, item: EntryHash, { pick }: ActMove): Bytes32 {
  if (kind === "Ask" || kind === "Convene") return earlier;
  if (kind === "Propose") return pick % 3 === 0 ? earlier : ZERO_BYTES32;
  return item;
}

function commitmentOf(kind: ActKind, terms: Bytes32, content: Bytes32, { code }: ActMove): Bytes32 {
  if ((kind === "Sign" || kind === "Join") && code % 10 !== 0) return terms;
  if (kind === "Receipt" && code % 10 !== 0) return content;
  return `0x${code.toString(16).padStart(64, "0")}`;
}

/** Mostly the prolongation that is pending: the period of an active joint case. */
function periodOf(kind: ActKind, pending: number, { time, code }: ActMove): number {
  return kind === "Prolong" && pending !== 0 && code % 10 !== 0 ? pending : (1 + (time % 40)) * DAY;
}

function untilOf(kind: ActKind, now: number, { time }: ActMove): number {
  const days = time % 50;
  if (kind === "Propose") return time % 4 === 0 ? 0 : now + (days + 10) * DAY;
  if (kind === "Return") return now + GRACE + (days % 10) * DAY;
  if (kind === "Convene") return now + (days + 10) * DAY;
  return now + days * DAY + (time % 7);
}

function at<Value>(values: readonly Value[], index: number): Value | undefined {
  return values[index % values.length];
}
