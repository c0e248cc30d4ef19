// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";
import {CaseSlot} from "../types/CaseSlot.sol";
import {CustodySlot} from "../types/CustodySlot.sol";
import {EntryHash, NO_ENTRY} from "../types/EntryHash.sol";
import {KindRule} from "../types/KindRule.sol";
import {NOBODY} from "../types/ParticipantId.sol";
import {Situation} from "../types/Situation.sol";
import {CaseRules} from "./CaseRules.sol";
import {HandoffRules} from "./HandoffRules.sol";
import {KindRules} from "./KindRules.sol";
import {Kinds} from "./Kinds.sol";
import {NestingRules} from "./NestingRules.sol";
import {Refusals} from "./Refusals.sol";

/// @title The rules of a shipment's life, as one pure function
library Lifecycle {
    /// @notice Judges `entry`, whose shape is right (`EntryShape`) and which an active author signed.
    /// @dev Checks the author's role, then the phase, then the case, then the author, all by the table, and then the rule
    /// of the kind. An allowed entry changes `situation`; a refused one leaves it as it was.
    /// @param rule The row of the entry's kind in `KindRules`.
    /// @return refusal Empty when the entry is allowed.
    function transition(
        Situation memory situation,
        IShipmentLedger.Entry memory entry,
        KindRule rule
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkRule(situation, entry, rule);
        if (refusal.length == 0) refusal = _apply(situation, entry);
        if (refusal.length == 0) situation.custody = situation.custody.withSequence(situation.custody.sequence() + 1);
    }

    function _checkRule(
        Situation memory situation,
        IShipmentLedger.Entry memory entry,
        KindRule rule
    ) private pure returns (bytes memory refusal) {
        CustodySlot custody = situation.custody;
        if (situation.roles & rule.roles() == 0) {
            if (rule.roles() == 0) return Refusals.unknownKind(entry.kind);
            return Refusals.roleRequired(entry.author, situation.roles, rule.roles());
        }
        if (!custody.isIn(rule.phases())) {
            return Refusals.unexpectedPhase(entry.shipment, custody.phase(), rule.phases());
        }
        if (rule.has(KindRules.BY_PARTY | KindRules.OPEN_CASE)) return _checkParty(situation, entry, rule);
    }

    /// @dev An open case comes first: without one there is no agency.
    function _checkParty(
        Situation memory situation,
        IShipmentLedger.Entry memory entry,
        KindRule rule
    ) private pure returns (bytes memory refusal) {
        (CustodySlot custody, CaseSlot customsCase) = (situation.custody, situation.customsCase);
        EntryHash caseId = EntryHash.wrap(entry.refersTo);
        if (rule.has(KindRules.OPEN_CASE)) {
            if (customsCase.agency() == NOBODY) return Refusals.unknownCase(entry.shipment, caseId);
            if (customsCase.closed()) return Refusals.caseClosed(entry.shipment, caseId);
        }
        if (rule.has(KindRules.BY_CUSTODIAN) && custody.custodian() != entry.author) {
            return Refusals.notCustodian(entry.shipment, entry.author, custody.custodian());
        }
        if (rule.has(KindRules.BY_RECEIVER) && custody.offeredTo() != entry.author) {
            return Refusals.notOfferedTo(entry.shipment, entry.author, custody.offeredTo());
        }
        if (rule.has(KindRules.BY_AGENCY) && customsCase.agency() != entry.author) {
            return Refusals.notAgencyOfCase(caseId, entry.author, customsCase.agency());
        }
    }

    function _apply(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) private pure returns (bytes memory refusal) {
        uint8 kind = entry.kind;
        if (kind == Kinds.REPORT) return refusal;
        if (kind == Kinds.CONSIGN) HandoffRules.consign(situation, entry);
        else if (kind == Kinds.OFFER) refusal = HandoffRules.offer(situation, entry);
        else if (kind == Kinds.ACCEPT) refusal = HandoffRules.accept(situation, entry);
        else if (kind == Kinds.REFUSE) HandoffRules.refuse(situation);
        else if (kind == Kinds.WITHDRAW) HandoffRules.withdraw(situation);
        else if (kind == Kinds.LOAD) refusal = NestingRules.load(situation, entry);
        else if (kind == Kinds.UNLOAD) refusal = NestingRules.unload(situation, entry);
        else refusal = _applyMeasure(situation, entry, kind);
    }

    /// @dev The kinds of customs measures, and those that correct an entry or close a shipment.
    function _applyMeasure(
        Situation memory situation,
        IShipmentLedger.Entry memory entry,
        uint8 kind
    ) private pure returns (bytes memory refusal) {
        if (kind == Kinds.INSPECT) refusal = CaseRules.inspect(situation, entry);
        else if (kind == Kinds.HOLD) refusal = CaseRules.hold(situation, entry);
        else if (kind == Kinds.NOTICE) refusal = CaseRules.notice(situation, entry);
        else if (kind == Kinds.RELEASE) CaseRules.release(situation);
        else if (kind == Kinds.CONTEST) refusal = CaseRules.contest(situation, entry);
        else if (kind == Kinds.UPHOLD) refusal = CaseRules.uphold(situation, entry);
        else if (kind == Kinds.ANNUL) refusal = CaseRules.annul(situation, entry);
        else if (kind == Kinds.SEIZE) refusal = CaseRules.seize(situation, entry);
        else if (kind == Kinds.FORFEIT) refusal = CaseRules.forfeit(situation, entry);
        else if (kind == Kinds.CORRECT) refusal = _correct(situation, entry);
        else if (kind == Kinds.CLOSE) refusal = HandoffRules.close(situation, entry);
        else if (kind == Kinds.CHARGE) refusal = CaseRules.charge(situation, entry);
        else if (kind == Kinds.HEAR) refusal = CaseRules.hear(situation, entry);
        else if (kind == Kinds.APPEAL) refusal = CaseRules.appeal(situation, entry);
        else if (kind == Kinds.LAPSE) refusal = CaseRules.lapse(situation, entry);
    }

    /// @notice By anyone, of a shipment that has an entry, once for each entry that the author corrects.
    /// @dev Changes nothing here: the ledger keeps the entry as the successor.
    function _correct(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) private pure returns (bytes memory refusal) {
        if (situation.successor != NO_ENTRY) {
            return Refusals.alreadyCorrected(EntryHash.wrap(entry.refersTo), situation.successor);
        }
    }
}
