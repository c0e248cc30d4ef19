import { refuse, Refusal } from "../rules/refusal.ts";
import { roleNames } from "../rules/role.ts";
import type { Act } from "./act.ts";
import { type ActKind, actKindName } from "./act-kind.ts";
import { ACT_RULES, type ActRule } from "./act-rules.ts";
import * as agreements from "./agreement-rules.ts";
import * as handovers from "./handover-rules.ts";
import { itemStateAt } from "./item.ts";
import { checkEntitled, checkState } from "./matter-checks.ts";
import { matterStateAt } from "./matter.ts";
import type { MatterChange, MatterSituation } from "./matter-situation.ts";
import { AGREEMENT_STATES } from "./matter-state.ts";
import * as jointCases from "./joint-case-rules.ts";
import * as journals from "./journal-rules.ts";
import * as requests from "./request-rules.ts";
import * as seals from "./seal-rules.ts";

type Rule = (situation: MatterSituation, act: Act) => MatterChange | Refusal;

const RULES: Readonly<Record<ActKind, Rule>> = {
  Propose: agreements.propose,
  Name: agreements.name,
  Sign: agreements.sign,
  Suspend: agreements.suspend,
  Resume: agreements.resume,
  Denounce: agreements.denounce,
  Ask: requests.ask,
  Receive: requests.receive,
  Return: requests.returnIncomplete,
  Complete: requests.complete,
  Accept: requests.accept,
  Refuse: requests.refuseRequest,
  Postpone: requests.postpone,
  Delay: requests.delay,
  Answer: requests.answer,
  Close: requests.close,
  Offer: handovers.offer,
  SignCaveats: handovers.signCaveats,
  Decline: handovers.decline,
  Release: handovers.release,
  Receipt: handovers.receipt,
  Dispute: handovers.dispute,
  Consent: handovers.consent,
  Onward: handovers.onward,
  Recall: handovers.recall,
  Erase: handovers.erase,
  RefuseErasure: handovers.refuseErasure,
  Seal: seals.seal,
  ExtendSeal: seals.extendSeal,
  OpenSeal: seals.openSeal,
  LapseSeal: seals.lapseSeal,
  Anchor: journals.anchor,
  Convene: jointCases.convene,
  Invite: jointCases.invite,
  Join: jointCases.join,
  Prolong: jointCases.prolong,
  Leave: jointCases.leave,
  Exhibit: jointCases.exhibit,
  Derive: jointCases.derive,
  Conclude: jointCases.conclude,
};

/**
 * Judges an act exactly as the Solidity library `Cooperation` does: the author's role, the states of matter and handover,
 * the author, the other side and the agreement, and then the rule of the kind. The caller has checked the shape
 * (`checkActShape`), the signature, and that the author is active.
 *
 * @returns the situation after the act, or its refusal. The caller then stores a handover that the act opens under the
 * act's hash: the rules themselves use no hash.
 */
export function judgeAct(situation: MatterSituation, act: Act): MatterSituation | Refusal {
  const kind = actKindName(act.kind);
  if (kind === undefined) return refuse("CooperationLedgerUnknownKind", { kind: act.kind });
  const change = checkTable(situation, act, kind) ?? RULES[kind](situation, act);
  if (change instanceof Refusal) return change;
  const matter = change.matter ?? situation.matter;
  return { ...situation, ...change, matter: { ...matter, sequence: situation.matter.sequence + 1 } };
}

function checkTable(situation: MatterSituation, act: Act, kind: ActKind): Refusal | undefined {
  const rule = ACT_RULES[kind];
  const { matter, item, roles, time } = situation;
  if ((roles & rule.roles) === 0)
    return refuse("CooperationLedgerRoleRequired", {
      participant: act.author,
      roles: roleNames(roles),
      required: roleNames(rule.roles),
    });
  return (
    checkState(act.matter, matterStateAt(matter, time), rule.matterStates) ??
    (rule.itemStates && checkState(act.refersTo, itemStateAt(item, time), rule.itemStates)) ??
    checkAuthor(situation, act, rule) ??
    checkOther(situation, act, kind) ??
    (rule.covered ? checkCovered(situation, act) : undefined)
  );
}

function checkAuthor({ matter, seat, item }: MatterSituation, act: Act, { by }: ActRule): Refusal | undefined {
  const { author, refersTo } = act;
  switch (by) {
    case "party":
      return seat.signed ? undefined : refuse("CooperationLedgerNotParty", { matter: act.matter, participant: author });
    case "opener":
      return checkEntitled(act.matter, author, matter.opener);
    case "answerer":
      return checkEntitled(act.matter, author, matter.answerer);
    case "giver":
      return checkEntitled(refersTo, author, item.author);
    case "recipient":
      return checkEntitled(refersTo, author, item.recipient);
    case "source":
      return author === item.author ? undefined : checkEntitled(refersTo, author, item.originator);
    case "originator":
      return checkEntitled(refersTo, author, item.originator);
    case undefined:
      return undefined;
  }
}

/** The counterparty, or the recipient to whom a key is released, must be active. */
function checkOther({ item, otherRoles }: MatterSituation, act: Act, kind: ActKind): Refusal | undefined {
  const other = kind === "Release" ? item.recipient : act.counterparty;
  const matters = kind === "Release" || ACT_RULES[kind].addressed;
  return matters && otherRoles === 0
    ? refuse("CooperationLedgerParticipantNotActive", { participant: other })
    : undefined;
}

/** The agreement of the matter is in force. The matter is the agreement itself, or its basis is. */
function checkCovered({ matter, basisId, basis, time }: MatterSituation, act: Act): Refusal | undefined {
  const [id, agreement] = AGREEMENT_STATES.includes(matter.state) ? [act.matter, matter] : [basisId, basis];
  return checkState(id, matterStateAt(agreement, time), ["InForce"]);
}
