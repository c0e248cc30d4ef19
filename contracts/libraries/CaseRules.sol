// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";
import {CaseSlot} from "../types/CaseSlot.sol";
import {CustodySlot} from "../types/CustodySlot.sol";
import {EntryHash} from "../types/EntryHash.sol";
import {NOBODY, ParticipantId} from "../types/ParticipantId.sol";
import {Situation} from "../types/Situation.sol";
import {Refusals} from "./Refusals.sol";
import {Roles} from "./Roles.sol";

/// @title The rules of customs measures
/// @notice Each function is the rule of the kind of its name, after the checks of `KindRules`.
library CaseRules {
    uint16 internal constant MAX_OPEN_CASES = 255;

    /// @dev The least seconds for a remedy. No statute of the shipped profiles gives less time than 20 days. A longer time of
    /// a profile is a matter of its calendar, which a contract cannot read.
    uint40 internal constant REMEDY_FLOOR = 20 days;

    /// @dev The most tribunals that decide on one Contest, one after the other.
    uint8 internal constant MAX_INSTANCES = 3;

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
    /// @dev Opens a case of the author against the custodian, under the author's jurisdiction and with the profile's clocks.
    function hold(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        CustodySlot custody = situation.custody;
        if (custody.openCases() >= MAX_OPEN_CASES) return Refusals.tooManyCases(entry.shipment, MAX_OPEN_CASES);

        situation.customsCase = situation
            .customsCase
            .withAgency(entry.author)
            .withCustodian(custody.custodian())
            .withJurisdiction(situation.jurisdiction)
            .withProfile(bytes4(entry.refersTo));
        situation.custody = custody.withOpenCases(custody.openCases() + 1);
    }

    /// @notice By the agency of an open case, to a party that the case affects.
    /// @dev This party alone counts as served. The first notice to it gives it time for a remedy.
    function notice(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkAffected(situation, entry, entry.counterparty);
        if (refusal.length != 0) return refusal;
        if (_standingOf(situation, entry.counterparty) != IShipmentLedger.Standing.Unserved) return refusal;

        _raise(situation, entry.counterparty, IShipmentLedger.Standing.Served);
        if (situation.customsCase.noticeAt() == 0) {
            situation.customsCase = situation.customsCase.withNoticeAt(situation.time);
        }
        _giveTime(situation);
    }

    /// @notice By the agency of an open case that has customs powers, once for each case.
    /// @dev The case is charged: the parties have time for a remedy against what is alleged.
    function charge(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        if (situation.customsCase.charged()) return Refusals.alreadyCharged(EntryHash.wrap(entry.refersTo));

        situation.customsCase = situation.customsCase.withCharged(true);
        _giveTime(situation);
    }

    /// @notice Of an open case with a charge: by its agency, of the served party that it heard; by its agency, of no party,
    /// when the law exempts the case from the hearing; or by a served party that waives its own hearing.
    /// @dev The party counts as heard or as having waived, or the case as exempt.
    function hear(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        EntryHash caseId = EntryHash.wrap(entry.refersTo);
        bool byAgency = entry.author == situation.customsCase.agency();
        if (!byAgency && entry.counterparty != NOBODY) {
            return Refusals.notAgencyOfCase(caseId, entry.author, situation.customsCase.agency());
        }
        if (!situation.customsCase.charged()) return Refusals.noCharge(caseId);
        if (byAgency && entry.counterparty == NOBODY) {
            situation.customsCase = situation.customsCase.withExempt(true);
            return refusal;
        }
        ParticipantId party = byAgency ? entry.counterparty : entry.author;
        refusal = _checkAffected(situation, entry, party);
        if (refusal.length != 0) return refusal;
        if (_standingOf(situation, party) == IShipmentLedger.Standing.Unserved) return Refusals.noNotice(caseId, party);

        _raise(situation, party, byAgency ? IShipmentLedger.Standing.Heard : IShipmentLedger.Standing.Waived);
    }

    /// @notice By the agency of an open case.
    /// @dev Closes the case.
    function release(Situation memory situation) internal pure {
        _closeCase(situation);
    }

    /// @notice By a party that an open case affects, while no remedy is open on the case.
    /// @dev Opens a remedy at the first instance.
    function contest(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkAffected(situation, entry, entry.author);
        if (refusal.length != 0) return refusal;
        if (situation.customsCase.contested()) return Refusals.remedyOpen(EntryHash.wrap(entry.refersTo));

        _openRemedy(situation, NOBODY, 1);
    }

    /// @notice By a party that an open case affects, against the last decision of a tribunal, to another active tribunal
    /// that is competent.
    /// @dev Opens a remedy at the next instance, before that tribunal alone.
    function appeal(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        EntryHash caseId = EntryHash.wrap(entry.refersTo);
        CaseSlot customsCase = situation.customsCase;
        refusal = _checkAffected(situation, entry, entry.author);
        if (refusal.length != 0) return refusal;
        if (customsCase.contested()) return Refusals.remedyOpen(caseId);
        if (customsCase.tribunal() == NOBODY) return Refusals.noDecision(caseId);
        if (customsCase.instance() >= MAX_INSTANCES) return Refusals.noFurtherInstance(caseId, MAX_INSTANCES);
        if (situation.counterpartyRoles == 0) return Refusals.participantNotActive(entry.counterparty);
        if (situation.counterpartyRoles & Roles.TRIBUNAL == 0) {
            return Refusals.notTribunal(entry.counterparty, situation.counterpartyRoles);
        }
        if (entry.counterparty == customsCase.tribunal()) return Refusals.sameInstance(caseId, entry.counterparty);
        refusal = _checkCompetent(situation, caseId, entry.counterparty);
        if (refusal.length != 0) return refusal;

        _openRemedy(situation, entry.counterparty, customsCase.instance() + 1);
    }

    /// @notice By the competent tribunal, of an open case with an open remedy.
    /// @dev Closes the remedy; the case stays open. The parties have time for an appeal.
    function uphold(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkDecides(situation, entry);
        if (refusal.length != 0) return refusal;

        _closeRemedy(situation);
        situation.customsCase = situation.customsCase.withTribunal(entry.author);
        _giveTime(situation);
    }

    /// @notice By the competent tribunal, of an open case with an open remedy.
    /// @dev Closes the remedy and the case.
    function annul(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkDecides(situation, entry);
        if (refusal.length != 0) return refusal;

        situation.customsCase = situation.customsCase.withTribunal(entry.author);
        _closeCase(situation);
    }

    /// @notice Of an open case, by its agency, a party that it affects or a tribunal of its jurisdiction.
    /// @dev Changes nothing: that a clock ran out is on record. What follows from it is an entry of its own.
    function lapse(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        CaseSlot customsCase = situation.customsCase;
        if (entry.author == customsCase.agency() || _isAffected(situation, entry.author)) return refusal;
        if (situation.roles & Roles.TRIBUNAL == 0 || situation.jurisdiction != customsCase.jurisdiction()) {
            return Refusals.notConcerned(EntryHash.wrap(entry.refersTo), entry.author);
        }
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

    /// @notice By the agency of an open case that has customs powers, after seizure and charge, after notice to each affected
    /// party and its hearing or waiver (or an exemption), when the time for a remedy is over, without an open remedy and
    /// without another open case. A remedy on another case forbids it too, since that case is open.
    /// @dev Closes the case, and the shipment is forfeited for good.
    function forfeit(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        CaseSlot customsCase = situation.customsCase;
        EntryHash caseId = EntryHash.wrap(entry.refersTo);
        uint16 openCases = situation.custody.openCases();
        if (!customsCase.seized()) return Refusals.notSeized(caseId);
        if (!customsCase.charged()) return Refusals.noCharge(caseId);
        refusal = _checkParty(situation, caseId, customsCase.custodian(), customsCase.custodianStanding());
        if (refusal.length != 0) return refusal;
        refusal = _checkParty(situation, caseId, situation.custody.consignor(), customsCase.consignorStanding());
        if (refusal.length != 0) return refusal;
        if (customsCase.contested()) return Refusals.remedyOpen(caseId);
        if (situation.time < customsCase.remedyUntil()) {
            return Refusals.remedyRuns(caseId, situation.time, customsCase.remedyUntil());
        }
        if (openCases != 1) return Refusals.held(entry.shipment, openCases);

        _closeCase(situation);
        situation.custody = situation.custody.withOfferedTo(NOBODY).withPhase(IShipmentLedger.Phase.Forfeited);
    }

    function _checkAffected(
        Situation memory situation,
        IShipmentLedger.Entry memory entry,
        ParticipantId participant
    ) private pure returns (bytes memory refusal) {
        if (!_isAffected(situation, participant)) {
            return
                Refusals.notAffectedParty(
                    EntryHash.wrap(entry.refersTo),
                    participant,
                    situation.customsCase.custodian(),
                    situation.custody.consignor()
                );
        }
    }

    /// @dev A case affects the custodian at its opening and the consignor, but not its own agency.
    function _isAffected(Situation memory situation, ParticipantId participant) private pure returns (bool) {
        return
            participant != situation.customsCase.agency() &&
            (participant == situation.customsCase.custodian() || participant == situation.custody.consignor());
    }

    /// @dev The open remedy is decided by a competent tribunal; after an appeal by the one to which it was made.
    function _checkDecides(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) private pure returns (bytes memory refusal) {
        EntryHash caseId = EntryHash.wrap(entry.refersTo);
        ParticipantId tribunal = situation.customsCase.tribunal();
        if (!situation.customsCase.contested()) return Refusals.noRemedyOpen(caseId);
        if (tribunal != NOBODY && tribunal != entry.author) {
            return Refusals.notTribunalOfCase(caseId, entry.author, tribunal);
        }
        return _checkCompetent(situation, caseId, entry.author);
    }

    /// @dev A tribunal decides the cases of its own jurisdiction, and none of its own.
    function _checkCompetent(
        Situation memory situation,
        EntryHash caseId,
        ParticipantId tribunal
    ) private pure returns (bytes memory refusal) {
        (bytes2 jurisdiction, bytes2 required) = (situation.jurisdiction, situation.customsCase.jurisdiction());
        if (jurisdiction != required) return Refusals.otherJurisdiction(caseId, tribunal, jurisdiction, required);
        if (tribunal == situation.customsCase.agency() || _isAffected(situation, tribunal)) {
            return Refusals.ownCase(caseId, tribunal);
        }
    }

    /// @dev Nobody loses goods without notice to it and a hearing. The agency itself needs neither.
    function _checkParty(
        Situation memory situation,
        EntryHash caseId,
        ParticipantId party,
        IShipmentLedger.Standing standing
    ) private pure returns (bytes memory refusal) {
        if (party == situation.customsCase.agency()) return refusal;
        if (standing == IShipmentLedger.Standing.Unserved) return Refusals.noNotice(caseId, party);
        if (standing == IShipmentLedger.Standing.Served && !situation.customsCase.exempt()) {
            return Refusals.notHeard(caseId, party);
        }
    }

    function _standingOf(
        Situation memory situation,
        ParticipantId party
    ) private pure returns (IShipmentLedger.Standing) {
        return
            party == situation.customsCase.custodian()
                ? situation.customsCase.custodianStanding()
                : situation.customsCase.consignorStanding();
    }

    /// @dev One participant may be custodian and consignor. What was reached stays.
    function _raise(Situation memory situation, ParticipantId party, IShipmentLedger.Standing standing) private pure {
        if (_standingOf(situation, party) >= standing) return;
        if (party == situation.customsCase.custodian()) {
            situation.customsCase = situation.customsCase.withCustodianStanding(standing);
        }
        if (party == situation.custody.consignor()) {
            situation.customsCase = situation.customsCase.withConsignorStanding(standing);
        }
    }

    /// @dev Only ever moves the end of the time for a remedy to a later time. It writes the time in any case, so that the
    /// gas hardly depends on the second of the block, which an estimate cannot know.
    function _giveTime(Situation memory situation) private pure {
        uint40 until = situation.time + REMEDY_FLOOR;
        uint40 known = situation.customsCase.remedyUntil();
        situation.customsCase = situation.customsCase.withRemedyUntil(known < until ? until : known);
    }

    function _openRemedy(Situation memory situation, ParticipantId tribunal, uint8 instance) private pure {
        situation.customsCase = situation.customsCase.withContested(true).withTribunal(tribunal).withInstance(instance);
        situation.custody = situation.custody.withOpenRemedies(situation.custody.openRemedies() + 1);
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
