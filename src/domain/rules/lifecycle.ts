import * as cases from "./case-rules.ts";
import { checkPhase, KNOWN } from "./custody-checks.ts";
import { type Entry, ZERO_BYTES32 } from "../entry.ts";
import * as handoffs from "./handoff-rules.ts";
import { type Kind, kindName } from "./kind.ts";
import { KIND_RULES } from "./kind-rules.ts";
import * as nesting from "./nesting-rules.ts";
import { Refusal, refuse } from "./refusal.ts";
import { roleNames } from "./role.ts";
import type { Change, Situation } from "./situation.ts";

type Rule = (situation: Situation, entry: Entry) => Change | Refusal;

const RULES: Readonly<Record<Kind, Rule>> = {
  Consign: handoffs.consign,
  Offer: handoffs.offer,
  Accept: handoffs.accept,
  Refuse: handoffs.refuseOffer,
  Withdraw: handoffs.withdraw,
  Load: nesting.load,
  Unload: nesting.unload,
  Report: report,
  Inspect: cases.inspect,
  Hold: cases.hold,
  Notice: cases.notice,
  Release: cases.release,
  Contest: cases.contest,
  Uphold: cases.uphold,
  Annul: cases.annul,
  Seize: cases.seize,
  Forfeit: cases.forfeit,
  Correct: correct,
  Close: handoffs.close,
  Charge: cases.charge,
  Hear: cases.hear,
  Appeal: cases.appeal,
  Lapse: cases.lapse,
};

/**
 * Judges an entry exactly as the Solidity library `Lifecycle` does: first the author's role, then the phase, the
 * parties and the rest. The caller has checked the shape (`checkShape`), the signature, and that the author is active.
 *
 * @returns the situation after the entry, or its refusal. The caller then stores a Hold's case under the entry's hash,
 * and a Correct's hash as the successor of the corrected entry: the rules themselves use no hash.
 */
export function transition(situation: Situation, entry: Entry): Situation | Refusal {
  const kind = kindName(entry.kind);
  if (kind === undefined) return refuse("ShipmentLedgerUnknownKind", { kind: entry.kind });
  const required = KIND_RULES[kind].roles;
  if (required !== undefined && (situation.roles & required) === 0) {
    return refuse("ShipmentLedgerRoleRequired", {
      author: entry.author,
      roles: roleNames(situation.roles),
      required: roleNames(required),
    });
  }

  const change = RULES[kind](situation, entry);
  if (change instanceof Refusal) return change;
  const custody = change.custody ?? situation.custody;
  return { ...situation, ...change, custody: { ...custody, sequence: custody.sequence + 1 } };
}

function report({ custody }: Situation, { shipment }: Entry): Change | Refusal {
  return checkPhase(shipment, custody.phase, KNOWN) ?? {};
}

function correct({ custody, successor }: Situation, { shipment, refersTo }: Entry): Change | Refusal {
  return (
    checkPhase(shipment, custody.phase, KNOWN) ??
    (successor === ZERO_BYTES32 ? {} : refuse("ShipmentLedgerAlreadyCorrected", { entry: refersTo, successor }))
  );
}
