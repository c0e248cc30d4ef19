import { refuse, type Refusal } from "../rules/refusal.ts";
import type { Act } from "./act.ts";
import { checkNamed, checkSigner } from "./agreement-rules.ts";
import { CAVEATS, codeNames, codeOf, JOINT_CASE_ENDINGS } from "./closed-lists.ts";
import { UNKNOWN_ITEM } from "./item.ts";
import { checkEntitled } from "./matter-checks.ts";
import { type Matter, UNKNOWN_MATTER } from "./matter.ts";
import type { MatterChange, MatterSituation } from "./matter-situation.ts";
import { NO_SEAT } from "./seat.ts";
import { checkUntil, MAX_AHEAD } from "./times.ts";

/**
 * The rules of joint cases, as in the Solidity library `JointCaseRules`. `agreeing` counts the members that agree to the
 * pending prolongation of `period` seconds. The round in a seat keeps a member from being counted twice.
 */

const LEAST_MEMBERS = 2;

const ROUNDS = 2 ** 16;

export function convene({ basisId, basisSeat, time }: MatterSituation, act: Act): MatterChange | Refusal {
  if (!basisSeat.signed) return refuse("CooperationLedgerNotParty", { matter: basisId, participant: act.author });
  return (
    checkUntil(act, time, time + 1) ?? {
      matter: {
        ...UNKNOWN_MATTER,
        state: "Convened",
        opener: act.author,
        parties: 1,
        signed: 1,
        endsAt: act.until,
        code: codeOf(JOINT_CASE_ENDINGS, "expired"),
      },
      seat: { ...NO_SEAT, task: act.code, named: true, signed: true },
    }
  );
}

export function invite(situation: MatterSituation, act: Act): MatterChange | Refusal {
  const { matter, basisId, otherBasisSeat } = situation;
  const refusal = checkNamed(situation, act);
  if (refusal) return refusal;
  if (!otherBasisSeat.signed)
    return refuse("CooperationLedgerNotParty", { matter: basisId, participant: act.counterparty });
  return {
    matter: { ...matter, parties: matter.parties + 1 },
    otherSeat: { ...NO_SEAT, task: act.code, named: true },
  };
}

export function join(situation: MatterSituation, act: Act): MatterChange | Refusal {
  const { matter, seat } = situation;
  const refusal = checkSigner(situation, act);
  if (refusal) return refusal;
  const signed = matter.signed + 1;
  return {
    matter: { ...matter, signed, state: signed === matter.parties ? "Active" : matter.state },
    seat: { ...seat, signed: true },
  };
}

export function prolong({ matter, seat, time }: MatterSituation, act: Act): MatterChange | Refusal {
  const endsAt = matter.endsAt + act.period;
  const latest = time + MAX_AHEAD;
  if (endsAt > latest)
    return refuse("CooperationLedgerTimeOutOfRange", {
      matter: act.matter,
      until: endsAt,
      earliest: matter.endsAt + 1,
      latest,
    });
  const isPending = matter.period === act.period;
  if (isPending && seat.round === matter.round)
    return refuse("CooperationLedgerAlreadySigned", { matter: act.matter, participant: act.author });
  const pending = isPending ? matter : { ...newRound(matter), period: act.period };
  const agreeing = pending.agreeing + 1;
  return {
    matter: agreeing === matter.parties ? { ...pending, endsAt, period: 0, agreeing: 0 } : { ...pending, agreeing },
    seat: { ...seat, round: pending.round },
  };
}

export function leave({ matter }: MatterSituation): MatterChange {
  const members = matter.parties - 1;
  const left: Matter = { ...newRound(matter), period: 0, parties: members, signed: members };
  return {
    matter: members < LEAST_MEMBERS ? { ...left, state: "Concluded", code: codeOf(JOINT_CASE_ENDINGS, "left") } : left,
    seat: NO_SEAT,
  };
}

export function exhibit(_: MatterSituation, { author, code, codes }: Act): MatterChange {
  return { newItem: { ...UNKNOWN_ITEM, state: "Exhibited", author, originator: author, code, caveats: codes } };
}

export function derive({ item }: MatterSituation, { refersTo, author, codes }: Act): MatterChange | Refusal {
  if ((item.caveats & ~codes) !== 0)
    return refuse("CooperationLedgerOtherCaveats", {
      handover: refersTo,
      given: codeNames(CAVEATS, codes),
      required: codeNames(CAVEATS, item.caveats),
    });
  return { newItem: { ...item, author, caveats: codes } };
}

export function conclude({ matter }: MatterSituation, act: Act): MatterChange | Refusal {
  return (
    checkEntitled(act.matter, act.author, matter.opener) ?? {
      matter: { ...matter, state: "Concluded", code: codeOf(JOINT_CASE_ENDINGS, "concluded") },
    }
  );
}

function newRound(matter: Matter): Matter {
  return { ...matter, round: (matter.round + 1) % ROUNDS, agreeing: 0 };
}
