// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EncryptionKeyId} from "../types/EncryptionKeyId.sol";

/// @title The encryption keys that the directory accepts
library EncryptionKeys {
    /// @notice HPKE KEM id of MLKEM768-X25519, which stays secret from a quantum computer.
    uint16 internal constant MLKEM768_X25519 = 0x647a;

    /// @notice HPKE KEM id of DHKEM(P-256, HKDF-SHA256), for keys in hardware modules.
    uint16 internal constant P256 = 0x0010;

    /// @notice Bytes of a public key of the suite; 0 for an unknown suite.
    function lengthOf(uint16 suite) internal pure returns (uint256) {
        if (suite == MLKEM768_X25519) return 1216;
        if (suite == P256) return 65;
        return 0;
    }

    /// @notice The id of a key.
    function idOf(uint16 suite, bytes calldata key) internal pure returns (EncryptionKeyId) {
        return EncryptionKeyId.wrap(keccak256(abi.encodePacked(suite, key)));
    }
}
