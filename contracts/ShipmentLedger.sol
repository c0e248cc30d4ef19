// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {Memory} from "@openzeppelin/contracts/utils/Memory.sol";
import {IConsortium} from "./interfaces/IConsortium.sol";
import {IShipmentLedger} from "./interfaces/IShipmentLedger.sol";
import {EntryDecoding} from "./libraries/EntryDecoding.sol";
import {EntryShape} from "./libraries/EntryShape.sol";
import {KindRules} from "./libraries/KindRules.sol";
import {Lifecycle} from "./libraries/Lifecycle.sol";
import {NestingRules} from "./libraries/NestingRules.sol";
import {Refusals} from "./libraries/Refusals.sol";
import {SignedLedger} from "./SignedLedger.sol";
import {CaseSlot} from "./types/CaseSlot.sol";
import {CustodySlot} from "./types/CustodySlot.sol";
import {EntryHash, NO_ENTRY} from "./types/EntryHash.sol";
import {KindRule} from "./types/KindRule.sol";
import {ParticipantId} from "./types/ParticipantId.sol";
import {NO_SHIPMENT, ShipmentId} from "./types/ShipmentId.sol";
import {Situation} from "./types/Situation.sol";

/// @title The ledger of shipments
/// @dev `Lifecycle` decides on an entry. This contract loads the state and stores the outcome.
contract ShipmentLedger is IShipmentLedger, SignedLedger {
    struct Shipment {
        EntryHash head;
        CustodySlot custody;
        ShipmentId container;
    }

    bytes32 private constant ENTRY_TYPEHASH = keccak256(
        "Entry(bytes32 shipment,bytes32 previous,uint8 kind,uint32 author,uint32 counterparty,bytes32 refersTo,uint40 occurredAt,bytes32 commitment)"
    );

    mapping(ShipmentId shipment => Shipment) private _shipments;
    mapping(ShipmentId shipment => mapping(EntryHash hold => CaseSlot)) private _cases;
    mapping(ShipmentId shipment => mapping(ParticipantId author => mapping(EntryHash entry => EntryHash)))
        private _successors;

    constructor(IConsortium consortium_) SignedLedger(consortium_) {}

    /// @inheritdoc IShipmentLedger
    function record(SignedEntry calldata signed) external returns (EntryHash entry) {
        Entry memory copy;
        bytes memory refusal;
        (entry, refusal) = _recordOrRefuse(signed, _newScratch(), copy);
        if (refusal.length != 0) {
            LowLevelCall.bubbleRevert(refusal);
        }
    }

    /// @inheritdoc IShipmentLedger
    function recordBatch(SignedEntry[] calldata batch) external returns (uint256 recorded) {
        Scratch memory scratch = _newScratch();
        Entry memory copy;
        Memory.Pointer free = Memory.getFreeMemoryPointer();
        for (uint256 i = 0; i < batch.length; ++i) {
            SignedEntry calldata signed = batch[i];
            (EntryHash entry, bytes memory refusal) = _recordOrRefuse(signed, scratch, copy);
            if (refusal.length == 0) {
                ++recorded;
            } else if (entry == NO_ENTRY) {
                emit EntryMalformed(signed.entry.shipment, i, refusal);
            } else {
                emit EntryRefused(signed.entry.shipment, entry, signed, refusal);
            }
            // Keeps the cost of an entry independent of the batch's length; 38 gas for each of 100 entries.
            Memory.unsafeSetFreeMemoryPointer(free);
        }
    }

    /// @inheritdoc IShipmentLedger
    function headOf(ShipmentId shipment) external view returns (EntryHash) {
        return _shipments[shipment].head;
    }

    /// @inheritdoc IShipmentLedger
    function custodyOf(ShipmentId shipment) external view returns (Custody memory) {
        return _shipments[shipment].custody.unpack();
    }

    /// @inheritdoc IShipmentLedger
    function containerOf(ShipmentId shipment) external view returns (ShipmentId) {
        return _shipments[shipment].container;
    }

    /// @inheritdoc IShipmentLedger
    function caseOf(ShipmentId shipment, EntryHash hold) external view returns (Case memory) {
        return _cases[shipment][hold].unpack();
    }

    /// @inheritdoc IShipmentLedger
    function successorOf(ShipmentId shipment, ParticipantId author, EntryHash entry) external view returns (EntryHash) {
        return _successors[shipment][author][entry];
    }

    /// @inheritdoc IShipmentLedger
    function hashOf(Entry calldata entry) external view returns (EntryHash) {
        return _hashOf(entry, _domainSeparatorV4());
    }

    /// @dev Cheap checks come first, and checks without state come before checks of state.
    /// @param entry Overwritten whole. One for each entry would cost 159 gas, which takes an opening entry beyond its budget
    /// of 60,000.
    function _recordOrRefuse(
        SignedEntry calldata signed,
        Scratch memory scratch,
        Entry memory entry
    ) private returns (EntryHash hash, bytes memory refusal) {
        Situation memory situation;
        refusal = EntryDecoding.copy(signed.entry, entry);
        if (refusal.length != 0) return (NO_ENTRY, refusal);
        bytes calldata signature = signed.signature;
        Shipment storage shipment = _shipments[entry.shipment];
        hash = _hashOf(entry, scratch.domainSeparator);

        KindRule rule = KindRules.ruleOf(entry.kind);
        refusal = EntryShape.check(entry, rule);
        if (refusal.length != 0) return (hash, refusal);
        refusal = _checkLink(ShipmentId.unwrap(entry.shipment), entry.previous, shipment.head, entry.occurredAt);
        if (refusal.length != 0) return (hash, refusal);
        (situation.roles, situation.jurisdiction, refusal) = _authenticate(
            scratch.standings,
            hash,
            entry.author,
            signature
        );
        if (refusal.length != 0) return (hash, refusal);

        situation.custody = shipment.custody;
        if (rule.has(KindRules.BESIDE_CUSTODY)) _look(situation, shipment, entry, hash, rule);
        refusal = Lifecycle.transition(situation, entry, rule);
        if (refusal.length != 0) return (hash, refusal);
        shipment.head = hash;
        shipment.custody = situation.custody;
        if (rule.has(KindRules.BESIDE_CUSTODY)) _keep(situation, shipment, entry, hash, rule);

        emit EntryRecorded(
            entry.shipment,
            hash,
            entry.author,
            situation.custody.sequence(),
            entry.previous,
            entry.kind,
            entry.counterparty,
            entry.refersTo,
            entry.occurredAt,
            entry.commitment,
            signature
        );
    }

    /// @dev Loads the state that the rule needs beside the custody.
    function _look(
        Situation memory situation,
        Shipment storage shipment,
        Entry memory entry,
        EntryHash hash,
        KindRule rule
    ) private view {
        if (rule.has(KindRules.ACTIVE_COUNTERPARTY)) {
            situation.counterpartyRoles = consortium.activeRolesOf(entry.counterparty);
        }
        if (rule.has(KindRules.NEW_CASE)) {
            situation.customsCase = _cases[entry.shipment][hash];
        } else if (rule.has(KindRules.OPEN_CASE | KindRules.ANY_CASE)) {
            situation.time = uint40(block.timestamp);
            situation.customsCase = _cases[entry.shipment][EntryHash.wrap(entry.refersTo)];
            if (rule.has(KindRules.ACTIVE_COUNTERPARTY)) {
                situation.jurisdiction = consortium.participantOf(entry.counterparty).jurisdiction;
            }
        } else if (rule.has(KindRules.UNIT)) {
            ShipmentId unit = ShipmentId.wrap(entry.refersTo);
            situation.container = shipment.container;
            situation.unit = _shipments[unit].custody;
            situation.root = _rootOf(unit);
            situation.rootCustody = _shipments[situation.root].custody;
        } else if (rule.has(KindRules.ENTRY)) {
            situation.successor = _successors[entry.shipment][entry.author][EntryHash.wrap(entry.refersTo)];
        }
    }

    /// @dev Stores the state beside the custody that the rule changed.
    function _keep(
        Situation memory situation,
        Shipment storage shipment,
        Entry memory entry,
        EntryHash hash,
        KindRule rule
    ) private {
        if (rule.has(KindRules.NEW_CASE)) {
            _cases[entry.shipment][hash] = situation.customsCase;
        } else if (rule.has(KindRules.OPEN_CASE)) {
            _cases[entry.shipment][EntryHash.wrap(entry.refersTo)] = situation.customsCase;
        } else if (rule.has(KindRules.UNIT)) {
            shipment.container = situation.container;
            _shipments[ShipmentId.wrap(entry.refersTo)].custody = situation.unit;
        } else if (rule.has(KindRules.ENTRY)) {
            _successors[entry.shipment][entry.author][EntryHash.wrap(entry.refersTo)] = hash;
        }
    }

    function _rootOf(ShipmentId unit) private view returns (ShipmentId root) {
        root = unit;
        for (uint256 level = 0; level < NestingRules.MAX_HEIGHT; ++level) {
            ShipmentId container = _shipments[root].container;
            if (container == NO_SHIPMENT) break;
            root = container;
        }
    }

    function _hashOf(Entry memory entry, bytes32 domainSeparator) private pure returns (EntryHash) {
        Memory.Pointer fields;
        assembly ("memory-safe") {
            fields := entry
        }
        return _digestOf(ENTRY_TYPEHASH, fields, 0x100, domainSeparator);
    }

    function _invalidSignature(EntryHash hash, ParticipantId author) internal pure override returns (bytes memory) {
        return Refusals.invalidSignature(hash, author);
    }

    function _keyNotAuthorised(
        EntryHash hash,
        ParticipantId author,
        address key
    ) internal pure override returns (bytes memory) {
        return Refusals.keyNotAuthorised(hash, author, key);
    }

    function _participantNotActive(ParticipantId participant) internal pure override returns (bytes memory) {
        return Refusals.participantNotActive(participant);
    }

    function _stale(bytes32 chain, EntryHash previous, EntryHash head) internal pure override returns (bytes memory) {
        return Refusals.stale(ShipmentId.wrap(chain), previous, head);
    }

    function _occurredInFuture(
        bytes32 chain,
        uint40 occurredAt,
        uint40 limit
    ) internal pure override returns (bytes memory) {
        return Refusals.occurredInFuture(ShipmentId.wrap(chain), occurredAt, limit);
    }
}
