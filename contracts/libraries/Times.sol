// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";
import {ActRefusals} from "./ActRefusals.sol";

/// @title The times that an act may set
library Times {
    /// @dev The most seconds from now to a time that an act sets, except the end of an agreement.
    uint40 internal constant MAX_AHEAD = 366 days;

    /// @notice Refuses an `until` before `earliest`, or more than MAX_AHEAD after `time`.
    function check(
        ICooperationLedger.Act memory act,
        uint40 time,
        uint40 earliest
    ) internal pure returns (bytes memory refusal) {
        uint40 latest = time + MAX_AHEAD;
        if (act.until < earliest || act.until > latest) {
            return ActRefusals.timeOutOfRange(act.matter, act.until, earliest, latest);
        }
    }
}
