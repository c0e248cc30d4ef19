import type { ParticipantId } from "../entry.ts";
import { refuse, type Refusal } from "../rules/refusal.ts";
import type { Act, MatterId } from "./act.ts";
import { codeNames, codeOf, MEASURES, OUTCOMES } from "./closed-lists.ts";
import { checkEntitled, checkState } from "./matter-checks.ts";
import { type Matter, UNKNOWN_MATTER } from "./matter.ts";
import type { MatterChange, MatterSituation } from "./matter-situation.ts";
import type { MatterState } from "./matter-state.ts";
import type { Seat } from "./seat.ts";
import { checkUntil } from "./times.ts";

/**
 * The rules of requests, as in the Solidity library `RequestRules`. `endsAt` is the time by which the side that the
 * request waits for is to act. Only a told delay moves the end of the answerer's time.
 */

/** Seconds after sending at which the time to answer runs at the latest, and the least time to complete a request. */
export const GRACE = 7 * 86_400;

const ASKS = 1;
const IS_ASKED = 2;

export function ask(situation: MatterSituation, act: Act): MatterChange | Refusal {
  const { basisId, basis, basisSeat, otherBasisSeat, time } = situation;
  const measure = 1 << (act.code - 1);
  const refusal =
    checkSide(basisId, basisSeat, act.author, ASKS) ?? checkSide(basisId, otherBasisSeat, act.counterparty, IS_ASKED);
  if (refusal) return refusal;
  if ((basis.measures & measure) === 0)
    return refuse("CooperationLedgerMeasureNotCovered", {
      agreement: basisId,
      measure: codeNames(MEASURES, measure),
      measures: codeNames(MEASURES, basis.measures),
    });
  return {
    matter: {
      ...UNKNOWN_MATTER,
      state: "Sent",
      opener: act.author,
      answerer: act.counterparty,
      endsAt: time + GRACE + act.period,
      period: act.period,
      measures: measure,
    },
  };
}

export function receive({ matter, time }: MatterSituation): MatterChange {
  return { matter: { ...matter, endsAt: Math.min(matter.endsAt, time + matter.period), state: "Received" } };
}

export function returnIncomplete({ matter, time }: MatterSituation, act: Act): MatterChange | Refusal {
  return (
    checkInTime(matter, act, time) ??
    checkUntil(act, time, time + GRACE) ?? {
      matter: { ...matter, period: matter.endsAt - time, endsAt: act.until, state: "Incomplete" },
    }
  );
}

export function complete({ matter, time }: MatterSituation): MatterChange {
  return { matter: { ...matter, endsAt: time + matter.period, state: "Received" } };
}

export function accept({ matter }: MatterSituation): MatterChange {
  return { matter: { ...matter, state: "Accepted" } };
}

export function refuseRequest({ matter }: MatterSituation): MatterChange {
  return { matter: { ...matter, state: "Refused" } };
}

export function postpone(situation: MatterSituation, act: Act): MatterChange | Refusal {
  return checkDelay(situation, act) ?? { matter: { ...situation.matter, endsAt: act.until, state: "Postponed" } };
}

export function delay(situation: MatterSituation, act: Act): MatterChange | Refusal {
  return checkDelay(situation, act) ?? { matter: { ...situation.matter, endsAt: act.until } };
}

export function answer({ matter }: MatterSituation): MatterChange {
  return { matter: { ...matter, state: "Answered" } };
}

export function close(situation: MatterSituation, act: Act): MatterChange | Refusal {
  const { matter } = situation;
  return checkClose(situation, act) ?? { matter: { ...matter, code: act.code, state: "Closed" } };
}

/**
 * The participant that a request waits for; `undefined` when it waits for nobody: it is closed, or no request.
 */
export function waitsFor({ state, opener, answerer }: Matter): ParticipantId | undefined {
  if (AWAITING_ANSWER.includes(state)) return answerer;
  return state === "Incomplete" || state === "Refused" || state === "Answered" ? opener : undefined;
}

/** A request that waits for the answerer. */
const AWAITING_ANSWER: readonly MatterState[] = ["Sent", "Received", "Accepted", "Postponed"];

/** A request whose `endsAt` is the end of the time of the side that it waits for. */
export const TIMED_REQUEST: readonly MatterState[] = [...AWAITING_ANSWER, "Incomplete"];

function checkClose({ matter, time }: MatterSituation, act: Act): Refusal | undefined {
  if (act.code !== codeOf(OUTCOMES, "lapsed"))
    return (
      checkEntitled(act.matter, act.author, matter.opener) ??
      (act.code === codeOf(OUTCOMES, "withdrawn") ? undefined : checkState(act.matter, matter.state, ["Answered"]))
    );
  const waiting = matter.state === "Incomplete" ? matter.answerer : matter.opener;
  return (
    checkState(act.matter, matter.state, TIMED_REQUEST) ??
    checkEntitled(act.matter, act.author, waiting) ??
    (time < matter.endsAt
      ? refuse("CooperationLedgerNotOverdue", { matter: act.matter, time, due: matter.endsAt })
      : undefined)
  );
}

function checkDelay({ matter, time }: MatterSituation, act: Act): Refusal | undefined {
  return checkInTime(matter, act, time) ?? checkUntil(act, time, matter.endsAt + 1);
}

function checkInTime({ endsAt }: Matter, { matter }: Act, time: number): Refusal | undefined {
  return time < endsAt ? undefined : refuse("CooperationLedgerOverdue", { matter, time, due: endsAt });
}

function checkSide(agreement: MatterId, seat: Seat, participant: ParticipantId, direction: 1 | 2): Refusal | undefined {
  if (!seat.signed) return refuse("CooperationLedgerNotParty", { matter: agreement, participant });
  return (seat.directions & direction) === 0
    ? refuse("CooperationLedgerDirectionNotCovered", { agreement, participant, direction })
    : undefined;
}
