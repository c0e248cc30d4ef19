import type { ParticipantId } from "../entry.ts";
import { refuse, type Refusal } from "../rules/refusal.ts";
import type { Act } from "./act.ts";
import { BASES, type Basis, CAVEATS, codeNames } from "./closed-lists.ts";
import { type Item, UNKNOWN_ITEM } from "./item.ts";
import type { MatterChange, MatterSituation } from "./matter-situation.ts";
import { JOINT_CASE_STATES, type MatterState, REQUEST_STATES } from "./matter-state.ts";
import { isSide } from "./is-side.ts";
import { checkUntil } from "./times.ts";

/** The rules of handovers, as in the Solidity library `HandoverRules`. */

/** The bases that only an agreement as the matter gives. */
const OF_AGREEMENTS: readonly Basis[] = ["agreement", "spontaneous", "advance", "automatic"];

/** The bases on which anyone may be the recipient. */
const TO_ANYONE: readonly Basis[] = ["courtOrder", "rightOfAccused"];

export function offer(situation: MatterSituation, act: Act): MatterChange | Refusal {
  const { matter, seat, otherSeat, time } = situation;
  const basis = BASES[act.code - 1];
  const inRequest = REQUEST_STATES.includes(matter.state);
  const misfits = inRequest ? includes(OF_AGREEMENTS, basis) : basis === "request";
  if (misfits) return refuse("CooperationLedgerBasisMismatch", { matter: act.matter, code: basis ?? act.code });
  const outsider = (participant: ParticipantId) =>
    refuse("CooperationLedgerNotParty", { matter: act.matter, participant });
  if (!isSide(matter, act.author, seat)) return outsider(act.author);
  if (!includes(TO_ANYONE, basis) && !isSide(matter, act.counterparty, otherSeat)) return outsider(act.counterparty);
  return checkUntil(act, time, time + 1) ?? { newItem: offered(act, act.author) };
}

export function signCaveats({ item }: MatterSituation, act: Act): MatterChange | Refusal {
  return act.codes === item.caveats ? become(item, "CaveatsSigned") : otherCaveats(act, item.caveats);
}

export function decline({ item }: MatterSituation): MatterChange {
  return become(item, "Declined");
}

export function release({ matter, item, otherSeat }: MatterSituation, act: Act): MatterChange | Refusal {
  const isPassedOn = item.author !== item.originator;
  const isForMembers =
    JOINT_CASE_STATES.includes(matter.state) && !isPassedOn && !includes(TO_ANYONE, BASES[item.code - 1]);
  return isForMembers && !otherSeat.signed
    ? refuse("CooperationLedgerNotParty", { matter: act.matter, participant: item.recipient })
    : become(item, "Released");
}

export function receipt({ item, content }: MatterSituation, act: Act): MatterChange | Refusal {
  if (act.commitment !== content)
    return refuse("CooperationLedgerOtherContent", {
      handover: act.refersTo,
      received: act.commitment,
      offered: content,
    });
  return become(item, "Receipted");
}

export function dispute({ item }: MatterSituation): MatterChange {
  return become(item, "Disputed");
}

export function consent({ item }: MatterSituation, { counterparty }: Act): MatterChange {
  return { item: { ...item, consentTo: counterparty } };
}

export function onward({ item, time }: MatterSituation, act: Act): MatterChange | Refusal {
  if (item.consentTo !== act.counterparty)
    return refuse("CooperationLedgerNoConsent", {
      handover: act.refersTo,
      recipient: act.counterparty,
      consentTo: item.consentTo,
    });
  if ((item.caveats & ~act.codes) !== 0) return otherCaveats(act, item.caveats);
  return (
    checkUntil(act, time, time + 1) ?? {
      item: { ...item, consentTo: 0 },
      newItem: offered(act, item.originator),
    }
  );
}

export function recall({ item, time }: MatterSituation, act: Act): MatterChange | Refusal {
  return checkUntil(act, time, time + 1) ?? { item: { ...item, until: act.until, state: "Recalled" } };
}

export function erase({ item }: MatterSituation): MatterChange {
  return become(item, "Erased");
}

export function refuseErasure({ item }: MatterSituation): MatterChange {
  return become(item, "ErasureRefused");
}

function become(item: Item, state: MatterState): MatterChange {
  return { item: { ...item, state } };
}

function offered({ author, counterparty, code, codes, until }: Act, originator: ParticipantId): Item {
  return {
    ...UNKNOWN_ITEM,
    state: "Offered",
    author,
    recipient: counterparty,
    originator,
    code,
    caveats: codes,
    until,
  };
}

function otherCaveats({ refersTo, codes }: Act, required: number): Refusal {
  return refuse("CooperationLedgerOtherCaveats", {
    handover: refersTo,
    given: codeNames(CAVEATS, codes),
    required: codeNames(CAVEATS, required),
  });
}

function includes(bases: readonly Basis[], basis: Basis | undefined): boolean {
  return basis !== undefined && bases.includes(basis);
}
