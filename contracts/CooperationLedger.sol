// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {Memory} from "@openzeppelin/contracts/utils/Memory.sol";
import {IConsortium} from "./interfaces/IConsortium.sol";
import {ICooperationLedger} from "./interfaces/ICooperationLedger.sol";
import {ActDecoding} from "./libraries/ActDecoding.sol";
import {ActRefusals} from "./libraries/ActRefusals.sol";
import {ActRules} from "./libraries/ActRules.sol";
import {ActShape} from "./libraries/ActShape.sol";
import {Cooperation} from "./libraries/Cooperation.sol";
import {SignedLedger} from "./SignedLedger.sol";
import {ActRule} from "./types/ActRule.sol";
import {EntryHash, NO_ENTRY} from "./types/EntryHash.sol";
import {ItemSlot} from "./types/ItemSlot.sol";
import {MatterId, NO_MATTER} from "./types/MatterId.sol";
import {MatterSituation} from "./types/MatterSituation.sol";
import {MatterSlot} from "./types/MatterSlot.sol";
import {ParticipantId} from "./types/ParticipantId.sol";
import {SeatSlot} from "./types/SeatSlot.sol";

/// @title The ledger of cooperation between authorities
/// @dev `Cooperation` decides on an act. This contract loads the state and stores the outcome.
contract CooperationLedger is ICooperationLedger, SignedLedger {
    struct MatterRecord {
        EntryHash head;
        MatterSlot slot;
        MatterId basis;
        bytes32 terms;
    }

    struct ItemRecord {
        ItemSlot slot;
        bytes32 content;
    }

    bytes32 private constant ACT_TYPEHASH = keccak256(
        "Act(bytes32 matter,bytes32 previous,uint8 kind,uint32 author,uint32 counterparty,bytes32 refersTo,uint40 occurredAt,bytes32 commitment,uint40 until,uint32 period,uint8 code,uint16 codes)"
    );

    mapping(MatterId matter => MatterRecord) private _matters;
    mapping(MatterId matter => mapping(ParticipantId participant => SeatSlot)) private _seats;
    mapping(MatterId matter => mapping(EntryHash hash => ItemRecord)) private _items;

    constructor(IConsortium consortium_) SignedLedger(consortium_) {}

    /// @inheritdoc ICooperationLedger
    function record(SignedAct calldata signed) external returns (EntryHash hash) {
        Act memory copy;
        bytes memory refusal;
        (hash, refusal) = _recordOrRefuse(signed, _newScratch(), copy);
        if (refusal.length != 0) {
            LowLevelCall.bubbleRevert(refusal);
        }
    }

    /// @inheritdoc ICooperationLedger
    function recordBatch(SignedAct[] calldata batch) external returns (uint256 recorded) {
        Scratch memory scratch = _newScratch();
        Act memory copy;
        Memory.Pointer free = Memory.getFreeMemoryPointer();
        for (uint256 i = 0; i < batch.length; ++i) {
            SignedAct calldata signed = batch[i];
            (EntryHash hash, bytes memory refusal) = _recordOrRefuse(signed, scratch, copy);
            if (refusal.length == 0) {
                ++recorded;
            } else if (hash == NO_ENTRY) {
                emit ActMalformed(signed.act.matter, i, refusal);
            } else {
                emit ActRefused(signed.act.matter, hash, signed, refusal);
            }
            // Keeps the cost of an act independent of the batch's length.
            Memory.unsafeSetFreeMemoryPointer(free);
        }
    }

    /// @inheritdoc ICooperationLedger
    function headOf(MatterId matter) external view returns (EntryHash) {
        return _matters[matter].head;
    }

    /// @inheritdoc ICooperationLedger
    function matterOf(MatterId matter) external view returns (Matter memory) {
        return _matters[matter].slot.unpack();
    }

    /// @inheritdoc ICooperationLedger
    function basisOf(MatterId matter) external view returns (MatterId) {
        return _matters[matter].basis;
    }

    /// @inheritdoc ICooperationLedger
    function termsOf(MatterId matter) external view returns (bytes32) {
        return _matters[matter].terms;
    }

    /// @inheritdoc ICooperationLedger
    function seatOf(MatterId matter, ParticipantId participant) external view returns (Seat memory) {
        return _seats[matter][participant].unpack();
    }

    /// @inheritdoc ICooperationLedger
    function itemOf(MatterId matter, EntryHash hash) external view returns (Item memory) {
        return _items[matter][hash].slot.unpack();
    }

    /// @inheritdoc ICooperationLedger
    function contentOf(MatterId matter, EntryHash hash) external view returns (bytes32) {
        return _items[matter][hash].content;
    }

    /// @inheritdoc ICooperationLedger
    function hashOf(Act calldata act) external view returns (EntryHash) {
        return _hashOf(act, _domainSeparatorV4());
    }

    /// @dev Cheap checks come first, and checks without state come before checks of state.
    /// @param act Overwritten whole.
    function _recordOrRefuse(
        SignedAct calldata signed,
        Scratch memory scratch,
        Act memory act
    ) private returns (EntryHash hash, bytes memory refusal) {
        MatterSituation memory situation;
        refusal = ActDecoding.copy(signed.act, act);
        if (refusal.length != 0) return (NO_ENTRY, refusal);
        hash = _hashOf(act, scratch.domainSeparator);

        ActRule rule = ActRules.ruleOf(act.kind);
        refusal = ActShape.check(act, rule);
        if (refusal.length != 0) return (hash, refusal);
        MatterRecord storage matter = _matters[act.matter];
        refusal = _checkLink(MatterId.unwrap(act.matter), act.previous, matter.head, act.occurredAt);
        if (refusal.length != 0) return (hash, refusal);
        (situation.roles, situation.jurisdiction, refusal) = _authenticate(
            scratch.standings,
            hash,
            act.author,
            signed.signature
        );
        if (refusal.length != 0) return (hash, refusal);

        situation.time = uint40(block.timestamp);
        _look(situation, matter, act, rule);
        refusal = Cooperation.transition(situation, act, rule);
        if (refusal.length != 0) return (hash, refusal);
        matter.head = hash;
        matter.slot = situation.matter;
        _keep(situation, matter, act, hash, rule);

        emit ActRecorded(act.matter, hash, act.author, situation.matter.sequence(), act, signed.signature);
    }

    /// @dev Loads the state that the rule needs.
    function _look(
        MatterSituation memory situation,
        MatterRecord storage matter,
        Act memory act,
        ActRule rule
    ) private view {
        situation.matter = matter.slot;
        ParticipantId other = act.counterparty;
        if (rule.has(ActRules.BASIS | ActRules.COVERED)) {
            situation.basisId = rule.has(ActRules.NEW_MATTER) ? MatterId.wrap(act.refersTo) : matter.basis;
            if (situation.basisId != NO_MATTER) {
                situation.basis = _matters[situation.basisId].slot;
                situation.basisSeat = _seats[situation.basisId][act.author];
                situation.otherBasisSeat = _seats[situation.basisId][other];
            }
        }
        if (rule.has(ActRules.SEAT | ActRules.BY_PARTY | ActRules.NEW_ITEM)) {
            situation.terms = matter.terms;
            situation.seat = _seats[act.matter][act.author];
        }
        if (rule.itemStates() != 0) {
            ItemRecord storage item = _items[act.matter][EntryHash.wrap(act.refersTo)];
            situation.item = item.slot;
            situation.content = item.content;
            if (rule.has(ActRules.TO_RECIPIENT)) other = situation.item.recipient();
        }
        if (rule.has(ActRules.ADDRESSED | ActRules.TO_RECIPIENT)) {
            situation.otherSeat = _seats[act.matter][other];
            situation.otherRoles = consortium.activeRolesOf(other);
        }
    }

    /// @dev Stores the state beside the matter that the rule changed.
    function _keep(
        MatterSituation memory situation,
        MatterRecord storage matter,
        Act memory act,
        EntryHash hash,
        ActRule rule
    ) private {
        if (rule.has(ActRules.NEW_MATTER)) {
            if (situation.basisId != NO_MATTER) matter.basis = situation.basisId;
            if (rule.has(ActRules.SEAT)) matter.terms = act.commitment;
        } else if (rule.has(ActRules.BASIS) && situation.basisId != NO_MATTER) {
            _matters[situation.basisId].slot = situation.basis;
        }
        if (rule.has(ActRules.SEAT)) _seats[act.matter][act.author] = situation.seat;
        if (rule.has(ActRules.OTHER_SEAT)) _seats[act.matter][act.counterparty] = situation.otherSeat;
        if (rule.itemStates() != 0) _items[act.matter][EntryHash.wrap(act.refersTo)].slot = situation.item;
        if (rule.has(ActRules.NEW_ITEM)) {
            _items[act.matter][hash] = ItemRecord({slot: situation.newItem, content: act.commitment});
        }
    }

    function _hashOf(Act memory act, bytes32 domainSeparator) private pure returns (EntryHash) {
        Memory.Pointer fields;
        assembly ("memory-safe") {
            fields := act
        }
        return _digestOf(ACT_TYPEHASH, fields, ActDecoding.SIZE, domainSeparator);
    }

    function _invalidSignature(EntryHash hash, ParticipantId author) internal pure override returns (bytes memory) {
        return ActRefusals.invalidSignature(hash, author);
    }

    function _keyNotAuthorised(
        EntryHash hash,
        ParticipantId author,
        address key
    ) internal pure override returns (bytes memory) {
        return ActRefusals.keyNotAuthorised(hash, author, key);
    }

    function _participantNotActive(ParticipantId participant) internal pure override returns (bytes memory) {
        return ActRefusals.participantNotActive(participant);
    }

    function _stale(bytes32 chain, EntryHash previous, EntryHash head) internal pure override returns (bytes memory) {
        return ActRefusals.stale(MatterId.wrap(chain), previous, head);
    }

    function _occurredInFuture(
        bytes32 chain,
        uint40 occurredAt,
        uint40 limit
    ) internal pure override returns (bytes memory) {
        return ActRefusals.occurredInFuture(MatterId.wrap(chain), occurredAt, limit);
    }
}
