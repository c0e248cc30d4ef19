// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";
import {ParticipantId} from "./ParticipantId.sol";

/// @notice A customs case (`IShipmentLedger.Case`) in one word: the fields from the lowest bit up, in the order and
/// widths in which the compiler would lay out the struct in storage.
type CaseSlot is uint256;

using {
    agency,
    custodian,
    notified,
    contested,
    seized,
    closed,
    withAgency,
    withCustodian,
    withNotified,
    withContested,
    withSeized,
    withClosed,
    unpack
} for CaseSlot global;

function agency(CaseSlot slot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(CaseSlot.unwrap(slot)));
}

function custodian(CaseSlot slot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(CaseSlot.unwrap(slot) >> 32));
}

function notified(CaseSlot slot) pure returns (bool) {
    return _flag(slot, 64);
}

function contested(CaseSlot slot) pure returns (bool) {
    return _flag(slot, 72);
}

function seized(CaseSlot slot) pure returns (bool) {
    return _flag(slot, 80);
}

function closed(CaseSlot slot) pure returns (bool) {
    return _flag(slot, 88);
}

function withAgency(CaseSlot slot, ParticipantId value) pure returns (CaseSlot) {
    return _replace(slot, 0, type(uint32).max, ParticipantId.unwrap(value));
}

function withCustodian(CaseSlot slot, ParticipantId value) pure returns (CaseSlot) {
    return _replace(slot, 32, type(uint32).max, ParticipantId.unwrap(value));
}

function withNotified(CaseSlot slot, bool value) pure returns (CaseSlot) {
    return _replace(slot, 64, 1, SafeCast.toUint(value));
}

function withContested(CaseSlot slot, bool value) pure returns (CaseSlot) {
    return _replace(slot, 72, 1, SafeCast.toUint(value));
}

function withSeized(CaseSlot slot, bool value) pure returns (CaseSlot) {
    return _replace(slot, 80, 1, SafeCast.toUint(value));
}

function withClosed(CaseSlot slot, bool value) pure returns (CaseSlot) {
    return _replace(slot, 88, 1, SafeCast.toUint(value));
}

function unpack(CaseSlot slot) pure returns (IShipmentLedger.Case memory) {
    return
        IShipmentLedger.Case({
            agency: slot.agency(),
            custodian: slot.custodian(),
            notified: slot.notified(),
            contested: slot.contested(),
            seized: slot.seized(),
            closed: slot.closed()
        });
}

/// @dev Whether the bit `shift` is set.
function _flag(CaseSlot slot, uint256 shift) pure returns (bool) {
    return (CaseSlot.unwrap(slot) >> shift) & 1 != 0;
}

/// @dev Replaces the field of the width of `mask` whose lowest bit is `shift`.
function _replace(CaseSlot slot, uint256 shift, uint256 mask, uint256 value) pure returns (CaseSlot) {
    return CaseSlot.wrap((CaseSlot.unwrap(slot) & ~(mask << shift)) | (value << shift));
}
