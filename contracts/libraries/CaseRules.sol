// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NOBODY, ParticipantId} from "../interfaces/IConsortium.sol";
import {EntryHash, IShipmentLedger} from "../interfaces/IShipmentLedger.sol";
import {Phases} from "./Phases.sol";
import {Refusals} from "./Refusals.sol";
import {Roles} from "./Roles.sol";
import {Situation} from "./Situation.sol";

/// @title The rules of customs measures
/// @dev Each function is the rule of the kind of its name: see `Lifecycle.transition`. An open case is only ever on a
/// shipment in custody or offered, since neither Load nor Close nor Forfeit leaves one open: what asks for an open
/// case need not ask for the phase.
library CaseRules {
    using Phases for IShipmentLedger.Phase;

    uint16 internal constant MAX_OPEN_CASES = 255;

    function inspect(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkRole(situation, entry, Roles.CUSTOMS);
        if (refusal.length != 0) return refusal;
        if (!situation.custody.phase.isIn(Phases.KNOWN)) {
            return Refusals.unexpectedPhase(entry.shipment, situation.custody.phase, Phases.KNOWN);
        }
        if (entry.refersTo != 0 && situation.customsCase.agency == NOBODY) {
            return Refusals.unknownCase(entry.shipment, EntryHash.wrap(entry.refersTo));
        }
    }

    function hold(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        IShipmentLedger.Custody memory custody = situation.custody;
        refusal = _checkRole(situation, entry, Roles.CUSTOMS);
        if (refusal.length != 0) return refusal;
        if (!custody.phase.isIn(Phases.IN_CUSTODY | Phases.OFFERED)) {
            return Refusals.unexpectedPhase(entry.shipment, custody.phase, Phases.IN_CUSTODY | Phases.OFFERED);
        }
        if (custody.openCases >= MAX_OPEN_CASES) return Refusals.tooManyCases(entry.shipment, MAX_OPEN_CASES);

        situation.customsCase.agency = entry.author;
        situation.customsCase.custodian = custody.custodian;
        custody.openCases += 1;
    }

    function notice(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkAgencyOfOpenCase(situation, entry);
        if (refusal.length != 0) return refusal;
        refusal = _checkAffected(situation, entry, entry.counterparty);
        if (refusal.length != 0) return refusal;

        situation.customsCase.notified = true;
    }

    function release(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkAgencyOfOpenCase(situation, entry);
        if (refusal.length != 0) return refusal;

        _closeCase(situation);
    }

    function contest(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkOpenCase(situation, entry);
        if (refusal.length != 0) return refusal;
        refusal = _checkAffected(situation, entry, entry.author);
        if (refusal.length != 0) return refusal;
        if (situation.customsCase.contested) return Refusals.remedyOpen(EntryHash.wrap(entry.refersTo));

        situation.customsCase.contested = true;
        situation.custody.openRemedies += 1;
    }

    function uphold(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkDecidable(situation, entry);
        if (refusal.length != 0) return refusal;

        _closeRemedy(situation);
    }

    function annul(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkDecidable(situation, entry);
        if (refusal.length != 0) return refusal;

        _closeCase(situation);
    }

    function seize(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        IShipmentLedger.Custody memory custody = situation.custody;
        refusal = _checkRole(situation, entry, Roles.CUSTOMS);
        if (refusal.length != 0) return refusal;
        refusal = _checkAgencyOfOpenCase(situation, entry);
        if (refusal.length != 0) return refusal;
        if (situation.customsCase.seized) return Refusals.alreadySeized(EntryHash.wrap(entry.refersTo));

        situation.customsCase.seized = true;
        custody.custodian = entry.author;
        custody.offeredTo = NOBODY;
        custody.phase = IShipmentLedger.Phase.InCustody;
    }

    /// @dev A remedy on another case is refused as well: that case is open, and this one must be the only one.
    function forfeit(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        IShipmentLedger.Custody memory custody = situation.custody;
        IShipmentLedger.Case memory customsCase = situation.customsCase;
        EntryHash caseId = EntryHash.wrap(entry.refersTo);
        refusal = _checkRole(situation, entry, Roles.CUSTOMS);
        if (refusal.length != 0) return refusal;
        refusal = _checkAgencyOfOpenCase(situation, entry);
        if (refusal.length != 0) return refusal;
        if (!customsCase.seized) return Refusals.notSeized(caseId);
        if (!customsCase.notified) return Refusals.noNotice(caseId);
        if (customsCase.contested) return Refusals.remedyOpen(caseId);
        if (custody.openCases != 1) return Refusals.held(entry.shipment, custody.openCases);

        _closeCase(situation);
        custody.offeredTo = NOBODY;
        custody.phase = IShipmentLedger.Phase.Forfeited;
    }

    function _checkRole(
        Situation memory situation,
        IShipmentLedger.Entry memory entry,
        uint16 required
    ) private pure returns (bytes memory refusal) {
        if (situation.roles & required == 0) return Refusals.roleRequired(entry.author, situation.roles, required);
    }

    function _checkOpenCase(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) private pure returns (bytes memory refusal) {
        EntryHash caseId = EntryHash.wrap(entry.refersTo);
        if (situation.customsCase.agency == NOBODY) return Refusals.unknownCase(entry.shipment, caseId);
        if (situation.customsCase.closed) return Refusals.caseClosed(entry.shipment, caseId);
    }

    function _checkAgencyOfOpenCase(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) private pure returns (bytes memory refusal) {
        refusal = _checkOpenCase(situation, entry);
        if (refusal.length != 0) return refusal;
        ParticipantId agency = situation.customsCase.agency;
        if (agency != entry.author) {
            return Refusals.notAgencyOfCase(EntryHash.wrap(entry.refersTo), entry.author, agency);
        }
    }

    function _checkAffected(
        Situation memory situation,
        IShipmentLedger.Entry memory entry,
        ParticipantId participant
    ) private pure returns (bytes memory refusal) {
        ParticipantId custodian = situation.customsCase.custodian;
        ParticipantId consignor = situation.custody.consignor;
        if (participant != custodian && participant != consignor) {
            return Refusals.notAffectedParty(EntryHash.wrap(entry.refersTo), participant, custodian, consignor);
        }
    }

    function _checkDecidable(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) private pure returns (bytes memory refusal) {
        refusal = _checkRole(situation, entry, Roles.TRIBUNAL);
        if (refusal.length != 0) return refusal;
        refusal = _checkOpenCase(situation, entry);
        if (refusal.length != 0) return refusal;
        if (!situation.customsCase.contested) return Refusals.noRemedyOpen(EntryHash.wrap(entry.refersTo));
    }

    function _closeRemedy(Situation memory situation) private pure {
        if (!situation.customsCase.contested) return;
        situation.customsCase.contested = false;
        situation.custody.openRemedies -= 1;
    }

    function _closeCase(Situation memory situation) private pure {
        _closeRemedy(situation);
        situation.customsCase.closed = true;
        situation.custody.openCases -= 1;
    }
}
