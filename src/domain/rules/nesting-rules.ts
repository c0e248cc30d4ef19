import type { Custody } from "./custody.ts";
import { checkCustodian, checkNotHeld, checkPhase } from "./custody-checks.ts";
import { type Entry, type ParticipantId, type ShipmentId, ZERO_BYTES32 } from "../entry.ts";
import { refuse, type Refusal } from "./refusal.ts";
import { ROLES } from "./role.ts";
import type { Change, Situation } from "./situation.ts";

/** The rules of loading shipments into units and unloading them, as in the Solidity library `NestingRules`. */

/** Most levels of units inside a unit. */
export const MAX_HEIGHT = 8;

export function load({ custody, unit }: Situation, { shipment, author, refersTo }: Entry): Change | Refusal {
  return (
    checkMovable(shipment, custody, author) ??
    (refersTo === shipment ? refuse("ShipmentLedgerLoadedIntoItself", { shipment }) : undefined) ??
    checkMovable(refersTo, unit, author) ??
    (custody.height >= MAX_HEIGHT
      ? refuse("ShipmentLedgerNestedTooDeep", { shipment, unit: refersTo, limit: MAX_HEIGHT })
      : undefined) ?? {
      custody: { ...custody, phase: "Inside" },
      container: refersTo,
      unit: { ...unit, contents: unit.contents + 1, height: Math.max(unit.height, custody.height + 1) },
    }
  );
}

export function unload(situation: Situation, { shipment, author, refersTo }: Entry): Change | Refusal {
  const { custody, container, unit, root, rootCustody, roles } = situation;
  return (
    checkPhase(shipment, custody.phase, ["Inside"]) ??
    (container === refersTo ? undefined : refuse("ShipmentLedgerNotInside", { shipment, unit: refersTo, container })) ??
    // The forfeiture of a unit does not extend to its content.
    checkPhase(root, rootCustody.phase, ["InCustody", "Forfeited"]) ??
    checkCustodian(root, rootCustody, author) ??
    // Otherwise the goods would escape a hold on the unit that contains them.
    ((roles & ROLES.customs) === 0 ? checkNotHeld(root, rootCustody) : undefined) ?? {
      custody: { ...custody, custodian: author, phase: "InCustody" },
      container: ZERO_BYTES32,
      unit: { ...unit, contents: unit.contents - 1, height: unit.contents === 1 ? 0 : unit.height },
    }
  );
}

function checkMovable(shipment: ShipmentId, custody: Custody, author: ParticipantId): Refusal | undefined {
  return (
    checkPhase(shipment, custody.phase, ["InCustody"]) ??
    checkCustodian(shipment, custody, author) ??
    checkNotHeld(shipment, custody)
  );
}
