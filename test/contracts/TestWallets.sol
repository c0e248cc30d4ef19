// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title A wallet that confirms one agreed signature
contract PasswordWallet is IERC1271 {
    bytes32 private immutable _password;

    constructor(bytes32 password) {
        _password = password;
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata signature) external view returns (bytes4) {
        return keccak256(signature) == _password ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// @title A wallet that reverts
contract RevertingWallet is IERC1271 {
    error Unwilling();

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        revert Unwilling();
    }
}

/// @title A wallet that burns all the gas that it gets
contract BurningWallet is IERC1271 {
    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4 magic) {
        while (gasleft() > 0) magic = bytes4(keccak256(abi.encode(magic)));
    }
}

/// @title A wallet that says yes at such length that copying the answer would be dear
contract LengthyWallet is IERC1271 {
    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        bytes32 magic = bytes32(IERC1271.isValidSignature.selector);
        assembly {
            mstore(0, magic)
            return(0, 100000)
        }
    }
}

/// @title A wallet that answers with fewer bytes than ERC-1271 asks for
contract TerseWallet is IERC1271 {
    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        bytes32 magic = bytes32(IERC1271.isValidSignature.selector);
        assembly {
            mstore(0, magic)
            return(0, 4)
        }
    }
}
