// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";
import {MatterId, NO_MATTER} from "../types/MatterId.sol";
import {MatterSituation} from "../types/MatterSituation.sol";
import {MatterSlot} from "../types/MatterSlot.sol";
import {SeatSlot} from "../types/SeatSlot.sol";
import {ActRefusals} from "./ActRefusals.sol";
import {ActRules} from "./ActRules.sol";
import {States} from "./States.sol";

/// @title The rules of agreements
/// @notice Each function is the rule of the kind of its name, after the checks of `ActRules`.
library AgreementRules {
    uint8 internal constant MAX_PARTIES = 64;

    /// @dev Why an agreement ends.
    uint8 private constant EXPIRED = 1;
    uint8 private constant DENOUNCED = 2;
    uint8 private constant SUPERSEDED = 3;

    /// @notice By an authority; when it replaces an agreement, by a party of that agreement, which has not ended.
    /// @dev The author is the first party and has signed the terms.
    function propose(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        uint8 agreeing = 0;
        if (act.until != 0 && act.until <= situation.time) {
            return ActRefusals.timeOutOfRange(act.matter, act.until, situation.time + 1, type(uint40).max);
        }
        if (situation.basisId != NO_MATTER) {
            refusal = checkState(situation.basisId, situation.basis, situation.time, States.CONCLUDED);
            if (refusal.length != 0) return refusal;
            if (!situation.basisSeat.signed()) return ActRefusals.notParty(situation.basisId, act.author);
            agreeing = 1;
        }

        situation.matter = MatterSlot
            .wrap(0)
            .withState(ICooperationLedger.State.Proposed)
            .withOpener(act.author)
            .withParties(1)
            .withSigned(1)
            .withAgreeing(agreeing)
            .withEndsAt(act.until)
            .withPeriod(act.period)
            .withCode(EXPIRED)
            .withMeasures(act.codes);
        situation.seat = SeatSlot.wrap(0).withDirections(act.code).withNamed(true).withSigned(true);
    }

    /// @notice By the proposer, of another authority, before another party signs.
    /// @dev The counterparty is a party and may sign.
    function name(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        MatterSlot matter = situation.matter;
        refusal = checkNamed(situation, act);
        if (refusal.length != 0) return refusal;

        if (situation.otherBasisSeat.signed()) matter = matter.withAgreeing(matter.agreeing() + 1);
        situation.matter = matter.withParties(matter.parties() + 1);
        situation.otherSeat = SeatSlot.wrap(0).withDirections(act.code).withNamed(true);
    }

    /// @notice By a party, once, of the terms that the proposer signed; a new version needs all parties of the old one.
    /// @dev After the last signature the agreement is in force, and the one that it replaces is superseded.
    function sign(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        (MatterSlot matter, MatterSlot basis) = (situation.matter, situation.basis);
        refusal = checkSigner(situation, act);
        if (refusal.length != 0) return refusal;
        bool replaces = States.has(States.CONCLUDED, basis.stateAt(situation.time));
        if (replaces && matter.agreeing() != basis.parties()) {
            return ActRefusals.partiesMissing(act.matter, situation.basisId, matter.agreeing(), basis.parties());
        }

        matter = matter.withSigned(matter.signed() + 1);
        if (matter.signed() == matter.parties()) {
            matter = matter.withState(ICooperationLedger.State.InForce);
            if (replaces) {
                situation.basis = basis.withState(ICooperationLedger.State.Ended).withEndsAt(situation.time).withCode(
                    SUPERSEDED
                );
            }
        }
        situation.matter = matter;
        situation.seat = situation.seat.withSigned(true);
    }

    /// @notice By a party that does not suspend the agreement yet; it takes effect at once.
    /// @dev The agreement is suspended.
    function suspend(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        MatterSlot matter = situation.matter;
        if (situation.seat.suspended()) return ActRefusals.alreadySuspended(act.matter, act.author);

        situation.matter = matter.withSuspensions(matter.suspensions() + 1).withState(
            ICooperationLedger.State.Suspended
        );
        situation.seat = situation.seat.withSuspended(true);
    }

    /// @notice By a party that suspends the agreement, of its own suspension.
    /// @dev The agreement is in force when no other party suspends it.
    function resume(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        MatterSlot matter = situation.matter;
        if (!situation.seat.suspended()) return ActRefusals.notSuspended(act.matter, act.author);

        matter = matter.withSuspensions(matter.suspensions() - 1);
        if (matter.suspensions() == 0) matter = matter.withState(ICooperationLedger.State.InForce);
        situation.matter = matter;
        situation.seat = situation.seat.withSuspended(false);
    }

    /// @notice By a party, of an agreement that would not end before the period of notice.
    /// @dev The agreement ends for all parties after the period.
    function denounce(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        MatterSlot matter = situation.matter;
        uint40 endsAt = situation.time + matter.period();
        if (matter.endsAt() != 0 && matter.endsAt() <= endsAt) {
            return ActRefusals.endsEarlier(act.matter, matter.endsAt());
        }

        situation.matter = matter.withEndsAt(endsAt).withCode(DENOUNCED);
    }

    /// @notice Refuses a counterparty that is no authority or is named already, and any counterparty once another party
    /// signed or MAX_PARTIES are named.
    function checkNamed(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        MatterSlot matter = situation.matter;
        if (situation.otherRoles & ActRules.AUTHORITIES == 0) {
            return ActRefusals.roleRequired(act.counterparty, situation.otherRoles, ActRules.AUTHORITIES);
        }
        if (matter.signed() != 1) return ActRefusals.partiesFinal(act.matter, matter.signed());
        if (situation.otherSeat.named()) return ActRefusals.alreadyNamed(act.matter, act.counterparty);
        if (matter.parties() >= MAX_PARTIES) return ActRefusals.tooManyParties(act.matter, MAX_PARTIES);
    }

    /// @notice Refuses an author that is not named or signed already, and other terms than those of the opener.
    function checkSigner(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        if (!situation.seat.named()) return ActRefusals.notParty(act.matter, act.author);
        if (situation.seat.signed()) return ActRefusals.alreadySigned(act.matter, act.author);
        if (act.commitment != situation.terms) {
            return ActRefusals.otherTerms(act.matter, act.commitment, situation.terms);
        }
    }

    /// @notice Refuses a matter that is not in one of the states `expected` at `time`.
    function checkState(
        MatterId id,
        MatterSlot matter,
        uint40 time,
        uint40 expected
    ) internal pure returns (bytes memory refusal) {
        ICooperationLedger.State state = matter.stateAt(time);
        if (!States.has(expected, state)) return ActRefusals.unexpectedState(MatterId.unwrap(id), state, expected);
    }
}
