import { ACT_FIELDS } from "../cooperation/act.ts";
import { actKindName } from "../cooperation/act-kind.ts";
import { BASES, CAVEATS, codeNames, MEASURES } from "../cooperation/closed-lists.ts";
import { MATTER_STATES, stateNames } from "../cooperation/matter-state.ts";
import { type Phase, PHASES } from "./custody.ts";
import type { Hex } from "../entry.ts";
import type { Fact } from "../errors/portolan-error.ts";
import { countryFromBytes } from "../places/country-bytes.ts";
import { kindName } from "./kind.ts";
import type { LedgerErrorCode } from "./refusal.ts";
import { roleNames } from "./role.ts";

/**
 * The facts of a Portolan error from the parameters of a Solidity error. Phases, states, roles, kinds and codes, which
 * are numbers and bit sets on chain, become names; an unknown number stays a number.
 *
 * @param parameters By name; integers of at most 48 bits as numbers, bytes as lower-case hexadecimal.
 */
export function ledgerErrorFacts(
  code: LedgerErrorCode,
  parameters: Readonly<Record<string, Fact>>,
): Readonly<Record<string, Fact>> {
  switch (code) {
    case "ShipmentLedgerUnexpectedPhase":
      return {
        ...parameters,
        current: PHASES[Number(parameters["current"])] ?? Number(parameters["current"]),
        expected: phaseNames(Number(parameters["expected"])),
      };
    case "ShipmentLedgerRoleRequired":
    case "CooperationLedgerRoleRequired":
      return {
        ...parameters,
        roles: roleNames(Number(parameters["roles"])),
        required: roleNames(Number(parameters["required"])),
      };
    case "ShipmentLedgerCounterpartyMismatch":
    case "ShipmentLedgerReferenceMismatch":
    case "ShipmentLedgerCounterpartyIsAuthor":
      return { ...parameters, kind: kindName(Number(parameters["kind"])) ?? Number(parameters["kind"]) };
    case "CooperationLedgerUnexpectedState":
      return {
        ...parameters,
        current: MATTER_STATES[Number(parameters["current"])] ?? Number(parameters["current"]),
        expected: stateNames(Number(parameters["expected"])),
      };
    case "CooperationLedgerFieldMismatch":
      return {
        ...withActKind(parameters),
        field: ACT_FIELDS[Number(parameters["field"])] ?? Number(parameters["field"]),
      };
    case "CooperationLedgerUnknownCode":
    case "CooperationLedgerCounterpartyIsAuthor":
      return withActKind(parameters);
    case "CooperationLedgerMeasureNotCovered":
      return {
        ...parameters,
        measure: codeNames(MEASURES, Number(parameters["measure"])),
        measures: codeNames(MEASURES, Number(parameters["measures"])),
      };
    case "CooperationLedgerBasisMismatch":
      return { ...parameters, code: BASES[Number(parameters["code"]) - 1] ?? Number(parameters["code"]) };
    case "CooperationLedgerOtherCaveats":
      return {
        ...parameters,
        given: codeNames(CAVEATS, Number(parameters["given"])),
        required: codeNames(CAVEATS, Number(parameters["required"])),
      };
    default:
      return tribunalFacts(code, parameters);
  }
}

/** The facts of a refusal that concerns the competence of a tribunal; those of any other one unchanged. */
function tribunalFacts(
  code: LedgerErrorCode,
  parameters: Readonly<Record<string, Fact>>,
): Readonly<Record<string, Fact>> {
  if (code === "ShipmentLedgerNotTribunal") return { ...parameters, roles: roleNames(Number(parameters["roles"])) };
  if (code !== "ShipmentLedgerOtherJurisdiction") return parameters;
  return {
    ...parameters,
    jurisdiction: countryFromBytes(String(parameters["jurisdiction"]) as Hex),
    required: countryFromBytes(String(parameters["required"]) as Hex),
  };
}

function withActKind(parameters: Readonly<Record<string, Fact>>): Readonly<Record<string, Fact>> {
  return { ...parameters, kind: actKindName(Number(parameters["kind"])) ?? Number(parameters["kind"]) };
}

function phaseNames(bits: number): Phase[] {
  return PHASES.filter((_, phase) => (bits >> phase) & 1);
}
