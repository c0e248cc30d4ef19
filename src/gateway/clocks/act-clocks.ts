import type { ClockView } from "../../api/clock.ts";
import { CLOCK_STATES } from "../../domain/clocks/clock-state.ts";
import type { ActKind } from "../../domain/cooperation/act-kind.ts";
import { codeOf, ENDINGS } from "../../domain/cooperation/closed-lists.ts";
import type { MatterState } from "../../domain/cooperation/matter-state.ts";
import { matterTypeOf } from "../../domain/cooperation/matter-type.ts";
import { waitsFor } from "../../domain/cooperation/request-rules.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import {
  listTimedItems,
  listTimedMatters,
  type TimedItem,
  type TimedMatter,
} from "../../store/cooperation/timed-matters.ts";
import type { Caller } from "../caller.ts";
import { referenceOrNull } from "../read/participants.ts";
import type { ReadContext } from "../read/read-context.ts";

/** What a time of the ledger of cooperation asks for. */
interface TimeRule {
  readonly rule: string;
  readonly what: string;
  readonly binds: string;
  readonly serves: string;
  readonly acts: readonly ActKind[];
  readonly onLapse: string;
}

const REQUESTER = "The requesting authority";
const ANSWERER = "The requested authority";
const GIVER = "The giver";
const RECIPIENT = "The recipient";
const PARTIES = "The parties";

const OVERDUE = "The request is overdue. The other authority may close it as lapsed.";

const answering: TimeRule = {
  rule: "answer",
  what: "answer the request",
  binds: ANSWERER,
  serves: REQUESTER,
  acts: ["Accept", "Answer", "Refuse", "Postpone", "Delay"],
  onLapse: OVERDUE,
};

/** The times of requests, agreements, handovers and seals, by the state that the last act left. */
const TIME_RULES: Readonly<Partial<Record<MatterState, TimeRule>>> = {
  Sent: { ...answering, what: "receive and answer the request", acts: ["Receive"] },
  Received: { ...answering, acts: ["Accept", "Return", "Refuse", "Postpone", "Delay"] },
  Accepted: { ...answering, acts: ["Answer", "Delay"] },
  Postponed: answering,
  Incomplete: {
    rule: "complete",
    what: "complete the request",
    binds: REQUESTER,
    serves: ANSWERER,
    acts: ["Complete"],
    onLapse: OVERDUE,
  },
  Proposed: {
    rule: "sign",
    what: "sign the agreement",
    binds: PARTIES,
    serves: PARTIES,
    acts: ["Sign"],
    onLapse: "The proposal ends.",
  },
  InForce: {
    rule: "end",
    what: "renew or replace the agreement",
    binds: PARTIES,
    serves: PARTIES,
    acts: ["Propose"],
    onLapse: "The agreement ends: no request, handover or release under it.",
  },
  Offered: {
    rule: "signCaveats",
    what: "sign the caveats or decline",
    binds: RECIPIENT,
    serves: GIVER,
    acts: ["SignCaveats", "Decline"],
    onLapse: "The offer expires.",
  },
  CaveatsSigned: {
    rule: "release",
    what: "release what was offered",
    binds: GIVER,
    serves: RECIPIENT,
    acts: ["Release"],
    onLapse: "The offer expires.",
  },
  Recalled: {
    rule: "erase",
    what: "erase what was handed over, or refuse with reasons",
    binds: RECIPIENT,
    serves: GIVER,
    acts: ["Erase", "RefuseErasure"],
    onLapse: "The recall stays unanswered. Nothing follows by itself.",
  },
  Sealed: {
    rule: "openSeal",
    what: "open the seal to its subject",
    binds: "The author of the seal",
    serves: "The subject of the measure",
    acts: ["OpenSeal"],
    onLapse: "Anyone may record that the seal lapsed.",
  },
};

const CITATION = "Rules of the ledger of cooperation (docs/cooperation.md)";

/**
 * The times of the caller's agreements, requests, handovers and seals. Their ends are on the ledger, so that no profile is
 * needed.
 *
 * @param limit of matters, and of handovers and seals.
 */
export async function actClocks(
  reading: ReadContext,
  { participant }: Caller,
  limit: number,
): Promise<{ readonly clocks: ClockView[]; readonly more: boolean }> {
  const now = reading.now();
  const [matters, items] = await Promise.all([
    listTimedMatters(reading.db, participant, now, limit),
    listTimedItems(reading.db, participant, now, limit),
  ]);
  return {
    clocks: [
      ...matters.flatMap((each) => viewMatter(reading, each, now)),
      ...items.flatMap((each) => viewItem(reading, each, now)),
    ],
    more: matters.length >= limit || items.length >= limit,
  };
}

function viewMatter(reading: ReadContext, { id, followed }: TimedMatter, now: number): ClockView[] {
  const { matter, updatedAt } = followed;
  const rule = TIME_RULES[matter.state === "Suspended" ? "InForce" : matter.state];
  if (rule === undefined) return [];
  const about = matterTypeOf(matter.state) === "agreement" ? ("agreement" as const) : ("request" as const);
  const isDenounced = about === "agreement" && matter.code === codeOf(ENDINGS, "denounced");
  const waiting = about === "request" ? (waitsFor(matter) ?? 0) : 0;
  const other = waiting === matter.opener ? matter.answerer : matter.opener;
  return [
    viewTime(reading, {
      rule,
      id: `${id}/${rule.rule}`,
      place: { about, matter: id, item: null },
      waiting,
      other: about === "request" ? other : 0,
      since: updatedAt,
      due: matter.endsAt,
      now,
      why: isDenounced ? ["A party denounced it, and the time of notice runs."] : [],
    }),
  ];
}

function viewItem(reading: ReadContext, { found, since }: TimedItem, now: number): ClockView[] {
  const { hash, matter, item } = found;
  const rule = TIME_RULES[item.state];
  if (rule === undefined) return [];
  const isRecipients = rule.binds === RECIPIENT;
  return [
    viewTime(reading, {
      rule,
      id: `${hash}/${rule.rule}`,
      place: { about: item.recipient === 0 ? "seal" : "handover", matter, item: hash },
      waiting: isRecipients ? item.recipient : item.author,
      other: isRecipients ? item.author : item.recipient,
      since,
      due: item.until,
      now,
      why: [],
    }),
  ];
}

interface TimeOfAct {
  readonly rule: TimeRule;
  readonly id: string;
  readonly place: Pick<ClockView, "about" | "matter" | "item">;
  /** 0 for nobody alone. */
  readonly waiting: ParticipantId;
  readonly other: ParticipantId;
  readonly since: number;
  readonly due: number;
  readonly now: number;
  readonly why: readonly string[];
}

function viewTime({ directory }: ReadContext, time: TimeOfAct): ClockView {
  const { rule, id, place, waiting, other, since, due, now, why } = time;
  const state = now >= due ? "lapsed" : "running";
  return {
    ...place,
    id,
    shipment: null,
    identifier: null,
    hold: null,
    rule: rule.rule,
    kind: "deadline",
    what: rule.what,
    binds: rule.binds,
    serves: rule.serves,
    waitsFor: referenceOrNull(directory, waiting),
    protects: referenceOrNull(directory, other),
    since,
    due,
    lastDay: null,
    state,
    stateText: CLOCK_STATES[state],
    onLapse: rule.onLapse,
    citation: CITATION,
    acts: [...rule.acts],
    why: [...why],
    profile: null,
  };
}
