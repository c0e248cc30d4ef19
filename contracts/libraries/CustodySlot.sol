// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ParticipantId} from "../interfaces/IConsortium.sol";
import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";

/// @notice A custody record in one word: its fields from the lowest bit up, in their order and widths, as the compiler
/// would lay out the struct in storage.
type CustodySlot is uint256;

using {unpackInto} for CustodySlot global;

/// @notice Writes the record to `custody`.
/// @dev The compiler's own code reads and writes such a struct field by field, which costs a thousand gas an entry.
function unpackInto(CustodySlot slot, IShipmentLedger.Custody memory custody) pure {
    uint256 word = CustodySlot.unwrap(slot);
    custody.custodian = ParticipantId.wrap(uint32(word));
    custody.consignor = ParticipantId.wrap(uint32(word >> 32));
    custody.offeredTo = ParticipantId.wrap(uint32(word >> 64));
    custody.sequence = uint32(word >> 96);
    custody.contents = uint32(word >> 128);
    custody.openCases = uint16(word >> 160);
    custody.openRemedies = uint16(word >> 176);
    custody.height = uint8(word >> 192);
    custody.phase = IShipmentLedger.Phase(uint8(word >> 200));
}

/// @notice The record in one word.
function pack(IShipmentLedger.Custody memory custody) pure returns (CustodySlot) {
    return
        CustodySlot.wrap(
            uint256(ParticipantId.unwrap(custody.custodian)) |
                (uint256(ParticipantId.unwrap(custody.consignor)) << 32) |
                (uint256(ParticipantId.unwrap(custody.offeredTo)) << 64) |
                (uint256(custody.sequence) << 96) |
                (uint256(custody.contents) << 128) |
                (uint256(custody.openCases) << 160) |
                (uint256(custody.openRemedies) << 176) |
                (uint256(custody.height) << 192) |
                (uint256(custody.phase) << 200)
        );
}
