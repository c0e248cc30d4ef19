// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";
import {States} from "../libraries/States.sol";
import {ParticipantId} from "./ParticipantId.sol";

/// @notice A matter (`ICooperationLedger.Matter`) in one word: the fields from the lowest bit up, in the order and widths
/// in which the compiler would lay out the struct in storage.
type MatterSlot is uint256;

using {
    state,
    sequence,
    opener,
    answerer,
    parties,
    signed,
    suspensions,
    agreeing,
    endsAt,
    period,
    code,
    measures,
    round,
    stateAt,
    isIn,
    withState,
    withSequence,
    withOpener,
    withAnswerer,
    withParties,
    withSigned,
    withSuspensions,
    withAgreeing,
    withEndsAt,
    withPeriod,
    withCode,
    withMeasures,
    withRound,
    unpack
} for MatterSlot global;

function state(MatterSlot slot) pure returns (ICooperationLedger.State) {
    return ICooperationLedger.State(uint8(MatterSlot.unwrap(slot)));
}

function sequence(MatterSlot slot) pure returns (uint32) {
    return uint32(MatterSlot.unwrap(slot) >> 8);
}

function opener(MatterSlot slot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(MatterSlot.unwrap(slot) >> 40));
}

function answerer(MatterSlot slot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(MatterSlot.unwrap(slot) >> 72));
}

function parties(MatterSlot slot) pure returns (uint8) {
    return uint8(MatterSlot.unwrap(slot) >> 104);
}

function signed(MatterSlot slot) pure returns (uint8) {
    return uint8(MatterSlot.unwrap(slot) >> 112);
}

function suspensions(MatterSlot slot) pure returns (uint8) {
    return uint8(MatterSlot.unwrap(slot) >> 120);
}

function agreeing(MatterSlot slot) pure returns (uint8) {
    return uint8(MatterSlot.unwrap(slot) >> 128);
}

function endsAt(MatterSlot slot) pure returns (uint40) {
    return uint40(MatterSlot.unwrap(slot) >> 136);
}

function period(MatterSlot slot) pure returns (uint32) {
    return uint32(MatterSlot.unwrap(slot) >> 176);
}

function code(MatterSlot slot) pure returns (uint8) {
    return uint8(MatterSlot.unwrap(slot) >> 208);
}

function measures(MatterSlot slot) pure returns (uint16) {
    return uint16(MatterSlot.unwrap(slot) >> 216);
}

function round(MatterSlot slot) pure returns (uint16) {
    return uint16(MatterSlot.unwrap(slot) >> 232);
}

/// @notice The state at `time`: an agreement and a joint case end by time alone.
function stateAt(MatterSlot slot, uint40 time) pure returns (ICooperationLedger.State) {
    if (slot.endsAt() != 0 && time >= slot.endsAt()) {
        if (slot.isIn(States.LASTING)) return ICooperationLedger.State.Ended;
        if (slot.isIn(States.OPEN_CASE)) return ICooperationLedger.State.Concluded;
    }
    return slot.state();
}

/// @notice Whether the stored state is in the set `states` of `States`.
function isIn(MatterSlot slot, uint40 states) pure returns (bool) {
    return (states >> uint8(MatterSlot.unwrap(slot))) & 1 != 0;
}

function withState(MatterSlot slot, ICooperationLedger.State value) pure returns (MatterSlot) {
    return _replace(slot, 0, type(uint8).max, uint8(value));
}

function withSequence(MatterSlot slot, uint32 value) pure returns (MatterSlot) {
    return _replace(slot, 8, type(uint32).max, value);
}

function withOpener(MatterSlot slot, ParticipantId value) pure returns (MatterSlot) {
    return _replace(slot, 40, type(uint32).max, ParticipantId.unwrap(value));
}

function withAnswerer(MatterSlot slot, ParticipantId value) pure returns (MatterSlot) {
    return _replace(slot, 72, type(uint32).max, ParticipantId.unwrap(value));
}

function withParties(MatterSlot slot, uint8 value) pure returns (MatterSlot) {
    return _replace(slot, 104, type(uint8).max, value);
}

function withSigned(MatterSlot slot, uint8 value) pure returns (MatterSlot) {
    return _replace(slot, 112, type(uint8).max, value);
}

function withSuspensions(MatterSlot slot, uint8 value) pure returns (MatterSlot) {
    return _replace(slot, 120, type(uint8).max, value);
}

function withAgreeing(MatterSlot slot, uint8 value) pure returns (MatterSlot) {
    return _replace(slot, 128, type(uint8).max, value);
}

function withEndsAt(MatterSlot slot, uint40 value) pure returns (MatterSlot) {
    return _replace(slot, 136, type(uint40).max, value);
}

function withPeriod(MatterSlot slot, uint32 value) pure returns (MatterSlot) {
    return _replace(slot, 176, type(uint32).max, value);
}

function withCode(MatterSlot slot, uint8 value) pure returns (MatterSlot) {
    return _replace(slot, 208, type(uint8).max, value);
}

function withMeasures(MatterSlot slot, uint16 value) pure returns (MatterSlot) {
    return _replace(slot, 216, type(uint16).max, value);
}

function withRound(MatterSlot slot, uint16 value) pure returns (MatterSlot) {
    return _replace(slot, 232, type(uint16).max, value);
}

function unpack(MatterSlot slot) pure returns (ICooperationLedger.Matter memory) {
    return
        ICooperationLedger.Matter({
            state: slot.state(),
            sequence: slot.sequence(),
            opener: slot.opener(),
            answerer: slot.answerer(),
            parties: slot.parties(),
            signed: slot.signed(),
            suspensions: slot.suspensions(),
            agreeing: slot.agreeing(),
            endsAt: slot.endsAt(),
            period: slot.period(),
            code: slot.code(),
            measures: slot.measures(),
            round: slot.round()
        });
}

/// @dev Replaces the field of the width of `mask` whose lowest bit is `shift`.
function _replace(MatterSlot slot, uint256 shift, uint256 mask, uint256 value) pure returns (MatterSlot) {
    return MatterSlot.wrap((MatterSlot.unwrap(slot) & ~(mask << shift)) | (value << shift));
}
