import { type Kind, KINDS } from "../../../src/domain/rules/kind.ts";
import { PHASES, type Phase } from "../../../src/domain/rules/custody.ts";
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

export const isOpen = (situation: Fields): Word =>
  all(isNot(situation("customsCase.agency"), 0), not(situation("customsCase.closed")));

const MAX_UINT32 = 0xffffffff;
const MAX_OPEN_CASES = 255;
const MAX_HEIGHT = 8;

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
      not(any(...["notified", "contested", "seized", "closed"].map((flag) => situation(`customsCase.${flag}`)))),
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
    implies(isKind(step, "Offer", "Notice"), isNot(entry("counterparty"), 0)),
    // The hash of the entry identifies the case, and nothing had this hash before.
    implies(isKind(step, "Hold"), is(before("customsCase.agency"), 0)),
    ...["custody", "unit", "rootCustody"].map((custody) => isAtMost(before(`${custody}.phase`), PHASES.length - 1)),
    implies(isKind(step, "Unload"), isNot(before("unit.contents"), 0)),
    isAtMost(before("unit.height"), MAX_HEIGHT),
    ...["custody.sequence", "unit.contents"].map((counter) => isNot(before(counter), MAX_UINT32)),
  );
}
