// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The random number that stands for one matter on chain. Its opener draws it, and it says nothing of the content.
type MatterId is bytes32;

using {isSameMatter as ==, isOtherMatter as !=} for MatterId global;

/// @dev Stands for the absence of a matter.
MatterId constant NO_MATTER = MatterId.wrap(0);

function isSameMatter(MatterId a, MatterId b) pure returns (bool) {
    return MatterId.unwrap(a) == MatterId.unwrap(b);
}

function isOtherMatter(MatterId a, MatterId b) pure returns (bool) {
    return MatterId.unwrap(a) != MatterId.unwrap(b);
}
