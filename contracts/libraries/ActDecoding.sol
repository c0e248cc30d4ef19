// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";
import {ActRefusals} from "./ActRefusals.sol";

/// @title The copy of an act from calldata to memory
library ActDecoding {
    /// @dev Bytes of an act, whose fields take one word each.
    uint256 internal constant SIZE = 0x180;

    /// @dev The bits of each field of `Act`, 16 bits a field, the first field lowest.
    uint256 private constant WIDTHS =
        256 |
            (256 << 16) |
            (8 << 32) |
            (32 << 48) |
            (32 << 64) |
            (256 << 80) |
            (40 << 96) |
            (256 << 112) |
            (40 << 128) |
            (32 << 144) |
            (8 << 160) |
            (16 << 176);

    /// @notice Copies `original` to `act`, or refuses it when a number exceeds its field.
    /// @dev The compiler's own copy would revert the whole batch on such a number.
    /// @return refusal Empty when `act` is the copy. Otherwise `act` holds values that no field admits.
    function copy(
        ICooperationLedger.Act calldata original,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        for (uint8 field = 0; field < SIZE / 0x20; ++field) {
            uint256 value;
            assembly ("memory-safe") {
                value := calldataload(add(original, mul(field, 0x20)))
                mstore(add(act, mul(field, 0x20)), value)
            }
            if (value >> uint16(WIDTHS >> (16 * field)) != 0) {
                return ActRefusals.numberTooWide(original.matter, field, value);
            }
        }
    }
}
