import { checkPhase, KNOWN } from "./custody-checks.ts";
import { type Entry, type ParticipantId, ZERO_BYTES32 } from "../entry.ts";
import { refuse, type Refusal } from "./refusal.ts";
import type { Change, Situation } from "./situation.ts";

/**
 * The rules of customs measures, as in the Solidity library `CaseRules`. An open case exists only on a shipment in
 * custody or offered. A rule that requires an open case therefore needs no check of the phase.
 */

export const MAX_OPEN_CASES = 255;

export function inspect(situation: Situation, entry: Entry): Change | Refusal {
  return (
    checkPhase(entry.shipment, situation.custody.phase, KNOWN) ??
    (entry.refersTo === ZERO_BYTES32 ? undefined : checkCase(situation, entry)) ??
    {}
  );
}

export function hold({ custody, customsCase }: Situation, { shipment, author }: Entry): Change | Refusal {
  return (
    checkPhase(shipment, custody.phase, ["InCustody", "Offered"]) ??
    (custody.openCases >= MAX_OPEN_CASES
      ? refuse("ShipmentLedgerTooManyCases", { shipment, limit: MAX_OPEN_CASES })
      : undefined) ?? {
      custody: { ...custody, openCases: custody.openCases + 1 },
      customsCase: { ...customsCase, agency: author, custodian: custody.custodian },
    }
  );
}

export function notice(situation: Situation, entry: Entry): Change | Refusal {
  return (
    checkAgencyOfOpenCase(situation, entry) ??
    checkAffected(situation, entry, entry.counterparty) ?? {
      customsCase: { ...situation.customsCase, notified: true },
    }
  );
}

export function release(situation: Situation, entry: Entry): Change | Refusal {
  return checkAgencyOfOpenCase(situation, entry) ?? closeCase(situation);
}

export function contest(situation: Situation, entry: Entry): Change | Refusal {
  const { custody, customsCase } = situation;
  return (
    checkOpenCase(situation, entry) ??
    checkAffected(situation, entry, entry.author) ??
    checkNoRemedyOpen(situation, entry) ?? {
      custody: { ...custody, openRemedies: custody.openRemedies + 1 },
      customsCase: { ...customsCase, contested: true },
    }
  );
}

export function uphold(situation: Situation, entry: Entry): Change | Refusal {
  return checkDecidable(situation, entry) ?? closeRemedy(situation);
}

export function annul(situation: Situation, entry: Entry): Change | Refusal {
  return checkDecidable(situation, entry) ?? closeCase(situation);
}

export function seize(situation: Situation, entry: Entry): Change | Refusal {
  const { custody, customsCase } = situation;
  return (
    checkAgencyOfOpenCase(situation, entry) ??
    (customsCase.seized ? refuse("ShipmentLedgerAlreadySeized", { hold: entry.refersTo }) : undefined) ?? {
      custody: { ...custody, custodian: entry.author, offeredTo: 0, phase: "InCustody" },
      customsCase: { ...customsCase, seized: true },
    }
  );
}

/** Forfeiture requires that this case is the only open one, which also excludes an open remedy on another case. */
export function forfeit(situation: Situation, entry: Entry): Change | Refusal {
  const { custody, customsCase } = situation;
  const { shipment, refersTo } = entry;
  const refusal =
    checkAgencyOfOpenCase(situation, entry) ??
    (customsCase.seized ? undefined : refuse("ShipmentLedgerNotSeized", { hold: refersTo })) ??
    (customsCase.notified ? undefined : refuse("ShipmentLedgerNoNotice", { hold: refersTo })) ??
    checkNoRemedyOpen(situation, entry) ??
    (custody.openCases === 1 ? undefined : refuse("ShipmentLedgerHeld", { shipment, openCases: custody.openCases }));
  if (refusal !== undefined) return refusal;

  const closed = closeCase(situation);
  return { ...closed, custody: { ...closed.custody, offeredTo: 0, phase: "Forfeited" } };
}

function checkCase({ customsCase }: Situation, { shipment, refersTo }: Entry): Refusal | undefined {
  return customsCase.agency === 0 ? refuse("ShipmentLedgerUnknownCase", { shipment, hold: refersTo }) : undefined;
}

function checkOpenCase(situation: Situation, entry: Entry): Refusal | undefined {
  return (
    checkCase(situation, entry) ??
    (situation.customsCase.closed
      ? refuse("ShipmentLedgerCaseClosed", { shipment: entry.shipment, hold: entry.refersTo })
      : undefined)
  );
}

function checkAgencyOfOpenCase(situation: Situation, entry: Entry): Refusal | undefined {
  const { agency } = situation.customsCase;
  return (
    checkOpenCase(situation, entry) ??
    (agency === entry.author
      ? undefined
      : refuse("ShipmentLedgerNotAgencyOfCase", { hold: entry.refersTo, author: entry.author, agency }))
  );
}

function checkAffected(situation: Situation, entry: Entry, participant: ParticipantId): Refusal | undefined {
  const { custodian } = situation.customsCase;
  const { consignor } = situation.custody;
  return participant === custodian || participant === consignor
    ? undefined
    : refuse("ShipmentLedgerNotAffectedParty", { hold: entry.refersTo, participant, custodian, consignor });
}

function checkNoRemedyOpen({ customsCase }: Situation, entry: Entry): Refusal | undefined {
  return customsCase.contested ? refuse("ShipmentLedgerRemedyOpen", { hold: entry.refersTo }) : undefined;
}

function checkDecidable(situation: Situation, entry: Entry): Refusal | undefined {
  return (
    checkOpenCase(situation, entry) ??
    (situation.customsCase.contested ? undefined : refuse("ShipmentLedgerNoRemedyOpen", { hold: entry.refersTo }))
  );
}

function closeRemedy({ custody, customsCase }: Situation): Pick<Situation, "custody" | "customsCase"> {
  return customsCase.contested
    ? {
        custody: { ...custody, openRemedies: custody.openRemedies - 1 },
        customsCase: { ...customsCase, contested: false },
      }
    : { custody, customsCase };
}

function closeCase(situation: Situation): Pick<Situation, "custody" | "customsCase"> {
  const { custody, customsCase } = closeRemedy(situation);
  return {
    custody: { ...custody, openCases: custody.openCases - 1 },
    customsCase: { ...customsCase, closed: true },
  };
}
