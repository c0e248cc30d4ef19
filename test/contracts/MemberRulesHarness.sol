// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberRules} from "../../contracts/libraries/MemberRules.sol";
import {MemberRecord} from "../../contracts/types/MemberRecord.sol";

/// @title The rules of the directory as functions that tests can call
contract MemberRulesHarness {
    /// @notice The record after its pending change was applied, once its time has come.
    function settle(MemberRecord memory member, uint48 time) external pure returns (MemberRecord memory) {
        MemberRules.settle(member, time);
        return member;
    }

    /// @notice The record after a publication.
    function publish(
        MemberRecord memory member,
        MemberRules.Announcement memory announced,
        uint48 time,
        uint32 delay
    ) external pure returns (MemberRecord memory) {
        MemberRules.publish(member, announced, time, delay);
        return member;
    }

    /// @notice The record after a recovery.
    function recover(
        MemberRecord memory member,
        MemberRules.Announcement memory announced,
        uint48 time,
        uint32 delay
    ) external pure returns (MemberRecord memory) {
        MemberRules.recover(member, announced, time, delay);
        return member;
    }
}
