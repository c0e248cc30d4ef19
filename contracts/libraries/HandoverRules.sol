// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";
import {EntryHash} from "../types/EntryHash.sol";
import {ItemSlot} from "../types/ItemSlot.sol";
import {MatterSituation} from "../types/MatterSituation.sol";
import {NOBODY, ParticipantId} from "../types/ParticipantId.sol";
import {ActRefusals} from "./ActRefusals.sol";
import {Sides} from "./Sides.sol";
import {States} from "./States.sol";
import {Times} from "./Times.sol";

/// @title The rules of handovers
/// @notice Each function is the rule of the kind of its name, after the checks of `ActRules`.
library HandoverRules {
    /// @dev The bases of the closed list: those up to AUTOMATIC but REQUEST need an agreement as the matter. The last three
    /// but LEGAL_ASSISTANCE and EMERGENCY let anyone be the recipient.
    uint8 private constant REQUEST = 2;
    uint8 private constant AUTOMATIC = 5;
    uint8 private constant COURT_ORDER = 7;
    uint8 private constant RIGHT_OF_ACCUSED = 8;

    /// @notice By one side of the matter to another, while the agreement is in force, on a basis that fits the matter. On a
    /// court order or a right of the accused, to anyone.
    /// @dev The handover is on offer until the time that the act sets.
    function offer(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        bool inRequest = situation.matter.isIn(States.REQUEST);
        if (inRequest ? act.code != REQUEST && act.code <= AUTOMATIC : act.code == REQUEST) {
            return ActRefusals.basisMismatch(act.matter, act.code);
        }
        if (!Sides.isSide(situation.matter, act.author, situation.seat.signed())) {
            return ActRefusals.notParty(act.matter, act.author);
        }
        if (!_isToAnyone(act.code) && !Sides.isSide(situation.matter, act.counterparty, situation.otherSeat.signed())) {
            return ActRefusals.notParty(act.matter, act.counterparty);
        }
        return _open(situation, act, act.author);
    }

    /// @notice By the recipient, of an offer that has not expired, with the caveats of the offer.
    /// @dev The recipient signed the caveats. The key may now be released to it.
    function signCaveats(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        uint16 caveats = situation.item.caveats();
        if (act.codes != caveats) return _otherCaveats(act, caveats);

        situation.item = situation.item.withState(ICooperationLedger.State.CaveatsSigned);
    }

    /// @notice By the recipient, of an offer that has not expired.
    /// @dev The handover is declined for good.
    function decline(MatterSituation memory situation) internal pure {
        situation.item = situation.item.withState(ICooperationLedger.State.Declined);
    }

    /// @notice By the giver, to an active recipient that signed the caveats, while the agreement is in force. In a joint
    /// case, what a member offered to a member is not released once the recipient has left.
    /// @dev The key is released.
    function release(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        ItemSlot item = situation.item;
        bool isPassedOn = item.author() != item.originator();
        bool isForMembers = situation.matter.isIn(States.JOINT_CASE) && !isPassedOn && !_isToAnyone(item.code());
        if (isForMembers && !situation.otherSeat.signed()) return ActRefusals.notParty(act.matter, item.recipient());

        situation.item = item.withState(ICooperationLedger.State.Released);
    }

    /// @notice By the recipient, of the digest that was offered.
    /// @dev The handover is receipted.
    function receipt(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        if (act.commitment != situation.content) {
            return ActRefusals.otherContent(EntryHash.wrap(act.refersTo), act.commitment, situation.content);
        }

        situation.item = situation.item.withState(ICooperationLedger.State.Receipted);
    }

    /// @notice By the recipient, instead of a receipt.
    /// @dev The handover is disputed: what came does not match, or nothing came.
    function dispute(MatterSituation memory situation) internal pure {
        situation.item = situation.item.withState(ICooperationLedger.State.Disputed);
    }

    /// @notice By the originator, of a receipted handover.
    /// @dev The recipient may pass it on to the counterparty, once.
    function consent(MatterSituation memory situation, ICooperationLedger.Act memory act) internal pure {
        situation.item = situation.item.withConsentTo(act.counterparty);
    }

    /// @notice By the recipient of a receipted handover, to whom the originator consented, with at least its caveats.
    /// @dev A handover from the same originator is on offer, and the consent is used up.
    function onward(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        ItemSlot parent = situation.item;
        if (parent.consentTo() != act.counterparty) {
            return ActRefusals.noConsent(EntryHash.wrap(act.refersTo), act.counterparty, parent.consentTo());
        }
        if (parent.caveats() & ~act.codes != 0) return _otherCaveats(act, parent.caveats());
        refusal = _open(situation, act, parent.originator());
        if (refusal.length == 0) situation.item = parent.withConsentTo(NOBODY);
    }

    /// @notice By the giver or the originator, of a handover whose key is released.
    /// @dev The recipient is to erase it by the time that the act sets.
    function recall(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        refusal = Times.check(act, situation.time, situation.time + 1);
        if (refusal.length != 0) return refusal;

        situation.item = situation.item.withUntil(act.until).withState(ICooperationLedger.State.Recalled);
    }

    /// @notice By the recipient, recalled or not.
    /// @dev The recipient attests that it erased what it received.
    function erase(MatterSituation memory situation) internal pure {
        situation.item = situation.item.withState(ICooperationLedger.State.Erased);
    }

    /// @notice By the recipient, of a recalled handover, on one of the grounds of the closed list.
    /// @dev The recipient keeps what it received. It may be recalled again.
    function refuseErasure(MatterSituation memory situation) internal pure {
        situation.item = situation.item.withState(ICooperationLedger.State.ErasureRefused);
    }

    function _open(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act,
        ParticipantId originator
    ) private pure returns (bytes memory refusal) {
        refusal = Times.check(act, situation.time, situation.time + 1);
        if (refusal.length != 0) return refusal;

        situation.newItem = ItemSlot
            .wrap(0)
            .withState(ICooperationLedger.State.Offered)
            .withAuthor(act.author)
            .withRecipient(act.counterparty)
            .withOriginator(originator)
            .withCode(act.code)
            .withCaveats(act.codes)
            .withUntil(act.until);
    }

    function _isToAnyone(uint8 basis) private pure returns (bool) {
        return basis == COURT_ORDER || basis == RIGHT_OF_ACCUSED;
    }

    function _otherCaveats(ICooperationLedger.Act memory act, uint16 required) private pure returns (bytes memory) {
        return ActRefusals.otherCaveats(EntryHash.wrap(act.refersTo), act.codes, required);
    }
}
