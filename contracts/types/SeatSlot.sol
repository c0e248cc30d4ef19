// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";

/// @notice A seat (`ICooperationLedger.Seat`) in one word: the fields from the lowest bit up, in the order and widths in
/// which the compiler would lay out the struct in storage.
type SeatSlot is uint256;

using {
    directions,
    named,
    signed,
    suspended,
    task,
    round,
    withDirections,
    withNamed,
    withSigned,
    withSuspended,
    withTask,
    withRound,
    unpack
} for SeatSlot global;

function directions(SeatSlot slot) pure returns (uint8) {
    return uint8(SeatSlot.unwrap(slot));
}

function named(SeatSlot slot) pure returns (bool) {
    return (SeatSlot.unwrap(slot) >> 8) & 1 != 0;
}

function signed(SeatSlot slot) pure returns (bool) {
    return (SeatSlot.unwrap(slot) >> 16) & 1 != 0;
}

function suspended(SeatSlot slot) pure returns (bool) {
    return (SeatSlot.unwrap(slot) >> 24) & 1 != 0;
}

function task(SeatSlot slot) pure returns (uint8) {
    return uint8(SeatSlot.unwrap(slot) >> 32);
}

function round(SeatSlot slot) pure returns (uint16) {
    return uint16(SeatSlot.unwrap(slot) >> 40);
}

function withDirections(SeatSlot slot, uint8 value) pure returns (SeatSlot) {
    return _replace(slot, 0, type(uint8).max, value);
}

function withNamed(SeatSlot slot, bool value) pure returns (SeatSlot) {
    return _replace(slot, 8, 1, SafeCast.toUint(value));
}

function withSigned(SeatSlot slot, bool value) pure returns (SeatSlot) {
    return _replace(slot, 16, 1, SafeCast.toUint(value));
}

function withSuspended(SeatSlot slot, bool value) pure returns (SeatSlot) {
    return _replace(slot, 24, 1, SafeCast.toUint(value));
}

function withTask(SeatSlot slot, uint8 value) pure returns (SeatSlot) {
    return _replace(slot, 32, type(uint8).max, value);
}

function withRound(SeatSlot slot, uint16 value) pure returns (SeatSlot) {
    return _replace(slot, 40, type(uint16).max, value);
}

function unpack(SeatSlot slot) pure returns (ICooperationLedger.Seat memory) {
    return
        ICooperationLedger.Seat({
            directions: slot.directions(),
            named: slot.named(),
            signed: slot.signed(),
            suspended: slot.suspended(),
            task: slot.task(),
            round: slot.round()
        });
}

/// @dev Replaces the field of the width of `mask` whose lowest bit is `shift`.
function _replace(SeatSlot slot, uint256 shift, uint256 mask, uint256 value) pure returns (SeatSlot) {
    return SeatSlot.wrap((SeatSlot.unwrap(slot) & ~(mask << shift)) | (value << shift));
}
