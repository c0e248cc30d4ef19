// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger} from "../../contracts/interfaces/IShipmentLedger.sol";
import {EntryShape} from "../../contracts/libraries/EntryShape.sol";
import {Lifecycle} from "../../contracts/libraries/Lifecycle.sol";
import {Situation} from "../../contracts/libraries/Situation.sol";

/// @title The pure rules, callable
contract LifecycleHarness {
    /// @notice The refusal of an entry's shape, empty when it is right.
    function checkShape(IShipmentLedger.Entry memory entry) external pure returns (bytes memory refusal) {
        return EntryShape.check(entry);
    }

    /// @notice The refusal and the situation after the entry.
    function transition(
        Situation memory situation,
        IShipmentLedger.Entry memory entry
    ) external pure returns (bytes memory refusal, Situation memory next) {
        refusal = Lifecycle.transition(situation, entry);
        next = situation;
    }
}
