// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ChangeHash} from "./ChangeHash.sol";
import {EncryptionKeyId} from "./EncryptionKeyId.sol";

/// @notice The state of a participant in the directory. The fields from `effectiveAt` on describe its pending change. They
/// stay after the change took effect, until the next change of the participant.
/// @param head Digest of the last change; 0 before the first.
/// @param endpoint Keccak-256 digest of the valid endpoint.
/// @param recovery Digest of the valid recovery key.
/// @param generation Number of recoveries that took effect. A recovery ends the keys of all earlier generations.
/// @param effectiveAt Unix time in seconds at which the pending change takes effect; 0 without one.
/// @param recovers Whether the pending change is a recovery.
/// @param pending Digest of the pending change.
/// @param nextEndpoint Digest of its endpoint; 0 keeps the valid one.
/// @param nextRecovery Digest of its recovery key; 0 keeps the valid one.
/// @param nextKey Id of its encryption key; 0 without one.
struct MemberRecord {
    ChangeHash head;
    bytes32 endpoint;
    bytes32 recovery;
    uint32 generation;
    uint48 effectiveAt;
    bool recovers;
    ChangeHash pending;
    bytes32 nextEndpoint;
    bytes32 nextRecovery;
    EncryptionKeyId nextKey;
}
