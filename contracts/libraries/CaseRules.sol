// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";
import {CaseSlot} from "../types/CaseSlot.sol";
import {CustodySlot} from "../types/CustodySlot.sol";
import {EntryHash} from "../types/EntryHash.sol";
import {NOBODY, ParticipantId} from "../types/ParticipantId.sol";
import {Situation} from "../types/Situation.sol";
import {Refusals} from "./Refusals.sol";

/// @title The rules of customs measures
/// @notice Each function is the rule of the kind of its name, after the checks of `KindRules`.
library CaseRules {
    uint16 internal constant MAX_OPEN_CASES = 255;

    /// @notice By customs, of a shipment that has an entry. A reference names a case of the shipment, open or closed.
    /// @dev Changes nothing.
    function inspect(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        if (entry.refersTo != 0 && situation.customsCase.agency() == NOBODY) {
            return Refusals.unknownCase(entry.shipment, EntryHash.wrap(entry.refersTo));
        }
    }

    /// @notice By customs, of a shipment in custody or on offer with fewer than 255 open cases.
    /// @dev Opens a case of the author against the custodian.
    function hold(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        CustodySlot custody = situation.custody;
        if (custody.openCases() >= MAX_OPEN_CASES) return Refusals.tooManyCases(entry.shipment, MAX_OPEN_CASES);

        situation.customsCase = situation.customsCase.withAgency(entry.author).withCustodian(custody.custodian());
        situation.custody = custody.withOpenCases(custody.openCases() + 1);
    }

    /// @notice By the agency of an open case, to a party that the case affects.
    /// @dev The case counts as notified.
    function notice(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkAffected(situation, entry, entry.counterparty);
        if (refusal.length == 0) situation.customsCase = situation.customsCase.withNotified(true);
    }

    /// @notice By the agency of an open case.
    /// @dev Closes the case.
    function release(Situation memory situation) internal pure {
        _closeCase(situation);
    }

    /// @notice By a party that an open case affects, while no remedy is open on the case.
    /// @dev Opens a remedy.
    function contest(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkAffected(situation, entry, entry.author);
        if (refusal.length != 0) return refusal;
        if (situation.customsCase.contested()) return Refusals.remedyOpen(EntryHash.wrap(entry.refersTo));

        situation.customsCase = situation.customsCase.withContested(true);
        situation.custody = situation.custody.withOpenRemedies(situation.custody.openRemedies() + 1);
    }

    /// @notice By a tribunal, of an open case with an open remedy.
    /// @dev Closes the remedy; the case stays open.
    function uphold(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        if (!situation.customsCase.contested()) return Refusals.noRemedyOpen(EntryHash.wrap(entry.refersTo));

        _closeRemedy(situation);
    }

    /// @notice By a tribunal, of an open case with an open remedy.
    /// @dev Closes the remedy and the case.
    function annul(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        if (!situation.customsCase.contested()) return Refusals.noRemedyOpen(EntryHash.wrap(entry.refersTo));

        _closeCase(situation);
    }

    /// @notice By the agency of an open case that has customs powers, once for each case.
    /// @dev The agency becomes the custodian, and an offer ends.
    function seize(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        if (situation.customsCase.seized()) return Refusals.alreadySeized(EntryHash.wrap(entry.refersTo));

        situation.customsCase = situation.customsCase.withSeized(true);
        situation.custody = situation.custody.withCustodian(entry.author).withOfferedTo(NOBODY).withPhase(
            IShipmentLedger.Phase.InCustody
        );
    }

    /// @notice By the agency of an open case that has customs powers, after seizure and notice, without an open remedy
    /// and without another open case. A remedy on another case forbids it too, since that case is open.
    /// @dev Closes the case, and the shipment is forfeited for good.
    function forfeit(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        CaseSlot customsCase = situation.customsCase;
        EntryHash caseId = EntryHash.wrap(entry.refersTo);
        uint16 openCases = situation.custody.openCases();
        if (!customsCase.seized()) return Refusals.notSeized(caseId);
        if (!customsCase.notified()) return Refusals.noNotice(caseId);
        if (customsCase.contested()) return Refusals.remedyOpen(caseId);
        if (openCases != 1) return Refusals.held(entry.shipment, openCases);

        _closeCase(situation);
        situation.custody = situation.custody.withOfferedTo(NOBODY).withPhase(IShipmentLedger.Phase.Forfeited);
    }

    /// @dev A case affects the custodian at its opening and the consignor.
    function _checkAffected(
        Situation memory situation,
        IShipmentLedger.Entry memory entry,
        ParticipantId participant
    ) private pure returns (bytes memory refusal) {
        ParticipantId custodian = situation.customsCase.custodian();
        ParticipantId consignor = situation.custody.consignor();
        if (participant != custodian && participant != consignor) {
            return Refusals.notAffectedParty(EntryHash.wrap(entry.refersTo), participant, custodian, consignor);
        }
    }

    function _closeRemedy(Situation memory situation) private pure {
        if (!situation.customsCase.contested()) return;
        situation.customsCase = situation.customsCase.withContested(false);
        situation.custody = situation.custody.withOpenRemedies(situation.custody.openRemedies() - 1);
    }

    function _closeCase(Situation memory situation) private pure {
        _closeRemedy(situation);
        situation.customsCase = situation.customsCase.withClosed(true);
        situation.custody = situation.custody.withOpenCases(situation.custody.openCases() - 1);
    }
}
