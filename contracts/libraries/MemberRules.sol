// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMemberDirectory} from "../interfaces/IMemberDirectory.sol";
import {ChangeHash, NO_CHANGE} from "../types/ChangeHash.sol";
import {EncryptionKeyId, NO_ENCRYPTION_KEY} from "../types/EncryptionKeyId.sol";
import {MemberRecord} from "../types/MemberRecord.sol";
import {ParticipantId} from "../types/ParticipantId.sol";

/// @title The rules of a participant's record in the directory
/// @dev Pure functions that change a record in place. The caller settles a record before it applies another rule.
library MemberRules {
    /// @notice A publication or a recovery, with digests instead of its texts and bytes.
    struct Announcement {
        ParticipantId participant;
        ChangeHash change;
        ChangeHash previous;
        bytes32 endpoint;
        bytes32 recovery;
        EncryptionKeyId key;
    }

    /// @notice Applies the pending change once its time has come.
    function settle(MemberRecord memory member, uint48 time) internal pure {
        if (member.effectiveAt == 0 || time < member.effectiveAt) return;
        if (member.nextEndpoint != 0) member.endpoint = member.nextEndpoint;
        if (member.nextRecovery != 0) member.recovery = member.nextRecovery;
        if (member.recovers) ++member.generation;
        clear(member);
    }

    /// @notice Makes a publication the pending change, or applies the first publication.
    /// @return effectiveAt Unix time in seconds at which the publication takes effect.
    function publish(
        MemberRecord memory member,
        Announcement memory announced,
        uint48 time,
        uint32 delay
    ) internal pure returns (uint48 effectiveAt) {
        checkPrevious(member, announced.participant, announced.previous);
        bool first = member.head == NO_CHANGE;
        if (first ? !_isComplete(announced) : _isEmpty(announced)) {
            revert IMemberDirectory.MemberDirectoryIncomplete(announced.participant);
        }
        if (member.effectiveAt != 0) {
            revert IMemberDirectory.MemberDirectoryChangePending(
                announced.participant,
                member.pending,
                member.effectiveAt
            );
        }
        return _await(member, announced, first ? time : time + delay, time);
    }

    /// @notice Makes a recovery the pending change. It replaces the change that was pending.
    /// @return effectiveAt Unix time in seconds at which the recovery takes effect.
    function recover(
        MemberRecord memory member,
        Announcement memory announced,
        uint48 time,
        uint32 delay
    ) internal pure returns (uint48 effectiveAt) {
        checkPrevious(member, announced.participant, announced.previous);
        if (!_isComplete(announced)) revert IMemberDirectory.MemberDirectoryIncomplete(announced.participant);
        if (announced.recovery == member.recovery) {
            revert IMemberDirectory.MemberDirectoryRecoveryReused(announced.participant, announced.recovery);
        }
        member.recovers = true;
        return _await(member, announced, time + delay, time);
    }

    /// @notice Refuses a change that does not follow the participant's last one.
    function checkPrevious(MemberRecord memory member, ParticipantId participant, ChangeHash previous) internal pure {
        if (previous != member.head) {
            revert IMemberDirectory.MemberDirectoryStale(participant, previous, member.head);
        }
    }

    /// @notice Removes the pending change.
    function clear(MemberRecord memory member) internal pure {
        member.effectiveAt = 0;
        member.recovers = false;
        member.pending = NO_CHANGE;
        member.nextEndpoint = 0;
        member.nextRecovery = 0;
        member.nextKey = NO_ENCRYPTION_KEY;
    }

    function _await(
        MemberRecord memory member,
        Announcement memory announced,
        uint48 effectiveAt,
        uint48 time
    ) private pure returns (uint48) {
        member.head = announced.change;
        member.pending = announced.change;
        member.nextEndpoint = announced.endpoint;
        member.nextRecovery = announced.recovery;
        member.nextKey = announced.key;
        member.effectiveAt = effectiveAt;
        settle(member, time);
        return effectiveAt;
    }

    function _isComplete(Announcement memory announced) private pure returns (bool) {
        return announced.endpoint != 0 && announced.recovery != 0 && announced.key != NO_ENCRYPTION_KEY;
    }

    function _isEmpty(Announcement memory announced) private pure returns (bool) {
        return announced.endpoint == 0 && announced.recovery == 0 && announced.key == NO_ENCRYPTION_KEY;
    }
}
