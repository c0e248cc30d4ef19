// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";
import {CustodySlot} from "../types/CustodySlot.sol";
import {NOBODY} from "../types/ParticipantId.sol";
import {Situation} from "../types/Situation.sol";
import {Refusals} from "./Refusals.sol";
import {Roles} from "./Roles.sol";

/// @title The rules of opening, handing over and closing a shipment
/// @notice Each function is the rule of the kind of its name, after the checks of `KindRules`.
library HandoffRules {
    /// @notice By a trader, carrier, forwarder or terminal, of a shipment without an entry.
    /// @dev The author becomes the consignor and the custodian.
    function consign(Situation memory situation, IShipmentLedger.Entry memory entry) internal pure {
        situation.custody = situation.custody.withCustodian(entry.author).withConsignor(entry.author).withPhase(
            IShipmentLedger.Phase.InCustody
        );
    }

    /// @notice By the custodian, of a shipment in custody, to an active participant; to customs only while a case is open.
    /// @dev The shipment is offered to the counterparty.
    function offer(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        CustodySlot custody = situation.custody;
        if (situation.counterpartyRoles == 0) return Refusals.participantNotActive(entry.counterparty);
        if (custody.openCases() != 0 && situation.counterpartyRoles & Roles.CUSTOMS == 0) {
            return Refusals.held(entry.shipment, custody.openCases());
        }

        situation.custody = custody.withOfferedTo(entry.counterparty).withPhase(IShipmentLedger.Phase.Offered);
    }

    /// @notice By the receiver of the offer; by customs only while a case is open.
    /// @dev The author becomes the custodian, and the offer ends.
    function accept(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        CustodySlot custody = situation.custody;
        if (custody.openCases() != 0 && situation.roles & Roles.CUSTOMS == 0) {
            return Refusals.held(entry.shipment, custody.openCases());
        }

        situation.custody = _withoutOffer(custody).withCustodian(entry.author);
    }

    /// @notice By the receiver of the offer.
    /// @dev The offer ends, and the custodian keeps the shipment.
    function refuse(Situation memory situation) internal pure {
        situation.custody = _withoutOffer(situation.custody);
    }

    /// @notice By the custodian, of a shipment on offer.
    /// @dev The offer ends, and the custodian keeps the shipment.
    function withdraw(Situation memory situation) internal pure {
        situation.custody = _withoutOffer(situation.custody);
    }

    /// @notice By the custodian, of a shipment in custody without an open case and without contents.
    /// @dev The shipment is closed for good.
    function close(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        CustodySlot custody = situation.custody;
        if (custody.openCases() != 0) return Refusals.held(entry.shipment, custody.openCases());
        if (custody.contents() != 0) return Refusals.notEmpty(entry.shipment, custody.contents());

        situation.custody = custody.withPhase(IShipmentLedger.Phase.Closed);
    }

    function _withoutOffer(CustodySlot custody) private pure returns (CustodySlot) {
        return custody.withOfferedTo(NOBODY).withPhase(IShipmentLedger.Phase.InCustody);
    }
}
