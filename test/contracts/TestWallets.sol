// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {EntryHash, IShipmentLedger, ShipmentId} from "../../contracts/interfaces/IShipmentLedger.sol";

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

/// @title A wallet that says yes, and tries to record while it is asked
contract ReentrantWallet is IERC1271 {
    IShipmentLedger private immutable _ledger;

    constructor(IShipmentLedger ledger) {
        _ledger = ledger;
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        IShipmentLedger.SignedEntry[] memory batch = new IShipmentLedger.SignedEntry[](1);
        bytes[2] memory calls = [
            abi.encodeCall(IShipmentLedger.recordBatch, (batch)),
            abi.encodeCall(IShipmentLedger.record, (batch[0]))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            bytes memory question = calls[i];
            address ledger = address(_ledger);
            assembly ("memory-safe") {
                pop(staticcall(50000, ledger, add(question, 0x20), mload(question), 0, 0))
            }
        }
        return IERC1271.isValidSignature.selector;
    }
}

/// @title A wallet that changes its answer with what the ledger holds
contract FickleWallet is IERC1271 {
    IShipmentLedger private immutable _ledger;

    constructor(IShipmentLedger ledger) {
        _ledger = ledger;
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        bytes32 head = EntryHash.unwrap(_ledger.headOf(ShipmentId.wrap(bytes32(uint256(1)))));
        return uint256(head) % 2 == 0 ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
