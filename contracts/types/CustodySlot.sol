// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";
import {ParticipantId} from "./ParticipantId.sol";

/// @notice A custody record (`IShipmentLedger.Custody`) in one word: the fields from the lowest bit up, in the order and
/// widths in which the compiler would lay out the struct in storage.
/// @dev The rules read and replace single fields of the word. A struct in memory would cost each entry 1,800 gas (7 %).
type CustodySlot is uint256;

using {
    custodian,
    consignor,
    offeredTo,
    sequence,
    contents,
    openCases,
    openRemedies,
    height,
    phase,
    isIn,
    withCustodian,
    withConsignor,
    withOfferedTo,
    withSequence,
    withContents,
    withOpenCases,
    withOpenRemedies,
    withHeight,
    withPhase,
    unpack
} for CustodySlot global;

function custodian(CustodySlot slot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(CustodySlot.unwrap(slot)));
}

function consignor(CustodySlot slot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(CustodySlot.unwrap(slot) >> 32));
}

function offeredTo(CustodySlot slot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(CustodySlot.unwrap(slot) >> 64));
}

function sequence(CustodySlot slot) pure returns (uint32) {
    return uint32(CustodySlot.unwrap(slot) >> 96);
}

function contents(CustodySlot slot) pure returns (uint32) {
    return uint32(CustodySlot.unwrap(slot) >> 128);
}

function openCases(CustodySlot slot) pure returns (uint16) {
    return uint16(CustodySlot.unwrap(slot) >> 160);
}

function openRemedies(CustodySlot slot) pure returns (uint16) {
    return uint16(CustodySlot.unwrap(slot) >> 176);
}

function height(CustodySlot slot) pure returns (uint8) {
    return uint8(CustodySlot.unwrap(slot) >> 192);
}

function phase(CustodySlot slot) pure returns (IShipmentLedger.Phase) {
    return IShipmentLedger.Phase(uint8(CustodySlot.unwrap(slot) >> 200));
}

/// @notice Whether the phase is in the set `phases` of `Phases`.
function isIn(CustodySlot slot, uint8 phases) pure returns (bool) {
    return (phases >> uint8(CustodySlot.unwrap(slot) >> 200)) & 1 != 0;
}

function withCustodian(CustodySlot slot, ParticipantId value) pure returns (CustodySlot) {
    return _replace(slot, 0, type(uint32).max, ParticipantId.unwrap(value));
}

function withConsignor(CustodySlot slot, ParticipantId value) pure returns (CustodySlot) {
    return _replace(slot, 32, type(uint32).max, ParticipantId.unwrap(value));
}

function withOfferedTo(CustodySlot slot, ParticipantId value) pure returns (CustodySlot) {
    return _replace(slot, 64, type(uint32).max, ParticipantId.unwrap(value));
}

function withSequence(CustodySlot slot, uint32 value) pure returns (CustodySlot) {
    return _replace(slot, 96, type(uint32).max, value);
}

function withContents(CustodySlot slot, uint32 value) pure returns (CustodySlot) {
    return _replace(slot, 128, type(uint32).max, value);
}

function withOpenCases(CustodySlot slot, uint16 value) pure returns (CustodySlot) {
    return _replace(slot, 160, type(uint16).max, value);
}

function withOpenRemedies(CustodySlot slot, uint16 value) pure returns (CustodySlot) {
    return _replace(slot, 176, type(uint16).max, value);
}

function withHeight(CustodySlot slot, uint8 value) pure returns (CustodySlot) {
    return _replace(slot, 192, type(uint8).max, value);
}

function withPhase(CustodySlot slot, IShipmentLedger.Phase value) pure returns (CustodySlot) {
    return _replace(slot, 200, type(uint8).max, uint8(value));
}

function unpack(CustodySlot slot) pure returns (IShipmentLedger.Custody memory) {
    return
        IShipmentLedger.Custody({
            custodian: slot.custodian(),
            consignor: slot.consignor(),
            offeredTo: slot.offeredTo(),
            sequence: slot.sequence(),
            contents: slot.contents(),
            openCases: slot.openCases(),
            openRemedies: slot.openRemedies(),
            height: slot.height(),
            phase: slot.phase()
        });
}

/// @dev Replaces the field of the width of `mask` whose lowest bit is `shift`.
function _replace(CustodySlot slot, uint256 shift, uint256 mask, uint256 value) pure returns (CustodySlot) {
    return CustodySlot.wrap((CustodySlot.unwrap(slot) & ~(mask << shift)) | (value << shift));
}
