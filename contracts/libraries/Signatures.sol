// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";

/// @title The signatures that the ledger accepts
/// @notice Their encodings are those of `IShipmentLedger.SignedEntry`.
library Signatures {
    /// @dev The gas of one call of a wallet. The amount is fixed, so that the answer does not depend on the submitter. A
    /// wallet that burns it all does not stop the batch.
    uint256 internal constant WALLET_GAS = 200_000;

    /// @dev A call passes on at most 63/64 of the gas left (EIP-150), after what calling a cold account costs.
    uint256 internal constant REQUIRED_GAS = (WALLET_GAS * 64) / 63 + 10_000;

    uint256 private constant ADDRESS_BYTES = 20;

    /// @notice The key that a signature belongs to.
    /// @return signer The recovered account, 0 for an invalid signature; or the named wallet, before it confirms.
    /// @return wallet Whether `signer` is a wallet that `isConfirmed` must still ask.
    function signerOf(bytes32 digest, bytes calldata signature) internal pure returns (address signer, bool wallet) {
        if (signature.length == 64 || signature.length == 65) {
            (uint8 v, bytes32 r, bytes32 s) = ECDSA.parseCalldata(signature);
            (signer, , ) = ECDSA.tryRecover(digest, v, r, s);
            return (signer, false);
        }
        if (signature.length < ADDRESS_BYTES) return (address(0), false);
        return (address(bytes20(signature[0:ADDRESS_BYTES])), true);
    }

    /// @notice Whether the wallet named in the first 20 bytes of `signature` confirms the rest (ERC-1271).
    function isConfirmed(bytes32 digest, bytes calldata signature) internal view returns (bool confirmed) {
        uint256 available = gasleft();
        if (available < REQUIRED_GAS) {
            revert IShipmentLedger.ShipmentLedgerInsufficientGas(available, REQUIRED_GAS);
        }
        address wallet = address(bytes20(signature[0:ADDRESS_BYTES]));
        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature[ADDRESS_BYTES:]));
        bytes32 magic = bytes32(IERC1271.isValidSignature.selector);
        // A Solidity call would copy whatever the wallet returns, and run out of gas on a long answer.
        assembly ("memory-safe") {
            mstore(0, 0)
            let success := staticcall(WALLET_GAS, wallet, add(question, 0x20), mload(question), 0, 0x20)
            confirmed := and(and(success, gt(returndatasize(), 0x1f)), eq(mload(0), magic))
        }
    }
}
