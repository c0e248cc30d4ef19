// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";
import {MatterId} from "../types/MatterId.sol";
import {MatterSituation} from "../types/MatterSituation.sol";
import {MatterSlot} from "../types/MatterSlot.sol";
import {ParticipantId} from "../types/ParticipantId.sol";
import {SeatSlot} from "../types/SeatSlot.sol";
import {ActRefusals} from "./ActRefusals.sol";
import {States} from "./States.sol";
import {Times} from "./Times.sol";

/// @title The rules of requests
/// @notice Each function is the rule of the kind of its name, after the checks of `ActRules`.
/// @dev `endsAt` is the time by which the side that the request waits for is to act. Only a told delay moves the end of the
/// answerer's time. While a request is incomplete, `period` keeps what remains of that time.
library RequestRules {
    /// @dev The time to answer runs from the receipt, and at the latest this many seconds after sending. A requester has
    /// at least as long to complete a request.
    uint40 internal constant GRACE = 7 days;

    uint8 private constant ASKS = 1;
    uint8 private constant IS_ASKED = 2;
    uint8 private constant WITHDRAWN = 3;
    uint8 private constant LAPSED = 4;

    /// @notice By a party of an agreement in force, to another party, of a measure and in a direction that it covers.
    /// @dev The request waits for the answerer.
    function ask(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        refusal = _checkSide(situation.basisId, situation.basisSeat, act.author, ASKS);
        if (refusal.length != 0) return refusal;
        refusal = _checkSide(situation.basisId, situation.otherBasisSeat, act.counterparty, IS_ASKED);
        if (refusal.length != 0) return refusal;
        uint16 measure = uint16(1 << (act.code - 1));
        uint16 measures = situation.basis.measures();
        if (measures & measure == 0) return ActRefusals.measureNotCovered(situation.basisId, measure, measures);

        situation.matter = MatterSlot
            .wrap(0)
            .withState(ICooperationLedger.State.Sent)
            .withOpener(act.author)
            .withAnswerer(act.counterparty)
            .withEndsAt(situation.time + GRACE + act.period)
            .withPeriod(act.period)
            .withMeasures(measure);
    }

    /// @notice By the answerer, of a request that was sent.
    /// @dev The time to answer runs from now, unless it ran from an earlier time.
    function receive_(MatterSituation memory situation) internal pure {
        MatterSlot matter = situation.matter;
        uint40 due = situation.time + matter.period();
        if (due < matter.endsAt()) matter = matter.withEndsAt(due);
        situation.matter = matter.withState(ICooperationLedger.State.Received);
    }

    /// @notice By the answerer, of a received request that is not overdue, with a time for the requester of at least GRACE.
    /// @dev The request is incomplete and waits for the requester. The answerer's time stops.
    function return_(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        (MatterSlot matter, uint40 time) = (situation.matter, situation.time);
        if (time >= matter.endsAt()) return ActRefusals.overdue(act.matter, time, matter.endsAt());
        refusal = Times.check(act, time, time + GRACE);
        if (refusal.length != 0) return refusal;

        situation.matter = matter.withPeriod(uint32(matter.endsAt() - time)).withEndsAt(act.until).withState(
            ICooperationLedger.State.Incomplete
        );
    }

    /// @notice By the requester, of an incomplete request.
    /// @dev The answerer's time runs on for what remained of it.
    function complete(MatterSituation memory situation) internal pure {
        MatterSlot matter = situation.matter;
        situation.matter = matter.withEndsAt(situation.time + matter.period()).withState(
            ICooperationLedger.State.Received
        );
    }

    /// @notice By the answerer, of a received or postponed request.
    /// @dev The request is accepted, and its answer is due as before.
    function accept(MatterSituation memory situation) internal pure {
        situation.matter = situation.matter.withState(ICooperationLedger.State.Accepted);
    }

    /// @notice By the answerer, of a received or postponed request, on one of the grounds of the closed list.
    /// @dev The request is refused. The requester may close it.
    function refuse(MatterSituation memory situation) internal pure {
        situation.matter = situation.matter.withState(ICooperationLedger.State.Refused);
    }

    /// @notice By the answerer, of a received request that is not overdue, for a reason of the closed list.
    /// @dev The request is postponed to the time that the act sets.
    function postpone(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        refusal = delay(situation, act);
        if (refusal.length == 0) situation.matter = situation.matter.withState(ICooperationLedger.State.Postponed);
    }

    /// @notice By the answerer, before the time is up, for a reason of the closed list, to a later time.
    /// @dev The request is due at the time that the act sets.
    function delay(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        (MatterSlot matter, uint40 time) = (situation.matter, situation.time);
        if (time >= matter.endsAt()) return ActRefusals.overdue(act.matter, time, matter.endsAt());
        refusal = Times.check(act, time, matter.endsAt() + 1);
        if (refusal.length != 0) return refusal;

        situation.matter = matter.withEndsAt(act.until);
    }

    /// @notice By the answerer, of an accepted request, any number of times.
    /// @dev The request is answered and waits for the requester.
    function answer(MatterSituation memory situation) internal pure {
        situation.matter = situation.matter.withState(ICooperationLedger.State.Answered);
    }

    /// @notice As satisfied in whole or part by the requester after an answer; as withdrawn by the requester; as lapsed by
    /// the side that waited, once the other's time is up.
    /// @dev The request is closed for good.
    function close(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        MatterSlot matter = situation.matter;
        if (act.code == LAPSED) refusal = _checkLapse(situation, act);
        else if (act.author != matter.opener()) return _notEntitled(act, matter.opener());
        else if (act.code != WITHDRAWN) refusal = _checkIn(act, matter, States.ANSWERED);
        if (refusal.length != 0) return refusal;

        situation.matter = matter.withCode(act.code).withState(ICooperationLedger.State.Closed);
    }

    function _checkLapse(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) private pure returns (bytes memory refusal) {
        MatterSlot matter = situation.matter;
        refusal = _checkIn(act, matter, States.AWAITING_ANSWER | States.INCOMPLETE);
        if (refusal.length != 0) return refusal;
        ParticipantId waiting = matter.isIn(States.INCOMPLETE) ? matter.answerer() : matter.opener();
        if (act.author != waiting) return _notEntitled(act, waiting);
        if (situation.time < matter.endsAt()) {
            return ActRefusals.notOverdue(act.matter, situation.time, matter.endsAt());
        }
    }

    function _checkIn(
        ICooperationLedger.Act memory act,
        MatterSlot matter,
        uint40 expected
    ) private pure returns (bytes memory refusal) {
        if (!matter.isIn(expected)) {
            return ActRefusals.unexpectedState(MatterId.unwrap(act.matter), matter.state(), expected);
        }
    }

    function _notEntitled(
        ICooperationLedger.Act memory act,
        ParticipantId entitled
    ) private pure returns (bytes memory) {
        return ActRefusals.notEntitled(MatterId.unwrap(act.matter), act.author, entitled);
    }

    function _checkSide(
        MatterId agreement,
        SeatSlot seat,
        ParticipantId participant,
        uint8 direction
    ) private pure returns (bytes memory refusal) {
        if (!seat.signed()) return ActRefusals.notParty(agreement, participant);
        if (seat.directions() & direction == 0) {
            return ActRefusals.directionNotCovered(agreement, participant, direction);
        }
    }
}
