// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The id of an encryption key: the Keccak-256 digest of its suite (2 bytes, big-endian) and its bytes.
type EncryptionKeyId is bytes32;

using {isSameEncryptionKey as ==, isOtherEncryptionKey as !=} for EncryptionKeyId global;

/// @dev The id that no key has.
EncryptionKeyId constant NO_ENCRYPTION_KEY = EncryptionKeyId.wrap(0);

function isSameEncryptionKey(EncryptionKeyId a, EncryptionKeyId b) pure returns (bool) {
    return EncryptionKeyId.unwrap(a) == EncryptionKeyId.unwrap(b);
}

function isOtherEncryptionKey(EncryptionKeyId a, EncryptionKeyId b) pure returns (bool) {
    return EncryptionKeyId.unwrap(a) != EncryptionKeyId.unwrap(b);
}
