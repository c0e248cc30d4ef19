// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";
import {Refusals} from "./Refusals.sol";

/// @title The copy of an entry from calldata to memory
library EntryDecoding {
    /// @notice Copies `original` to `entry`, or refuses it when a number exceeds its field.
    /// @dev The compiler's own copy would revert the whole batch on such a number, and cost each entry 195 gas more.
    /// @return refusal Empty when `entry` is the copy. Otherwise `entry` holds values that no field admits.
    function copy(
        IShipmentLedger.Entry calldata original,
        IShipmentLedger.Entry memory entry
    ) internal pure returns (bytes memory refusal) {
        uint256 excess;
        assembly ("memory-safe") {
            calldatacopy(entry, original, 0x100)
            excess := or(shr(32, or(mload(add(entry, 0x60)), mload(add(entry, 0x80)))), shr(8, mload(add(entry, 0x40))))
            excess := or(excess, shr(40, mload(add(entry, 0xc0))))
        }
        if (excess != 0) return _refuse(original);
    }

    function _refuse(IShipmentLedger.Entry calldata original) private pure returns (bytes memory) {
        uint256 kind = _wordAt(original, 2);
        if (kind > type(uint8).max) return Refusals.numberTooWide(original.shipment, 2, kind);
        uint256 author = _wordAt(original, 3);
        if (author > type(uint32).max) return Refusals.numberTooWide(original.shipment, 3, author);
        uint256 counterparty = _wordAt(original, 4);
        if (counterparty > type(uint32).max) return Refusals.numberTooWide(original.shipment, 4, counterparty);
        return Refusals.numberTooWide(original.shipment, 6, _wordAt(original, 6));
    }

    function _wordAt(IShipmentLedger.Entry calldata original, uint256 field) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(add(original, mul(field, 0x20)))
        }
    }
}
