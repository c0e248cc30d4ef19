// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";
import {CustodySlot} from "../types/CustodySlot.sol";
import {NO_SHIPMENT, ShipmentId} from "../types/ShipmentId.sol";
import {Situation} from "../types/Situation.sol";
import {Phases} from "./Phases.sol";
import {Refusals} from "./Refusals.sol";
import {Roles} from "./Roles.sol";

/// @title The rules of loading shipments into units and unloading them
/// @notice Each function is the rule of the kind of its name, after the checks of `KindRules`.
library NestingRules {
    /// @dev The most levels of units inside a unit. It bounds the walk from a unit to its root.
    uint8 internal constant MAX_HEIGHT = 8;

    /// @notice By the custodian of the shipment and of another unit, both in custody and without an open case.
    /// @dev The shipment is inside the unit, which counts it and grows to a level above it.
    function load(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        (CustodySlot custody, CustodySlot unit) = (situation.custody, situation.unit);
        ShipmentId unitId = ShipmentId.wrap(entry.refersTo);
        if (custody.openCases() != 0) return Refusals.held(entry.shipment, custody.openCases());
        if (unitId == entry.shipment) return Refusals.loadedIntoItself(entry.shipment);
        if (!unit.isIn(Phases.IN_CUSTODY)) {
            return Refusals.unexpectedPhase(unitId, unit.phase(), Phases.IN_CUSTODY);
        }
        if (unit.custodian() != entry.author) {
            return Refusals.notCustodian(unitId, entry.author, unit.custodian());
        }
        if (unit.openCases() != 0) return Refusals.held(unitId, unit.openCases());
        if (custody.height() >= MAX_HEIGHT) return Refusals.nestedTooDeep(entry.shipment, unitId, MAX_HEIGHT);

        situation.custody = custody.withPhase(IShipmentLedger.Phase.Inside);
        situation.container = unitId;
        situation.unit = unit.withContents(unit.contents() + 1);
        if (unit.height() <= custody.height()) situation.unit = situation.unit.withHeight(custody.height() + 1);
    }

    /// @notice By the custodian of the outermost unit, while that unit is in custody or forfeited; by customs only while
    /// a case is open on it. Otherwise the goods would escape the hold on their container.
    /// @dev The author becomes the custodian of the shipment, and the unit counts one less. The contents of a forfeited
    /// unit were not forfeited with it.
    function unload(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        (CustodySlot unit, CustodySlot root) = (situation.unit, situation.rootCustody);
        ShipmentId unitId = ShipmentId.wrap(entry.refersTo);
        if (situation.container != unitId) return Refusals.notInside(entry.shipment, unitId, situation.container);
        if (!root.isIn(Phases.IN_CUSTODY | Phases.FORFEITED)) {
            return Refusals.unexpectedPhase(situation.root, root.phase(), Phases.IN_CUSTODY | Phases.FORFEITED);
        }
        if (root.custodian() != entry.author) {
            return Refusals.notCustodian(situation.root, entry.author, root.custodian());
        }
        if (root.openCases() != 0 && situation.roles & Roles.CUSTOMS == 0) {
            return Refusals.held(situation.root, root.openCases());
        }

        situation.custody = situation.custody.withCustodian(entry.author).withPhase(IShipmentLedger.Phase.InCustody);
        situation.container = NO_SHIPMENT;
        situation.unit = unit.withContents(unit.contents() - 1);
        if (situation.unit.contents() == 0) situation.unit = situation.unit.withHeight(0);
    }
}
