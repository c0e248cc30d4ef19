// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NOBODY} from "../interfaces/IConsortium.sol";
import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";
import {Phases} from "./Phases.sol";
import {Refusals} from "./Refusals.sol";
import {Roles} from "./Roles.sol";
import {Situation} from "./Situation.sol";

/// @title The rules of opening, handing over and closing a shipment
/// @dev Each function is the rule of the kind of its name: see `Lifecycle.transition`.
library HandoffRules {
    using Phases for IShipmentLedger.Phase;

    function consign(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        IShipmentLedger.Custody memory custody = situation.custody;
        if (situation.roles & Roles.CONSIGNORS == 0) {
            return Refusals.roleRequired(entry.author, situation.roles, Roles.CONSIGNORS);
        }
        if (!custody.phase.isIn(Phases.UNKNOWN)) {
            return Refusals.unexpectedPhase(entry.shipment, custody.phase, Phases.UNKNOWN);
        }

        custody.custodian = entry.author;
        custody.consignor = entry.author;
        custody.phase = IShipmentLedger.Phase.InCustody;
    }

    function offer(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        IShipmentLedger.Custody memory custody = situation.custody;
        if (!custody.phase.isIn(Phases.IN_CUSTODY)) {
            return Refusals.unexpectedPhase(entry.shipment, custody.phase, Phases.IN_CUSTODY);
        }
        if (custody.custodian != entry.author) {
            return Refusals.notCustodian(entry.shipment, entry.author, custody.custodian);
        }
        if (situation.counterpartyRoles == 0) return Refusals.participantNotActive(entry.counterparty);
        if (custody.openCases != 0 && situation.counterpartyRoles & Roles.CUSTOMS == 0) {
            return Refusals.held(entry.shipment, custody.openCases);
        }

        custody.offeredTo = entry.counterparty;
        custody.phase = IShipmentLedger.Phase.Offered;
    }

    function accept(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        IShipmentLedger.Custody memory custody = situation.custody;
        refusal = _checkOfferedToAuthor(custody, entry);
        if (refusal.length != 0) return refusal;
        if (custody.openCases != 0 && situation.roles & Roles.CUSTOMS == 0) {
            return Refusals.held(entry.shipment, custody.openCases);
        }

        custody.custodian = entry.author;
        _endOffer(custody);
    }

    function refuse(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkOfferedToAuthor(situation.custody, entry);
        if (refusal.length != 0) return refusal;

        _endOffer(situation.custody);
    }

    function withdraw(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        IShipmentLedger.Custody memory custody = situation.custody;
        if (!custody.phase.isIn(Phases.OFFERED)) {
            return Refusals.unexpectedPhase(entry.shipment, custody.phase, Phases.OFFERED);
        }
        if (custody.custodian != entry.author) {
            return Refusals.notCustodian(entry.shipment, entry.author, custody.custodian);
        }

        _endOffer(custody);
    }

    function close(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        IShipmentLedger.Custody memory custody = situation.custody;
        if (!custody.phase.isIn(Phases.IN_CUSTODY)) {
            return Refusals.unexpectedPhase(entry.shipment, custody.phase, Phases.IN_CUSTODY);
        }
        if (custody.custodian != entry.author) {
            return Refusals.notCustodian(entry.shipment, entry.author, custody.custodian);
        }
        if (custody.openCases != 0) return Refusals.held(entry.shipment, custody.openCases);
        if (custody.contents != 0) return Refusals.notEmpty(entry.shipment, custody.contents);

        custody.phase = IShipmentLedger.Phase.Closed;
    }

    function _checkOfferedToAuthor(
        IShipmentLedger.Custody memory custody,
        IShipmentLedger.Entry memory entry
    ) private pure returns (bytes memory refusal) {
        if (!custody.phase.isIn(Phases.OFFERED)) {
            return Refusals.unexpectedPhase(entry.shipment, custody.phase, Phases.OFFERED);
        }
        if (custody.offeredTo != entry.author) {
            return Refusals.notOfferedTo(entry.shipment, entry.author, custody.offeredTo);
        }
    }

    function _endOffer(IShipmentLedger.Custody memory custody) private pure {
        custody.offeredTo = NOBODY;
        custody.phase = IShipmentLedger.Phase.InCustody;
    }
}
