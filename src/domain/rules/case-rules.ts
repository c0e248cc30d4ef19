import { type Case, type Standing, STANDINGS } from "./custody.ts";
import { checkPhase, KNOWN } from "./custody-checks.ts";
import { type Entry, type Hex, type ParticipantId, ZERO_BYTES32 } from "../entry.ts";
import { countryFromBytes } from "../places/country-bytes.ts";
import { refuse, type Refusal } from "./refusal.ts";
import { roleNames, ROLES } from "./role.ts";
import type { Change, Situation } from "./situation.ts";

/**
 * The rules of customs measures, as in the Solidity library `CaseRules`. An open case exists only on a shipment in
 * custody or offered. A rule that requires an open case therefore needs no check of the phase.
 */

export const MAX_OPEN_CASES = 255;

/** The least seconds for a remedy. */
export const REMEDY_FLOOR = 20 * 86_400;

/** The most tribunals that decide on one Contest, one after the other. */
export const MAX_INSTANCES = 3;

export function inspect(situation: Situation, entry: Entry): Change | Refusal {
  return (
    checkPhase(entry.shipment, situation.custody.phase, KNOWN) ??
    (entry.refersTo === ZERO_BYTES32 ? undefined : checkCase(situation, entry)) ??
    {}
  );
}

export function hold(
  { custody, customsCase, jurisdiction }: Situation,
  { shipment, author, refersTo }: Entry,
): Change | Refusal {
  return (
    checkPhase(shipment, custody.phase, ["InCustody", "Offered"]) ??
    (custody.openCases >= MAX_OPEN_CASES
      ? refuse("ShipmentLedgerTooManyCases", { shipment, limit: MAX_OPEN_CASES })
      : undefined) ?? {
      custody: { ...custody, openCases: custody.openCases + 1 },
      customsCase: {
        ...customsCase,
        agency: author,
        custodian: custody.custodian,
        jurisdiction,
        profile: refersTo.slice(0, 10) as Hex,
      },
    }
  );
}

export function notice(situation: Situation, entry: Entry): Change | Refusal {
  return (
    checkAgencyOfOpenCase(situation, entry) ??
    checkAffected(situation, entry, entry.counterparty) ??
    (standingOf(situation, entry.counterparty) === "Unserved" ? serve(situation, entry.counterparty) : {})
  );
}

export function charge(situation: Situation, entry: Entry): Change | Refusal {
  const { customsCase } = situation;
  return (
    checkAgencyOfOpenCase(situation, entry) ??
    (customsCase.charged ? refuse("ShipmentLedgerAlreadyCharged", { hold: entry.refersTo }) : undefined) ?? {
      customsCase: { ...withTime(situation), charged: true },
    }
  );
}

/** The agency heard a party, states an exemption of the case, or a party waives its own hearing. */
export function hear(situation: Situation, entry: Entry): Change | Refusal {
  const { customsCase } = situation;
  const { refersTo, author, counterparty } = entry;
  const byAgency = author === customsCase.agency;
  const refusal =
    checkOpenCase(situation, entry) ??
    (counterparty === 0 ? undefined : checkAgencyOfOpenCase(situation, entry)) ??
    checkCharged(situation, entry);
  if (refusal !== undefined) return refusal;
  if (byAgency && counterparty === 0) return { customsCase: { ...customsCase, exempt: true } };

  const party = byAgency ? counterparty : author;
  return (
    checkAffected(situation, entry, party) ??
    (standingOf(situation, party) === "Unserved"
      ? refuse("ShipmentLedgerNoNotice", { hold: refersTo, participant: party })
      : undefined) ?? { customsCase: raised(situation, party, byAgency ? "Heard" : "Waived") }
  );
}

export function release(situation: Situation, entry: Entry): Change | Refusal {
  return checkAgencyOfOpenCase(situation, entry) ?? closeCase(situation);
}

