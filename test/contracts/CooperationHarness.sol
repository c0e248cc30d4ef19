// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../../contracts/interfaces/ICooperationLedger.sol";
import {ActRules} from "../../contracts/libraries/ActRules.sol";
import {ActShape} from "../../contracts/libraries/ActShape.sol";
import {Cooperation} from "../../contracts/libraries/Cooperation.sol";
import {ActRule} from "../../contracts/types/ActRule.sol";
import {ItemSlot} from "../../contracts/types/ItemSlot.sol";
import {MatterId} from "../../contracts/types/MatterId.sol";
import {MatterSituation} from "../../contracts/types/MatterSituation.sol";
import {MatterSlot} from "../../contracts/types/MatterSlot.sol";
import {SeatSlot} from "../../contracts/types/SeatSlot.sol";

/// @title The pure rules of cooperation as functions that tests can call
contract CooperationHarness {
    /// @dev `MatterSituation` with each slot unpacked.
    struct PlainSituation {
        ICooperationLedger.Matter matter;
        bytes32 terms;
        MatterId basisId;
        ICooperationLedger.Matter basis;
        ICooperationLedger.Seat seat;
        ICooperationLedger.Seat otherSeat;
        ICooperationLedger.Seat basisSeat;
        ICooperationLedger.Seat otherBasisSeat;
        ICooperationLedger.Item item;
        bytes32 content;
        ICooperationLedger.Item newItem;
        uint16 roles;
        uint16 otherRoles;
        bytes2 jurisdiction;
        uint40 time;
    }

    /// @notice The refusal of an act's shape, empty when the shape is right.
    function checkShape(ICooperationLedger.Act memory act) external pure returns (bytes memory refusal) {
        return ActShape.check(act, ActRules.ruleOf(act.kind));
    }

    /// @notice The row of a kind in the table.
    function ruleOf(uint8 kind) external pure returns (ActRule) {
        return ActRules.ruleOf(kind);
    }

    /// @notice The refusal and the situation after the act.
    function transition(
        PlainSituation memory situation,
        ICooperationLedger.Act memory act
    ) external pure returns (bytes memory refusal, PlainSituation memory next) {
        MatterSituation memory packed = MatterSituation({
            matter: _packMatter(situation.matter),
            terms: situation.terms,
            basisId: situation.basisId,
            basis: _packMatter(situation.basis),
            seat: _packSeat(situation.seat),
            otherSeat: _packSeat(situation.otherSeat),
            basisSeat: _packSeat(situation.basisSeat),
            otherBasisSeat: _packSeat(situation.otherBasisSeat),
            item: _packItem(situation.item),
            content: situation.content,
            newItem: _packItem(situation.newItem),
            roles: situation.roles,
            otherRoles: situation.otherRoles,
            jurisdiction: situation.jurisdiction,
            time: situation.time
        });
        refusal = Cooperation.transition(packed, act, ActRules.ruleOf(act.kind));
        next = PlainSituation({
            matter: packed.matter.unpack(),
            terms: packed.terms,
            basisId: packed.basisId,
            basis: packed.basis.unpack(),
            seat: packed.seat.unpack(),
            otherSeat: packed.otherSeat.unpack(),
            basisSeat: packed.basisSeat.unpack(),
            otherBasisSeat: packed.otherBasisSeat.unpack(),
            item: packed.item.unpack(),
            content: packed.content,
            newItem: packed.newItem.unpack(),
            roles: packed.roles,
            otherRoles: packed.otherRoles,
            jurisdiction: packed.jurisdiction,
            time: packed.time
        });
    }

    function _packMatter(ICooperationLedger.Matter memory matter) private pure returns (MatterSlot) {
        return
            MatterSlot
                .wrap(0)
                .withState(matter.state)
                .withSequence(matter.sequence)
                .withOpener(matter.opener)
                .withAnswerer(matter.answerer)
                .withParties(matter.parties)
                .withSigned(matter.signed)
                .withSuspensions(matter.suspensions)
                .withAgreeing(matter.agreeing)
                .withEndsAt(matter.endsAt)
                .withPeriod(matter.period)
                .withCode(matter.code)
                .withMeasures(matter.measures)
                .withRound(matter.round);
    }

    function _packSeat(ICooperationLedger.Seat memory seat) private pure returns (SeatSlot) {
        return
            SeatSlot
                .wrap(0)
                .withDirections(seat.directions)
                .withNamed(seat.named)
                .withSigned(seat.signed)
                .withSuspended(seat.suspended)
                .withTask(seat.task)
                .withRound(seat.round);
    }

    function _packItem(ICooperationLedger.Item memory item) private pure returns (ItemSlot) {
        return
            ItemSlot
                .wrap(0)
                .withState(item.state)
                .withAuthor(item.author)
                .withRecipient(item.recipient)
                .withOriginator(item.originator)
                .withConsentTo(item.consentTo)
                .withCode(item.code)
                .withCaveats(item.caveats)
                .withUntil(item.until)
                .withJurisdiction(item.jurisdiction);
    }
}
