import { type Phase, PHASES } from "./custody.ts";
import type { Fact } from "../errors/portolan-error.ts";
import { kindName } from "./kind.ts";
import type { LedgerErrorCode } from "./refusal.ts";
import { roleNames } from "./role.ts";

/**
 * The facts of a Portolan error from the parameters of a Solidity error. Phases, roles and kinds, which are numbers and
 * bit sets on chain, become names; an unknown number stays a number.
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
      return {
        ...parameters,
        roles: roleNames(Number(parameters["roles"])),
        required: roleNames(Number(parameters["required"])),
      };
    case "ShipmentLedgerCounterpartyMismatch":
    case "ShipmentLedgerReferenceMismatch":
    case "ShipmentLedgerCounterpartyIsAuthor":
      return { ...parameters, kind: kindName(Number(parameters["kind"])) ?? Number(parameters["kind"]) };
    default:
      return parameters;
  }
}

function phaseNames(bits: number): Phase[] {
  return PHASES.filter((_, phase) => (bits >> phase) & 1);
}