export function contest(situation: Situation, entry: Entry): Change | Refusal {
  return (
    checkOpenCase(situation, entry) ??
    checkAffected(situation, entry, entry.author) ??
    checkNoRemedyOpen(situation, entry) ??
    openRemedy(situation, 0, 1)
  );
}

export function appeal(situation: Situation, entry: Entry): Change | Refusal {
  const { customsCase, counterpartyRoles } = situation;
  const { refersTo: hold, author, counterparty } = entry;
  return (
    checkOpenCase(situation, entry) ??
    checkAffected(situation, entry, author) ??
    checkNoRemedyOpen(situation, entry) ??
    (customsCase.tribunal === 0 ? refuse("ShipmentLedgerNoDecision", { hold }) : undefined) ??
    (customsCase.instance >= MAX_INSTANCES
      ? refuse("ShipmentLedgerNoFurtherInstance", { hold, limit: MAX_INSTANCES })
      : undefined) ??
    (counterpartyRoles === 0
      ? refuse("ShipmentLedgerParticipantNotActive", { participant: counterparty })
      : undefined) ??
    ((counterpartyRoles & ROLES.tribunal) === 0
      ? refuse("ShipmentLedgerNotTribunal", { participant: counterparty, roles: roleNames(counterpartyRoles) })
      : undefined) ??
    (counterparty === customsCase.tribunal
      ? refuse("ShipmentLedgerSameInstance", { hold, tribunal: counterparty })
      : undefined) ??
    checkCompetent(situation, entry, counterparty) ??
    openRemedy(situation, counterparty, customsCase.instance + 1)
  );
}

export function uphold(situation: Situation, entry: Entry): Change | Refusal {
  const refusal = checkDecides(situation, entry);
  if (refusal !== undefined) return refusal;
  const { custody } = situation;
  return {
    custody: { ...custody, openRemedies: custody.openRemedies - 1 },
    customsCase: { ...withTime(situation), contested: false, tribunal: entry.author },
  };
}

export function annul(situation: Situation, entry: Entry): Change | Refusal {
  const refusal = checkDecides(situation, entry);
  if (refusal !== undefined) return refusal;
  const { custody, customsCase } = closeCase(situation);
  return { custody, customsCase: { ...customsCase, tribunal: entry.author } };
}

/** Whoever the case concerns records that a clock ran out. It changes nothing: what follows is an entry of its own. */
export function lapse(situation: Situation, entry: Entry): Change | Refusal {
  const { customsCase, roles, jurisdiction } = situation;
  const { refersTo: hold, author } = entry;
  const isTribunal = (roles & ROLES.tribunal) !== 0 && jurisdiction === customsCase.jurisdiction;
  return (
    checkOpenCase(situation, entry) ??
    (author === customsCase.agency || isAffected(situation, author) || isTribunal
      ? {}
      : refuse("ShipmentLedgerNotConcerned", { hold, author }))
  );
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
  const { custody, customsCase, time } = situation;
  const { shipment, refersTo } = entry;
  const refusal =
    checkAgencyOfOpenCase(situation, entry) ??
    (customsCase.seized ? undefined : refuse("ShipmentLedgerNotSeized", { hold: refersTo })) ??
    checkCharged(situation, entry) ??
    checkProcess(situation, entry, customsCase.custodian, customsCase.custodianStanding) ??
    checkProcess(situation, entry, custody.consignor, customsCase.consignorStanding) ??
    checkNoRemedyOpen(situation, entry) ??
    (time < customsCase.remedyUntil
      ? refuse("ShipmentLedgerRemedyRuns", { hold: refersTo, time, remedyUntil: customsCase.remedyUntil })
      : undefined) ??
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
  return isAffected(situation, participant)
    ? undefined
    : refuse("ShipmentLedgerNotAffectedParty", { hold: entry.refersTo, participant, custodian, consignor });
}

/** A case affects the custodian at its opening and the consignor, but not its own agency. */
function isAffected({ customsCase, custody }: Situation, participant: ParticipantId): boolean {
  return (
    participant !== customsCase.agency && (participant === customsCase.custodian || participant === custody.consignor)
  );
}

