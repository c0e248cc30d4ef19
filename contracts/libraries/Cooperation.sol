// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";
import {ActRule} from "../types/ActRule.sol";
import {ItemSlot} from "../types/ItemSlot.sol";
import {MatterId} from "../types/MatterId.sol";
import {MatterSituation} from "../types/MatterSituation.sol";
import {MatterSlot} from "../types/MatterSlot.sol";
import {ParticipantId} from "../types/ParticipantId.sol";
import {ActKinds} from "./ActKinds.sol";
import {ActRefusals} from "./ActRefusals.sol";
import {ActRules} from "./ActRules.sol";
import {AgreementRules} from "./AgreementRules.sol";
import {HandoverRules} from "./HandoverRules.sol";
import {JointCaseRules} from "./JointCaseRules.sol";
import {JournalRules} from "./JournalRules.sol";
import {RequestRules} from "./RequestRules.sol";
import {SealRules} from "./SealRules.sol";
import {States} from "./States.sol";

/// @title The rules of cooperation, as one pure function
library Cooperation {
    /// @notice Judges `act`, whose shape is right (`ActShape`) and which an active author signed.
    /// @dev Checks the author's role, the states of matter and handover, the author, the other side and the agreement, all
    /// by the table, and then the rule of the kind. An allowed act changes `situation`; a refused one leaves it as it was.
    /// @param rule The row of the act's kind in `ActRules`.
    /// @return refusal Empty when the act is allowed.
    function transition(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act,
        ActRule rule
    ) internal pure returns (bytes memory refusal) {
        uint32 sequence = situation.matter.sequence();
        refusal = _checkRule(situation, act, rule);
        if (refusal.length == 0) refusal = _apply(situation, act);
        if (refusal.length == 0) situation.matter = situation.matter.withSequence(sequence + 1);
    }

    function _checkRule(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act,
        ActRule rule
    ) private pure returns (bytes memory refusal) {
        if (rule.roles() == 0) return ActRefusals.unknownKind(act.kind);
        if (situation.roles & rule.roles() == 0) {
            return ActRefusals.roleRequired(act.author, situation.roles, rule.roles());
        }
        refusal = AgreementRules.checkState(act.matter, situation.matter, situation.time, rule.matterStates());
        if (refusal.length != 0) return refusal;
        if (rule.itemStates() != 0) {
            ICooperationLedger.State state = situation.item.stateAt(situation.time);
            if (!States.has(rule.itemStates(), state)) {
                return ActRefusals.unexpectedState(act.refersTo, state, rule.itemStates());
            }
        }
        refusal = _checkAuthor(situation, act, rule);
        if (refusal.length != 0) return refusal;
        if (situation.otherRoles == 0) {
            if (rule.has(ActRules.ADDRESSED)) return ActRefusals.participantNotActive(act.counterparty);
            if (rule.has(ActRules.TO_RECIPIENT)) {
                return ActRefusals.participantNotActive(situation.item.recipient());
            }
        }
        if (rule.has(ActRules.COVERED)) return _checkCovered(situation, act);
    }

    function _checkAuthor(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act,
        ActRule rule
    ) private pure returns (bytes memory refusal) {
        (MatterSlot matter, ItemSlot item) = (situation.matter, situation.item);
        (bytes32 id, ParticipantId author) = (MatterId.unwrap(act.matter), act.author);
        if (rule.has(ActRules.BY_PARTY) && !situation.seat.signed()) return ActRefusals.notParty(act.matter, author);
        if (rule.has(ActRules.BY_OPENER)) return _checkEntitled(id, author, matter.opener());
        if (rule.has(ActRules.BY_ANSWERER)) return _checkEntitled(id, author, matter.answerer());
        if (rule.has(ActRules.BY_GIVER)) return _checkEntitled(act.refersTo, author, item.author());
        if (rule.has(ActRules.BY_RECIPIENT)) return _checkEntitled(act.refersTo, author, item.recipient());
        if (rule.has(ActRules.BY_ORIGINATOR)) return _checkEntitled(act.refersTo, author, item.originator());
        if (rule.has(ActRules.BY_SOURCE) && author != item.author()) {
            return _checkEntitled(act.refersTo, author, item.originator());
        }
    }

    function _checkEntitled(
        bytes32 subject,
        ParticipantId author,
        ParticipantId entitled
    ) private pure returns (bytes memory refusal) {
        if (author != entitled) return ActRefusals.notEntitled(subject, author, entitled);
    }

    /// @dev The matter is the agreement itself, or its basis is.
    function _checkCovered(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) private pure returns (bytes memory refusal) {
        (MatterId id, MatterSlot agreement) = situation.matter.isIn(States.AGREEMENT)
            ? (act.matter, situation.matter)
            : (situation.basisId, situation.basis);
        return AgreementRules.checkState(id, agreement, situation.time, States.IN_FORCE);
    }

    function _apply(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) private pure returns (bytes memory refusal) {
        uint8 kind = act.kind;
        if (kind <= ActKinds.DENOUNCE) {
            if (kind == ActKinds.PROPOSE) refusal = AgreementRules.propose(situation, act);
            else if (kind == ActKinds.NAME) refusal = AgreementRules.name(situation, act);
            else if (kind == ActKinds.SIGN) refusal = AgreementRules.sign(situation, act);
            else if (kind == ActKinds.SUSPEND) refusal = AgreementRules.suspend(situation, act);
            else if (kind == ActKinds.RESUME) refusal = AgreementRules.resume(situation, act);
            else refusal = AgreementRules.denounce(situation, act);
        } else if (kind <= ActKinds.CLOSE) refusal = _applyRequest(situation, act);
        else if (kind <= ActKinds.REFUSE_ERASURE) refusal = _applyHandover(situation, act);
        else if (kind == ActKinds.SEAL) refusal = SealRules.seal(situation, act);
        else if (kind == ActKinds.EXTEND_SEAL) refusal = SealRules.extendSeal(situation, act);
        else if (kind == ActKinds.OPEN_SEAL) SealRules.openSeal(situation);
        else if (kind == ActKinds.LAPSE_SEAL) refusal = SealRules.lapseSeal(situation, act);
        else if (kind == ActKinds.ANCHOR) refusal = JournalRules.anchor(situation, act);
        else refusal = _applyJointCase(situation, act);
    }

    function _applyRequest(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) private pure returns (bytes memory refusal) {
        uint8 kind = act.kind;
        if (kind == ActKinds.ASK) refusal = RequestRules.ask(situation, act);
        else if (kind == ActKinds.RECEIVE) RequestRules.receive_(situation);
        else if (kind == ActKinds.RETURN) refusal = RequestRules.return_(situation, act);
        else if (kind == ActKinds.COMPLETE) RequestRules.complete(situation);
        else if (kind == ActKinds.ACCEPT) RequestRules.accept(situation);
        else if (kind == ActKinds.REFUSE) RequestRules.refuse(situation);
        else if (kind == ActKinds.POSTPONE) refusal = RequestRules.postpone(situation, act);
        else if (kind == ActKinds.DELAY) refusal = RequestRules.delay(situation, act);
        else if (kind == ActKinds.ANSWER) RequestRules.answer(situation);
        else refusal = RequestRules.close(situation, act);
    }

    function _applyHandover(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) private pure returns (bytes memory refusal) {
        uint8 kind = act.kind;
        if (kind == ActKinds.OFFER) refusal = HandoverRules.offer(situation, act);
        else if (kind == ActKinds.SIGN_CAVEATS) refusal = HandoverRules.signCaveats(situation, act);
        else if (kind == ActKinds.DECLINE) HandoverRules.decline(situation);
        else if (kind == ActKinds.RELEASE) refusal = HandoverRules.release(situation, act);
        else if (kind == ActKinds.RECEIPT) refusal = HandoverRules.receipt(situation, act);
        else if (kind == ActKinds.DISPUTE) HandoverRules.dispute(situation);
        else if (kind == ActKinds.CONSENT) HandoverRules.consent(situation, act);
        else if (kind == ActKinds.ONWARD) refusal = HandoverRules.onward(situation, act);
        else if (kind == ActKinds.RECALL) refusal = HandoverRules.recall(situation, act);
        else if (kind == ActKinds.ERASE) HandoverRules.erase(situation);
        else HandoverRules.refuseErasure(situation);
    }

    function _applyJointCase(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) private pure returns (bytes memory refusal) {
        uint8 kind = act.kind;
        if (kind == ActKinds.CONVENE) refusal = JointCaseRules.convene(situation, act);
        else if (kind == ActKinds.INVITE) refusal = JointCaseRules.invite(situation, act);
        else if (kind == ActKinds.JOIN) refusal = JointCaseRules.join(situation, act);
        else if (kind == ActKinds.PROLONG) refusal = JointCaseRules.prolong(situation, act);
        else if (kind == ActKinds.LEAVE) JointCaseRules.leave_(situation);
        else if (kind == ActKinds.EXHIBIT) JointCaseRules.exhibit(situation, act);
        else if (kind == ActKinds.DERIVE) refusal = JointCaseRules.derive(situation, act);
        else refusal = JointCaseRules.conclude(situation, act);
    }
}
