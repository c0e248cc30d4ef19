import { type Kind, KINDS } from "../../../src/domain/rules/kind.ts";
import { PHASES, type Phase, STANDINGS } from "../../../src/domain/rules/custody.ts";
import { type Role, roleBits } from "../../../src/domain/rules/role.ts";
import { all, any, implies, is, isAtMost, isNot, isOneOf, meets, not, plus } from "./truth.ts";
import type { Word } from "./word.ts";

/** The fields of a situation by their paths, such as "custody.phase". */
export type Fields = (path: string) => Word;

/** One entry, with the situations before it and after it. */
export interface Step {
  readonly entry: Fields;
  readonly before: Fields;
  readonly after: Fields;
}

export const isKind = ({ entry }: Step, ...kinds: readonly Kind[]): Word =>
  isOneOf(
    entry("kind"),
    kinds.map((kind) => KINDS[kind]),
  );

export const isIn = (phase: Word, ...phases: readonly Phase[]): Word =>
  isOneOf(
    phase,
    phases.map((name) => PHASES.indexOf(name)),
  );

export const hasRole = ({ before }: Step, ...roles: readonly Role[]): Word => meets(before("roles"), roleBits(roles));

export const changes = ({ before, after }: Step, path: string): Word => isNot(after(path), before(path));

/** The fields of a case. */
export const CASE_FIELDS = [
  "agency",
  "custodian",
  "jurisdiction",
  "noticeAt",
  "remedyUntil",
  "tribunal",
  "instance",
  "custodianStanding",
  "consignorStanding",
  "charged",
  "exempt",
  "contested",
  "seized",
  "closed",
  "profile",
];

export const isOpen = (situation: Fields): Word =>
  all(isNot(situation("customsCase.agency"), 0), not(situation("customsCase.closed")));

const MAX_UINT32 = 0xffffffff;
const MAX_OPEN_CASES = 255;
const MAX_HEIGHT = 8;
const LAST_TIME = 2 ** 39;
const STANDING_FIELDS = ["customsCase.custodianStanding", "customsCase.consignorStanding"];

/**
 * Assumptions about every shipment and each of its cases, whatever the earlier entries. The invariants on counters show
 * over all entries that a shipment's counters equal the numbers of its open and contested cases. This function states
 * the consequence for one case.
 */
export function soundCustody(situation: Fields): Word {
  const phase = situation("custody.phase");
  const openCases = situation("custody.openCases");
  const openRemedies = situation("custody.openRemedies");
  return all(
    is(isIn(phase, "Unknown"), is(situation("custody.consignor"), 0)),
    is(isIn(phase, "Unknown"), is(situation("custody.custodian"), 0)),
    is(isIn(phase, "Offered"), isNot(situation("custody.offeredTo"), 0)),
    implies(isNot(openCases, 0), isIn(phase, "InCustody", "Offered")),
    isAtMost(openCases, MAX_OPEN_CASES),
    isAtMost(plus(openRemedies, isOpen(situation)), plus(openCases, situation("customsCase.contested"))),
    isAtMost(situation("customsCase.contested"), openRemedies),
    implies(situation("customsCase.contested"), isOpen(situation)),
    isAtMost(isOpen(situation), openCases),
    implies(
      is(situation("customsCase.agency"), 0),
      not(
        any(...["charged", "exempt", "contested", "seized", "closed"].map((flag) => situation(`customsCase.${flag}`))),
      ),
    ),
  );
}

/**
 * Assumptions about the input of the rules: a sound shipment, an author, a new case for a Hold, and no counter at its
 * maximum.
 */
export function soundStep(step: Step): Word {
  const { entry, before } = step;
  return all(
    soundCustody(before),
    isNot(entry("author"), 0),
    implies(isKind(step, "Offer", "Notice", "Appeal"), isNot(entry("counterparty"), 0)),
    // One participant in both parts is one party.
    implies(
      is(before("customsCase.custodian"), before("custody.consignor")),
      is(before("customsCase.custodianStanding"), before("customsCase.consignorStanding")),
    ),
    // The hash of the entry identifies the case, and nothing had this hash before.
    implies(isKind(step, "Hold"), is(before("customsCase.agency"), 0)),
    ...["custody", "unit", "rootCustody"].map((custody) => isAtMost(before(`${custody}.phase`), PHASES.length - 1)),
    implies(isKind(step, "Unload"), isNot(before("unit.contents"), 0)),
    isAtMost(before("unit.height"), MAX_HEIGHT),
    ...STANDING_FIELDS.map((standing) => isAtMost(before(standing), STANDINGS.length - 1)),
    // The sum of a time and of a length is a time: 2^39 seconds are 17,000 years.
    ...["time", "customsCase.remedyUntil"].map((time) => isAtMost(before(time), LAST_TIME)),
    ...["custody.sequence", "unit.contents"].map((counter) => isNot(before(counter), MAX_UINT32)),
  );
}
