// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger, NO_SHIPMENT, ShipmentId} from "../interfaces/IShipmentLedger.sol";
import {Phases} from "./Phases.sol";
import {Refusals} from "./Refusals.sol";
import {Roles} from "./Roles.sol";
import {Situation} from "./Situation.sol";

/// @title The rules of loading shipments into units and unloading them
/// @dev Each function is the rule of the kind of its name: see `Lifecycle.transition`.
library NestingRules {
    using Phases for IShipmentLedger.Phase;

    /// @dev How many levels of units may be inside a unit: bounds the walk from a unit to its root.
    uint8 internal constant MAX_HEIGHT = 8;

    function load(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        IShipmentLedger.Custody memory custody = situation.custody;
        IShipmentLedger.Custody memory unit = situation.unit;
        ShipmentId unitId = ShipmentId.wrap(entry.refersTo);
        refusal = _checkMovable(entry, entry.shipment, custody);
        if (refusal.length != 0) return refusal;
        if (unitId == entry.shipment) return Refusals.loadedIntoItself(entry.shipment);
        refusal = _checkMovable(entry, unitId, unit);
        if (refusal.length != 0) return refusal;
        if (custody.height >= MAX_HEIGHT) return Refusals.nestedTooDeep(entry.shipment, unitId, MAX_HEIGHT);

        custody.phase = IShipmentLedger.Phase.Inside;
        situation.container = unitId;
        unit.contents += 1;
        if (unit.height <= custody.height) unit.height = custody.height + 1;
    }

    /// @dev The contents of a forfeited unit were not forfeited with it and may be taken out. Those of a held unit may
    /// be taken out by customs alone: else the goods would escape the hold.
    function unload(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        IShipmentLedger.Custody memory custody = situation.custody;
        IShipmentLedger.Custody memory unit = situation.unit;
        IShipmentLedger.Custody memory root = situation.rootCustody;
        ShipmentId unitId = ShipmentId.wrap(entry.refersTo);
        if (!custody.phase.isIn(Phases.INSIDE)) {
            return Refusals.unexpectedPhase(entry.shipment, custody.phase, Phases.INSIDE);
        }
        if (situation.container != unitId) return Refusals.notInside(entry.shipment, unitId, situation.container);
        if (!root.phase.isIn(Phases.IN_CUSTODY | Phases.FORFEITED)) {
            return Refusals.unexpectedPhase(situation.root, root.phase, Phases.IN_CUSTODY | Phases.FORFEITED);
        }
        if (root.custodian != entry.author) {
            return Refusals.notCustodian(situation.root, entry.author, root.custodian);
        }
        if (root.openCases != 0 && situation.roles & Roles.CUSTOMS == 0) {
            return Refusals.held(situation.root, root.openCases);
        }

        custody.custodian = entry.author;
        custody.phase = IShipmentLedger.Phase.InCustody;
        situation.container = NO_SHIPMENT;
        unit.contents -= 1;
        if (unit.contents == 0) unit.height = 0;
    }

    function _checkMovable(
        IShipmentLedger.Entry memory entry,
        ShipmentId shipment,
        IShipmentLedger.Custody memory custody
    ) private pure returns (bytes memory refusal) {
        if (!custody.phase.isIn(Phases.IN_CUSTODY)) {
            return Refusals.unexpectedPhase(shipment, custody.phase, Phases.IN_CUSTODY);
        }
        if (custody.custodian != entry.author) {
            return Refusals.notCustodian(shipment, entry.author, custody.custodian);
        }
        if (custody.openCases != 0) return Refusals.held(shipment, custody.openCases);
    }
}
