// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The EIP-712 digest of a change of the directory: its signer signs it, and the participant's next change binds
/// it.
type ChangeHash is bytes32;

using {isSameChange as ==, isOtherChange as !=} for ChangeHash global;

/// @dev Stands for the absence of a change.
ChangeHash constant NO_CHANGE = ChangeHash.wrap(0);

function isSameChange(ChangeHash a, ChangeHash b) pure returns (bool) {
    return ChangeHash.unwrap(a) == ChangeHash.unwrap(b);
}

function isOtherChange(ChangeHash a, ChangeHash b) pure returns (bool) {
    return ChangeHash.unwrap(a) != ChangeHash.unwrap(b);
}
