// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";
import {ParticipantId} from "./ParticipantId.sol";

/// @notice A customs case (`IShipmentLedger.Case`) in one word: the fields from the lowest bit up, in the order of the
/// struct and in the widths of their types, but all flags in one byte. As bytes they would need a second slot.
type CaseSlot is uint256;

using {
    agency,
    custodian,
    jurisdiction,
    noticeAt,
    remedyUntil,
    tribunal,
    instance,
    custodianStanding,
    consignorStanding,
    charged,
    exempt,
    contested,
    seized,
    closed,
    profile,
    withAgency,
    withCustodian,
    withJurisdiction,
    withNoticeAt,
    withRemedyUntil,
    withTribunal,
    withInstance,
    withCustodianStanding,
    withConsignorStanding,
    withCharged,
    withExempt,
    withContested,
    withSeized,
    withClosed,
    withProfile,
    unpack
} for CaseSlot global;

function agency(CaseSlot slot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(CaseSlot.unwrap(slot)));
}

function custodian(CaseSlot slot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(CaseSlot.unwrap(slot) >> 32));
}

function jurisdiction(CaseSlot slot) pure returns (bytes2) {
    return bytes2(uint16(CaseSlot.unwrap(slot) >> 64));
}

function noticeAt(CaseSlot slot) pure returns (uint40) {
    return uint40(CaseSlot.unwrap(slot) >> 80);
}

function remedyUntil(CaseSlot slot) pure returns (uint40) {
    return uint40(CaseSlot.unwrap(slot) >> 120);
}

function tribunal(CaseSlot slot) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(CaseSlot.unwrap(slot) >> 160));
}

function instance(CaseSlot slot) pure returns (uint8) {
    return uint8(CaseSlot.unwrap(slot) >> 192);
}

function custodianStanding(CaseSlot slot) pure returns (IShipmentLedger.Standing) {
    return IShipmentLedger.Standing(uint8(CaseSlot.unwrap(slot) >> 200));
}

function consignorStanding(CaseSlot slot) pure returns (IShipmentLedger.Standing) {
    return IShipmentLedger.Standing(uint8(CaseSlot.unwrap(slot) >> 208));
}

function charged(CaseSlot slot) pure returns (bool) {
    return _flag(slot, 216);
}

function exempt(CaseSlot slot) pure returns (bool) {
    return _flag(slot, 217);
}

function contested(CaseSlot slot) pure returns (bool) {
    return _flag(slot, 218);
}

function seized(CaseSlot slot) pure returns (bool) {
    return _flag(slot, 219);
}

function closed(CaseSlot slot) pure returns (bool) {
    return _flag(slot, 220);
}

function profile(CaseSlot slot) pure returns (bytes4) {
    return bytes4(uint32(CaseSlot.unwrap(slot) >> 224));
}

function withAgency(CaseSlot slot, ParticipantId value) pure returns (CaseSlot) {
    return _replace(slot, 0, type(uint32).max, ParticipantId.unwrap(value));
}

function withCustodian(CaseSlot slot, ParticipantId value) pure returns (CaseSlot) {
    return _replace(slot, 32, type(uint32).max, ParticipantId.unwrap(value));
}

function withJurisdiction(CaseSlot slot, bytes2 value) pure returns (CaseSlot) {
    return _replace(slot, 64, type(uint16).max, uint16(value));
}

function withNoticeAt(CaseSlot slot, uint40 value) pure returns (CaseSlot) {
    return _replace(slot, 80, type(uint40).max, value);
}

function withRemedyUntil(CaseSlot slot, uint40 value) pure returns (CaseSlot) {
    return _replace(slot, 120, type(uint40).max, value);
}

function withTribunal(CaseSlot slot, ParticipantId value) pure returns (CaseSlot) {
    return _replace(slot, 160, type(uint32).max, ParticipantId.unwrap(value));
}

function withInstance(CaseSlot slot, uint8 value) pure returns (CaseSlot) {
    return _replace(slot, 192, type(uint8).max, value);
}

function withCustodianStanding(CaseSlot slot, IShipmentLedger.Standing value) pure returns (CaseSlot) {
    return _replace(slot, 200, type(uint8).max, uint8(value));
}

function withConsignorStanding(CaseSlot slot, IShipmentLedger.Standing value) pure returns (CaseSlot) {
    return _replace(slot, 208, type(uint8).max, uint8(value));
}

function withCharged(CaseSlot slot, bool value) pure returns (CaseSlot) {
    return _replace(slot, 216, 1, SafeCast.toUint(value));
}

function withExempt(CaseSlot slot, bool value) pure returns (CaseSlot) {
    return _replace(slot, 217, 1, SafeCast.toUint(value));
}

function withContested(CaseSlot slot, bool value) pure returns (CaseSlot) {
    return _replace(slot, 218, 1, SafeCast.toUint(value));
}

function withSeized(CaseSlot slot, bool value) pure returns (CaseSlot) {
    return _replace(slot, 219, 1, SafeCast.toUint(value));
}

function withClosed(CaseSlot slot, bool value) pure returns (CaseSlot) {
    return _replace(slot, 220, 1, SafeCast.toUint(value));
}

function withProfile(CaseSlot slot, bytes4 value) pure returns (CaseSlot) {
    return _replace(slot, 224, type(uint32).max, uint32(value));
}

function unpack(CaseSlot slot) pure returns (IShipmentLedger.Case memory) {
    return
        IShipmentLedger.Case({
            agency: slot.agency(),
            custodian: slot.custodian(),
            jurisdiction: slot.jurisdiction(),
            noticeAt: slot.noticeAt(),
            remedyUntil: slot.remedyUntil(),
            tribunal: slot.tribunal(),
            instance: slot.instance(),
            custodianStanding: slot.custodianStanding(),
            consignorStanding: slot.consignorStanding(),
            charged: slot.charged(),
            exempt: slot.exempt(),
            contested: slot.contested(),
            seized: slot.seized(),
            closed: slot.closed(),
            profile: slot.profile()
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
