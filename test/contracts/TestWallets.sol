// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IShipmentLedger} from "../../contracts/interfaces/IShipmentLedger.sol";
import {EntryHash} from "../../contracts/types/EntryHash.sol";
import {ShipmentId} from "../../contracts/types/ShipmentId.sol";

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

/// @title A wallet that burns all its gas
contract BurningWallet is IERC1271 {
    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4 magic) {
        while (gasleft() > 0) magic = bytes4(keccak256(abi.encode(magic)));
    }
}

/// @title A wallet that confirms with an answer of 100,000 bytes, which would be costly to copy
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

/// @title A wallet that answers with fewer bytes than ERC-1271 requires
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

/// @title A wallet that confirms, and tries to record during its call
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

/// @title A wallet whose answer depends on the state of the ledger
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

/// @title A wallet with a given answer, or a given reason to revert
contract AnsweringWallet {
    bytes private _answer;
    bool private immutable _reverts;

    constructor(bytes memory answer, bool reverts) {
        _answer = answer;
        _reverts = reverts;
    }

    /// @notice Answers every function.
    fallback() external {
        bytes memory answer = _answer;
        bool reverts = _reverts;
        assembly ("memory-safe") {
            if reverts {
                revert(add(answer, 0x20), mload(answer))
            }
            return(add(answer, 0x20), mload(answer))
        }
    }
}

/// @title A wallet that confirms a signature that states the gas of the call
contract GaugingWallet is IERC1271 {
    error Given(uint256 gas);

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata signature) external view returns (bytes4) {
        uint256 given = gasleft();
        if (signature.length == 0) revert Given(given);
        return given == uint256(bytes32(signature)) ? IERC1271.isValidSignature.selector : bytes4(0);
    }

    /// @notice The gas that `isValidSignature` measures when it is called with `amount`.
    function gaugeOf(uint256 amount) external view returns (uint256 given) {
        try this.isValidSignature{gas: amount}(0, "") returns (bytes4) {
            return 0;
        } catch (bytes memory reason) {
            assembly ("memory-safe") {
                given := mload(add(reason, 0x24))
            }
        }
    }
}