function checkCharged({ customsCase }: Situation, entry: Entry): Refusal | undefined {
  return customsCase.charged ? undefined : refuse("ShipmentLedgerNoCharge", { hold: entry.refersTo });
}

/** Nobody loses goods without notice to it and a hearing. The agency itself needs neither. */
function checkProcess(
  { customsCase }: Situation,
  { refersTo: hold }: Entry,
  participant: ParticipantId,
  standing: Standing,
): Refusal | undefined {
  if (participant === customsCase.agency) return undefined;
  if (standing === "Unserved") return refuse("ShipmentLedgerNoNotice", { hold, participant });
  return standing === "Served" && !customsCase.exempt
    ? refuse("ShipmentLedgerNotHeard", { hold, participant })
    : undefined;
}

/** A tribunal decides the cases of its own jurisdiction, and none of its own. */
function checkCompetent(situation: Situation, { refersTo: hold }: Entry, tribunal: ParticipantId): Refusal | undefined {
  const { customsCase, jurisdiction } = situation;
  if (jurisdiction !== customsCase.jurisdiction) {
    return refuse("ShipmentLedgerOtherJurisdiction", {
      hold,
      tribunal,
      jurisdiction: countryFromBytes(jurisdiction),
      required: countryFromBytes(customsCase.jurisdiction),
    });
  }
  return tribunal === customsCase.agency || isAffected(situation, tribunal)
    ? refuse("ShipmentLedgerOwnCase", { hold, tribunal })
    : undefined;
}

function checkNoRemedyOpen({ customsCase }: Situation, entry: Entry): Refusal | undefined {
  return customsCase.contested ? refuse("ShipmentLedgerRemedyOpen", { hold: entry.refersTo }) : undefined;
}

/** The open remedy is decided by a competent tribunal; after an appeal by the one to which it was made. */
function checkDecides(situation: Situation, entry: Entry): Refusal | undefined {
  const { contested, tribunal } = situation.customsCase;
  const { refersTo: hold, author } = entry;
  return (
    checkOpenCase(situation, entry) ??
    (contested ? undefined : refuse("ShipmentLedgerNoRemedyOpen", { hold })) ??
    (tribunal === 0 || tribunal === author
      ? undefined
      : refuse("ShipmentLedgerNotTribunalOfCase", { hold, author, tribunal })) ??
    checkCompetent(situation, entry, author)
  );
}

function standingOf({ customsCase }: Situation, party: ParticipantId): Standing {
  return party === customsCase.custodian ? customsCase.custodianStanding : customsCase.consignorStanding;
}

/** The case with a party's standing, unless it has come further. One participant may be custodian and consignor. */
function raised(situation: Situation, party: ParticipantId, standing: Standing): Case {
  const { customsCase, custody } = situation;
  if (STANDINGS.indexOf(standingOf(situation, party)) >= STANDINGS.indexOf(standing)) return customsCase;
  return {
    ...customsCase,
    ...(party === customsCase.custodian ? { custodianStanding: standing } : {}),
    ...(party === custody.consignor ? { consignorStanding: standing } : {}),
  };
}

function serve(situation: Situation, party: ParticipantId): Change {
  const { customsCase, time } = situation;
  const noticeAt = customsCase.noticeAt === 0 ? time : customsCase.noticeAt;
  return {
    customsCase: { ...raised(situation, party, "Served"), noticeAt, remedyUntil: withTime(situation).remedyUntil },
  };
}

/** The case with time for a remedy from now on, unless it has more. */
function withTime({ customsCase, time }: Situation): Case {
  return { ...customsCase, remedyUntil: Math.max(customsCase.remedyUntil, time + REMEDY_FLOOR) };
}

function openRemedy({ custody, customsCase }: Situation, tribunal: ParticipantId, instance: number): Change {
  return {
    custody: { ...custody, openRemedies: custody.openRemedies + 1 },
    customsCase: { ...customsCase, contested: true, tribunal, instance },
  };
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
