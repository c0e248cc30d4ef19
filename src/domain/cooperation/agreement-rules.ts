import { ZERO_BYTES32 } from "../entry.ts";
import { refuse, type Refusal } from "../rules/refusal.ts";
import { roleNames } from "../rules/role.ts";
import type { Act } from "./act.ts";
import { AUTHORITIES } from "./act-rules.ts";
import { codeOf, ENDINGS } from "./closed-lists.ts";
import { checkState } from "./matter-checks.ts";
import { matterStateAt, UNKNOWN_MATTER } from "./matter.ts";
import type { MatterChange, MatterSituation } from "./matter-situation.ts";
import { CONCLUDED } from "./matter-state.ts";
import { NO_SEAT } from "./seat.ts";
import { LAST_TIME } from "./times.ts";

/** The rules of agreements, as in the Solidity library `AgreementRules`. */

export const MAX_PARTIES = 64;

export function propose(situation: MatterSituation, act: Act): MatterChange | Refusal {
  const { basisId, basis, basisSeat, time } = situation;
  const { matter, author, until } = act;
  if (until !== 0 && until <= time)
    return refuse("CooperationLedgerTimeOutOfRange", { matter, until, earliest: time + 1, latest: LAST_TIME });
  const replaces = basisId !== ZERO_BYTES32;
  if (replaces) {
    const refusal = checkState(basisId, matterStateAt(basis, time), CONCLUDED);
    if (refusal) return refusal;
    if (!basisSeat.signed) return refuse("CooperationLedgerNotParty", { matter: basisId, participant: author });
  }
  return {
    matter: {
      ...UNKNOWN_MATTER,
      state: "Proposed",
      opener: author,
      parties: 1,
      signed: 1,
      agreeing: replaces ? 1 : 0,
      endsAt: until,
      period: act.period,
      code: codeOf(ENDINGS, "expired"),
      measures: act.codes,
    },
    seat: { ...NO_SEAT, directions: act.code, named: true, signed: true },
  };
}

export function name(situation: MatterSituation, act: Act): MatterChange | Refusal {
  const { matter, otherBasisSeat } = situation;
  return (
    checkNamed(situation, act) ?? {
      matter: {
        ...matter,
        parties: matter.parties + 1,
        agreeing: matter.agreeing + (otherBasisSeat.signed ? 1 : 0),
      },
      otherSeat: { ...NO_SEAT, directions: act.code, named: true },
    }
  );
}

export function sign(situation: MatterSituation, act: Act): MatterChange | Refusal {
  const { matter, seat, basisId, basis, time } = situation;
  const refusal = checkSigner(situation, act);
  if (refusal) return refusal;
  const replaces = CONCLUDED.includes(matterStateAt(basis, time));
  if (replaces && matter.agreeing !== basis.parties)
    return refuse("CooperationLedgerPartiesMissing", {
      matter: act.matter,
      replaced: basisId,
      named: matter.agreeing,
      parties: basis.parties,
    });

  const signed = matter.signed + 1;
  const change = { matter: { ...matter, signed }, seat: { ...seat, signed: true } };
  if (signed !== matter.parties) return change;
  return {
    ...change,
    matter: { ...matter, signed, state: "InForce" },
    basis: replaces ? { ...basis, state: "Ended", endsAt: time, code: codeOf(ENDINGS, "superseded") } : basis,
  };
}

export function suspend({ matter, seat }: MatterSituation, act: Act): MatterChange | Refusal {
  if (seat.suspended)
    return refuse("CooperationLedgerAlreadySuspended", { matter: act.matter, participant: act.author });
  return {
    matter: { ...matter, suspensions: matter.suspensions + 1, state: "Suspended" },
    seat: { ...seat, suspended: true },
  };
}

export function resume({ matter, seat }: MatterSituation, act: Act): MatterChange | Refusal {
  if (!seat.suspended) return refuse("CooperationLedgerNotSuspended", { matter: act.matter, participant: act.author });
  const suspensions = matter.suspensions - 1;
  return {
    matter: { ...matter, suspensions, state: suspensions === 0 ? "InForce" : matter.state },
    seat: { ...seat, suspended: false },
  };
}

export function denounce({ matter, time }: MatterSituation, act: Act): MatterChange | Refusal {
  const endsAt = time + matter.period;
  if (matter.endsAt !== 0 && matter.endsAt <= endsAt)
    return refuse("CooperationLedgerEndsEarlier", { matter: act.matter, endsAt: matter.endsAt });
  return { matter: { ...matter, endsAt, code: codeOf(ENDINGS, "denounced") } };
}

/**
 * Refuses a counterparty that is no authority or is named already, and any counterparty once another party signed or
 * {@link MAX_PARTIES} are named.
 */
export function checkNamed({ matter, otherSeat, otherRoles }: MatterSituation, act: Act): Refusal | undefined {
  const { counterparty } = act;
  if ((otherRoles & AUTHORITIES) === 0)
    return refuse("CooperationLedgerRoleRequired", {
      participant: counterparty,
      roles: roleNames(otherRoles),
      required: roleNames(AUTHORITIES),
    });
  if (matter.signed !== 1)
    return refuse("CooperationLedgerPartiesFinal", { matter: act.matter, signed: matter.signed });
  if (otherSeat.named)
    return refuse("CooperationLedgerAlreadyNamed", { matter: act.matter, participant: counterparty });
  return matter.parties >= MAX_PARTIES
    ? refuse("CooperationLedgerTooManyParties", { matter: act.matter, limit: MAX_PARTIES })
    : undefined;
}

/** Refuses an author that is not named or signed already, and other terms than those of the opener. */
export function checkSigner({ seat, terms }: MatterSituation, act: Act): Refusal | undefined {
  const subject = { matter: act.matter, participant: act.author };
  if (!seat.named) return refuse("CooperationLedgerNotParty", subject);
  if (seat.signed) return refuse("CooperationLedgerAlreadySigned", subject);
  return act.commitment === terms
    ? undefined
    : refuse("CooperationLedgerOtherTerms", { matter: act.matter, signed: act.commitment, terms });
}
