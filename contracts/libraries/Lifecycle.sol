// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EntryHash, IShipmentLedger, NO_ENTRY} from "../interfaces/IShipmentLedger.sol";
import {CaseRules} from "./CaseRules.sol";
import {HandoffRules} from "./HandoffRules.sol";
import {Kinds} from "./Kinds.sol";
import {NestingRules} from "./NestingRules.sol";
import {Phases} from "./Phases.sol";
import {Refusals} from "./Refusals.sol";
import {Situation} from "./Situation.sol";

/// @title The rules of a shipment's life, as one pure function
library Lifecycle {
    using Phases for IShipmentLedger.Phase;

    /// @notice Judges `entry`, whose shape is right (`EntryShape`) and whose author is active and signed it. Allowed,
    /// `situation` becomes what it is after the entry and `refusal` is empty; else `situation` is as it was. Each rule
    /// looks first at the author's role, then at the phase, then at the parties, then at the rest.
    function transition(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        refusal = _ruleOf(situation, entry);
        if (refusal.length == 0) situation.custody.sequence += 1;
    }

    function _ruleOf(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) private pure returns (bytes memory refusal) {
        uint8 kind = entry.kind;
        if (kind == Kinds.REPORT) return _report(situation, entry);
        if (kind == Kinds.CONSIGN) return HandoffRules.consign(situation, entry);
        if (kind == Kinds.OFFER) return HandoffRules.offer(situation, entry);
        if (kind == Kinds.ACCEPT) return HandoffRules.accept(situation, entry);
        if (kind == Kinds.REFUSE) return HandoffRules.refuse(situation, entry);
        if (kind == Kinds.WITHDRAW) return HandoffRules.withdraw(situation, entry);
        if (kind == Kinds.LOAD) return NestingRules.load(situation, entry);
        if (kind == Kinds.UNLOAD) return NestingRules.unload(situation, entry);
        if (kind == Kinds.INSPECT) return CaseRules.inspect(situation, entry);
        if (kind == Kinds.HOLD) return CaseRules.hold(situation, entry);
        if (kind == Kinds.NOTICE) return CaseRules.notice(situation, entry);
        if (kind == Kinds.RELEASE) return CaseRules.release(situation, entry);
        if (kind == Kinds.CONTEST) return CaseRules.contest(situation, entry);
        if (kind == Kinds.UPHOLD) return CaseRules.uphold(situation, entry);
        if (kind == Kinds.ANNUL) return CaseRules.annul(situation, entry);
        if (kind == Kinds.SEIZE) return CaseRules.seize(situation, entry);
        if (kind == Kinds.FORFEIT) return CaseRules.forfeit(situation, entry);
        if (kind == Kinds.CORRECT) return _correct(situation, entry);
        if (kind == Kinds.CLOSE) return HandoffRules.close(situation, entry);
        return Refusals.unknownKind(kind);
    }

    function _report(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) private pure returns (bytes memory refusal) {
        if (!situation.custody.phase.isIn(Phases.KNOWN)) {
            return Refusals.unexpectedPhase(entry.shipment, situation.custody.phase, Phases.KNOWN);
        }
    }

    function _correct(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) private pure returns (bytes memory refusal) {
        refusal = _report(situation, entry);
        if (refusal.length != 0) return refusal;
        if (situation.successor != NO_ENTRY) {
            return Refusals.alreadyCorrected(EntryHash.wrap(entry.refersTo), situation.successor);
        }
    }
}
