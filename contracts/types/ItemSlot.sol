// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";
import {ParticipantId} from "./ParticipantId.sol";

/// @notice An item (`ICooperationLedger.Item`, without its content) in one word: the fields from the lowest bit up, in the
/// order and widths in which the compiler would lay out the struct in storage.
type ItemSlot is uint256;

using {
    state,
    author,
    recipient,
    originator,
    consentTo,
    code,
    caveats,
    until,
    jurisdiction,
    stateAt,
    withState,
    withAuthor,
    withRecipient,
    withOriginator,
    withConsentTo,
    withCode,
    withCaveats,
    withUntil,
    withJurisdiction,
    unpack
} for ItemSlot global;

function state(ItemSlot slot) pure returns (ICooperationLedger.State) {
    return ICooperationLedger.State(uint8(ItemSlot.unwrap(slot)));
}

function author(ItemSlot slot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(ItemSlot.unwrap(slot) >> 8));
}

function recipient(ItemSlot slot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(ItemSlot.unwrap(slot) >> 40));
}

function originator(ItemSlot slot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(ItemSlot.unwrap(slot) >> 72));
}

function consentTo(ItemSlot slot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(ItemSlot.unwrap(slot) >> 104));
}

function code(ItemSlot slot) pure returns (uint8) {
    return uint8(ItemSlot.unwrap(slot) >> 136);
}

function caveats(ItemSlot slot) pure returns (uint16) {
    return uint16(ItemSlot.unwrap(slot) >> 144);
}

function until(ItemSlot slot) pure returns (uint40) {
    return uint40(ItemSlot.unwrap(slot) >> 160);
}

function jurisdiction(ItemSlot slot) pure returns (bytes2) {
    return bytes2(uint16(ItemSlot.unwrap(slot) >> 200));
}

/// @notice The state at `time`: an offer expires by time alone.
function stateAt(ItemSlot slot, uint40 time) pure returns (ICooperationLedger.State) {
    ICooperationLedger.State stored = slot.state();
    bool open = stored == ICooperationLedger.State.Offered || stored == ICooperationLedger.State.CaveatsSigned;
    return open && time >= slot.until() ? ICooperationLedger.State.Expired : stored;
}

function withState(ItemSlot slot, ICooperationLedger.State value) pure returns (ItemSlot) {
    return _replace(slot, 0, type(uint8).max, uint8(value));
}

function withAuthor(ItemSlot slot, ParticipantId value) pure returns (ItemSlot) {
    return _replace(slot, 8, type(uint32).max, ParticipantId.unwrap(value));
}

function withRecipient(ItemSlot slot, ParticipantId value) pure returns (ItemSlot) {
    return _replace(slot, 40, type(uint32).max, ParticipantId.unwrap(value));
}

function withOriginator(ItemSlot slot, ParticipantId value) pure returns (ItemSlot) {
    return _replace(slot, 72, type(uint32).max, ParticipantId.unwrap(value));
}

function withConsentTo(ItemSlot slot, ParticipantId value) pure returns (ItemSlot) {
    return _replace(slot, 104, type(uint32).max, ParticipantId.unwrap(value));
}

function withCode(ItemSlot slot, uint8 value) pure returns (ItemSlot) {
    return _replace(slot, 136, type(uint8).max, value);
}

function withCaveats(ItemSlot slot, uint16 value) pure returns (ItemSlot) {
    return _replace(slot, 144, type(uint16).max, value);
}

function withUntil(ItemSlot slot, uint40 value) pure returns (ItemSlot) {
    return _replace(slot, 160, type(uint40).max, value);
}

function withJurisdiction(ItemSlot slot, bytes2 value) pure returns (ItemSlot) {
    return _replace(slot, 200, type(uint16).max, uint16(value));
}

function unpack(ItemSlot slot) pure returns (ICooperationLedger.Item memory) {
    return
        ICooperationLedger.Item({
            state: slot.state(),
            author: slot.author(),
            recipient: slot.recipient(),
            originator: slot.originator(),
            consentTo: slot.consentTo(),
            code: slot.code(),
            caveats: slot.caveats(),
            until: slot.until(),
            jurisdiction: slot.jurisdiction()
        });
}

/// @dev Replaces the field of the width of `mask` whose lowest bit is `shift`.
function _replace(ItemSlot slot, uint256 shift, uint256 mask, uint256 value) pure returns (ItemSlot) {
    return ItemSlot.wrap((ItemSlot.unwrap(slot) & ~(mask << shift)) | (value << shift));
}
