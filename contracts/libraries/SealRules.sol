// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";
import {EntryHash} from "../types/EntryHash.sol";
import {ItemSlot} from "../types/ItemSlot.sol";
import {MatterSituation} from "../types/MatterSituation.sol";
import {ActRefusals} from "./ActRefusals.sol";
import {Sides} from "./Sides.sol";

/// @title The rules of seals
/// @notice Each function is the rule of the kind of its name, after the checks of `ActRules`.
library SealRules {
    /// @dev The most seconds from now to the end of a seal.
    uint40 internal constant MAX_SEAL = 90 days;

    /// @notice By a side of the matter, on one of the five grounds, for at most 90 days.
    /// @dev The seal holds until the time that the act sets, under the author's jurisdiction.
    function seal(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        if (!Sides.isSide(situation.matter, act.author, situation.seat.signed())) {
            return ActRefusals.notParty(act.matter, act.author);
        }
        refusal = _checkEnd(situation, act, situation.time + 1);
        if (refusal.length != 0) return refusal;

        situation.newItem = ItemSlot
            .wrap(0)
            .withState(ICooperationLedger.State.Sealed)
            .withAuthor(act.author)
            .withCode(act.code)
            .withUntil(act.until)
            .withJurisdiction(situation.jurisdiction);
    }

    /// @notice By another tribunal of the seal's jurisdiction, before its end, on one of the five grounds.
    /// @dev The seal holds until a later time, at most 90 days from now.
    function extendSeal(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        (ItemSlot item, EntryHash id) = (situation.item, EntryHash.wrap(act.refersTo));
        if (situation.jurisdiction != item.jurisdiction()) {
            return ActRefusals.otherJurisdiction(id, situation.jurisdiction, item.jurisdiction());
        }
        if (act.author == item.author()) return ActRefusals.ownSeal(id, act.author);
        if (situation.time >= item.until()) return ActRefusals.overdue(act.matter, situation.time, item.until());
        refusal = _checkEnd(situation, act, item.until() + 1);
        if (refusal.length != 0) return refusal;

        situation.item = item.withUntil(act.until).withCode(act.code);
    }

    /// @notice By the author of the seal, at any time, also after its lapse.
    /// @dev The author opened to the subject what, when, by whom and under which law.
    function openSeal(MatterSituation memory situation) internal pure {
        situation.item = situation.item.withState(ICooperationLedger.State.SealOpened);
    }

    /// @notice By anyone, of a seal that its author did not open by its end.
    /// @dev The lapse is on record. The author must still open the seal.
    function lapseSeal(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        uint40 until = situation.item.until();
        if (situation.time < until) return ActRefusals.notOverdue(act.matter, situation.time, until);

        situation.item = situation.item.withState(ICooperationLedger.State.SealLapsed);
    }

    function _checkEnd(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act,
        uint40 earliest
    ) private pure returns (bytes memory refusal) {
        uint40 latest = situation.time + MAX_SEAL;
        if (act.until < earliest || act.until > latest) {
            return ActRefusals.timeOutOfRange(act.matter, act.until, earliest, latest);
        }
    }
}
