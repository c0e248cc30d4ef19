// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The EIP-712 digest of an entry: the author signs it, and the shipment's next entry binds it.
type EntryHash is bytes32;

using {isSameEntry as ==, isOtherEntry as !=} for EntryHash global;

/// @dev Stands for the absence of an entry.
EntryHash constant NO_ENTRY = EntryHash.wrap(0);

function isSameEntry(EntryHash a, EntryHash b) pure returns (bool) {
    return EntryHash.unwrap(a) == EntryHash.unwrap(b);
}

function isOtherEntry(EntryHash a, EntryHash b) pure returns (bool) {
    return EntryHash.unwrap(a) != EntryHash.unwrap(b);
}
