// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";
import {EntryHash} from "../types/EntryHash.sol";
import {ItemSlot} from "../types/ItemSlot.sol";
import {MatterId} from "../types/MatterId.sol";
import {MatterSituation} from "../types/MatterSituation.sol";
import {MatterSlot} from "../types/MatterSlot.sol";
import {SeatSlot} from "../types/SeatSlot.sol";
import {ActRefusals} from "./ActRefusals.sol";
import {AgreementRules} from "./AgreementRules.sol";
import {Times} from "./Times.sol";

/// @title The rules of joint cases
/// @notice Each function is the rule of the kind of its name, after the checks of `ActRules`. A joint case is a task force
/// under an agreement. It gives no power over goods.
/// @dev `parties` counts the members, and those that are invited and have not joined. While the case is active, it equals
/// `signed`. `agreeing` counts the members that agree to the pending prolongation of `period` seconds. The round in a seat
/// keeps a member from being counted twice. A wrapped round can therefore refuse a consent, and never counts one.
library JointCaseRules {
    /// @dev A joint case has at least this many members.
    uint8 private constant LEAST_MEMBERS = 2;

    /// @dev Why a joint case ends.
    uint8 private constant EXPIRED = 1;
    uint8 private constant CONCLUDED = 2;
    uint8 private constant LEFT = 3;

    /// @notice By a party of an agreement in force, with the task of the author, until a time at most 366 days from now.
    /// @dev The joint case is convened. The author is its first member and has signed the terms.
    function convene(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        if (!situation.basisSeat.signed()) return ActRefusals.notParty(situation.basisId, act.author);
        refusal = Times.check(act, situation.time, situation.time + 1);
        if (refusal.length != 0) return refusal;

        situation.matter = MatterSlot
            .wrap(0)
            .withState(ICooperationLedger.State.Convened)
            .withOpener(act.author)
            .withParties(1)
            .withSigned(1)
            .withEndsAt(act.until)
            .withCode(EXPIRED);
        situation.seat = SeatSlot.wrap(0).withTask(act.code).withNamed(true).withSigned(true);
    }

    /// @notice By the convener, of another party of the agreement, with its task, before another member joins.
    /// @dev The counterparty is invited and may join.
    function invite(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        MatterSlot matter = situation.matter;
        refusal = AgreementRules.checkNamed(situation, act);
        if (refusal.length != 0) return refusal;
        if (!situation.otherBasisSeat.signed()) return ActRefusals.notParty(situation.basisId, act.counterparty);

        situation.matter = matter.withParties(matter.parties() + 1);
        situation.otherSeat = SeatSlot.wrap(0).withTask(act.code).withNamed(true);
    }

    /// @notice By an invited authority, once, of the terms that the convener signed.
    /// @dev The author is a member. After the last of them the joint case is active.
    function join(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        MatterSlot matter = situation.matter;
        refusal = AgreementRules.checkSigner(situation, act);
        if (refusal.length != 0) return refusal;

        matter = matter.withSigned(matter.signed() + 1);
        if (matter.signed() == matter.parties()) matter = matter.withState(ICooperationLedger.State.Active);
        situation.matter = matter;
        situation.seat = situation.seat.withSigned(true);
    }

    /// @notice By a member, once for each prolongation, to an end at most 366 days from now.
    /// @dev The author agrees to the pending prolongation, or replaces one of another length. Once every member agrees, the
    /// joint case ends later by its seconds.
    function prolong(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        (MatterSlot matter, SeatSlot seat) = (situation.matter, situation.seat);
        (uint40 endsAt, uint40 latest) = (matter.endsAt(), situation.time + Times.MAX_AHEAD);
        uint40 end = endsAt + act.period;
        if (end > latest) return ActRefusals.timeOutOfRange(act.matter, end, endsAt + 1, latest);
        if (matter.period() != act.period) matter = _newRound(matter).withPeriod(act.period);
        else if (seat.round() == matter.round()) return ActRefusals.alreadySigned(act.matter, act.author);

        uint8 agreeing = matter.agreeing() + 1;
        situation.seat = seat.withRound(matter.round());
        situation.matter =
            agreeing == matter.parties()
                ? matter.withEndsAt(end).withPeriod(0).withAgreeing(0)
                : matter.withAgreeing(agreeing);
    }

    /// @notice By a member, alone and at once.
    /// @dev The author is no member any more, and no prolongation is pending. With fewer than two members left, the joint
    /// case is concluded.
    function leave_(MatterSituation memory situation) internal pure {
        MatterSlot matter = _newRound(situation.matter).withPeriod(0);
        uint8 members = matter.parties() - 1;
        matter = matter.withParties(members).withSigned(members);
        if (members < LEAST_MEMBERS) matter = matter.withState(ICooperationLedger.State.Concluded).withCode(LEFT);
        situation.matter = matter;
        situation.seat = SeatSlot.wrap(0);
    }

    /// @notice By a member, with the basis on which the object was gathered, and with caveats.
    /// @dev The exhibit is in the joint case, from the author.
    function exhibit(MatterSituation memory situation, ICooperationLedger.Act memory act) internal pure {
        situation.newItem = ItemSlot
            .wrap(0)
            .withState(ICooperationLedger.State.Exhibited)
            .withAuthor(act.author)
            .withOriginator(act.author)
            .withCode(act.code)
            .withCaveats(act.codes);
    }

    /// @notice By a member, from an exhibit of the joint case, with at least its caveats.
    /// @dev The derived exhibit keeps the basis and the first contributor.
    function derive(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        ItemSlot source = situation.item;
        uint16 caveats = source.caveats();
        if (caveats & ~act.codes != 0) {
            return ActRefusals.otherCaveats(EntryHash.wrap(act.refersTo), act.codes, caveats);
        }

        situation.newItem = source.withAuthor(act.author).withCaveats(act.codes);
    }

    /// @notice By the convener, as long as it is a member.
    /// @dev The joint case is concluded for good.
    function conclude(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        MatterSlot matter = situation.matter;
        if (act.author != matter.opener()) {
            return ActRefusals.notEntitled(MatterId.unwrap(act.matter), act.author, matter.opener());
        }

        situation.matter = matter.withState(ICooperationLedger.State.Concluded).withCode(CONCLUDED);
    }

    function _newRound(MatterSlot matter) private pure returns (MatterSlot) {
        unchecked {
            return matter.withRound(matter.round() + 1).withAgreeing(0);
        }
    }
}
