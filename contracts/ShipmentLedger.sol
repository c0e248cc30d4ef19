// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IConsortium, ParticipantId} from "./interfaces/IConsortium.sol";
import {EntryHash, IShipmentLedger, NO_SHIPMENT, ShipmentId} from "./interfaces/IShipmentLedger.sol";
import {CustodySlot, pack} from "./libraries/CustodySlot.sol";
import {EntryShape} from "./libraries/EntryShape.sol";
import {Kinds} from "./libraries/Kinds.sol";
import {Lifecycle} from "./libraries/Lifecycle.sol";
import {NestingRules} from "./libraries/NestingRules.sol";
import {Refusals} from "./libraries/Refusals.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {Situation} from "./libraries/Situation.sol";
import {Standings} from "./libraries/Standings.sol";

/// @title The ledger of shipments
/// @dev What an entry may do is decided by `Lifecycle`; this contract establishes who says it and on what, and keeps the
/// outcome. A refusal is a value until the last moment, so that in a batch it costs no call of its own.
contract ShipmentLedger is IShipmentLedger, EIP712 {
    /// @dev `head` and `custody` have one slot each, one after the other: what every entry reads and writes.
    struct Shipment {
        EntryHash head;
        CustodySlot custody;
        ShipmentId container;
    }

    /// @dev What is the same for all entries of one call is worked out once, and memory is laid out once: each entry
    /// fills in what its kind is judged by, and finds the rest of `situation` as an earlier one left it.
    struct Scratch {
        bytes32 domainSeparator;
        uint40 timeLimit;
        Standings standings;
        Entry entry;
        Situation situation;
    }

    bytes32 private constant ENTRY_TYPEHASH = keccak256(
        "Entry(bytes32 shipment,bytes32 previous,uint8 kind,uint32 author,uint32 counterparty,bytes32 refersTo,uint40 occurredAt,bytes32 commitment)"
    );

    /// @dev How many seconds an author's clock may be ahead of the block's.
    uint40 private constant CLOCK_DRIFT = 120;

    /// @inheritdoc IShipmentLedger
    IConsortium public immutable consortium;

    mapping(ShipmentId shipment => Shipment) private _shipments;
    mapping(ShipmentId shipment => mapping(EntryHash hold => Case)) private _cases;
    mapping(ShipmentId shipment => mapping(ParticipantId author => mapping(EntryHash entry => EntryHash)))
        private _successors;

    constructor(IConsortium consortium_) EIP712("Portolan", "1") {
        consortium = consortium_;
    }

    /// @inheritdoc IShipmentLedger
    function record(SignedEntry calldata signed) external returns (EntryHash entry) {
        Scratch memory scratch = _newScratch();
        bytes memory refusal;
        (entry, refusal) = _recordOrRefuse(signed, scratch);
        if (refusal.length != 0) {
            assembly ("memory-safe") {
                revert(add(refusal, 0x20), mload(refusal))
            }
        }
    }

    /// @inheritdoc IShipmentLedger
    function recordBatch(SignedEntry[] calldata batch) external returns (uint256 recorded) {
        Scratch memory scratch = _newScratch();
        uint256 freeMemory;
        assembly ("memory-safe") {
            freeMemory := mload(0x40)
        }
        for (uint256 i = 0; i < batch.length; ++i) {
            SignedEntry calldata signed = batch[i];
            (EntryHash entry, bytes memory refusal) = _recordOrRefuse(signed, scratch);
            if (refusal.length == 0) {
                // Never more than the entries of the batch.
                unchecked {
                    ++recorded;
                }
            } else {
                emit EntryRefused(signed.entry.shipment, entry, signed, refusal);
            }
            // Nothing of this entry is needed for the next; without this, memory would cost quadratically.
            assembly ("memory-safe") {
                mstore(0x40, freeMemory)
            }
        }
    }

    /// @inheritdoc IShipmentLedger
    function headOf(ShipmentId shipment) external view returns (EntryHash) {
        return _shipments[shipment].head;
    }

    /// @inheritdoc IShipmentLedger
    function custodyOf(ShipmentId shipment) external view returns (Custody memory custody) {
        _shipments[shipment].custody.unpackInto(custody);
    }

    /// @inheritdoc IShipmentLedger
    function containerOf(ShipmentId shipment) external view returns (ShipmentId) {
        return _shipments[shipment].container;
    }

    /// @inheritdoc IShipmentLedger
    function caseOf(ShipmentId shipment, EntryHash hold) external view returns (Case memory) {
        return _cases[shipment][hold];
    }

    /// @inheritdoc IShipmentLedger
    function successorOf(ShipmentId shipment, ParticipantId author, EntryHash entry) external view returns (EntryHash) {
        return _successors[shipment][author][entry];
    }

    /// @inheritdoc IShipmentLedger
    function hashOf(Entry calldata entry) external view returns (EntryHash) {
        return _hashOf(entry, _domainSeparatorV4());
    }

    /// @dev The domain and the time cannot change within one call, and cost each entry when asked again.
    function _newScratch() private view returns (Scratch memory scratch) {
        scratch.domainSeparator = _domainSeparatorV4();
        scratch.timeLimit = uint40(block.timestamp) + CLOCK_DRIFT;
    }

    /// @dev The checks go from cheap to dear, and from what anyone can see to what only the ledger knows.
    function _recordOrRefuse(
        SignedEntry calldata signed,
        Scratch memory scratch
    ) private returns (EntryHash hash, bytes memory refusal) {
        (Entry memory entry, Situation memory situation) = (scratch.entry, scratch.situation);
        _copy(signed.entry, entry);
        bytes calldata signature = signed.signature;
        Shipment storage shipment = _shipments[entry.shipment];
        hash = _hashOf(entry, scratch.domainSeparator);

        refusal = EntryShape.check(entry);
        if (refusal.length != 0) return (hash, refusal);
        if (entry.occurredAt > scratch.timeLimit) {
            return (hash, Refusals.occurredInFuture(entry.shipment, entry.occurredAt, scratch.timeLimit));
        }
        EntryHash head = shipment.head;
        if (entry.previous != head) return (hash, Refusals.stale(entry.shipment, entry.previous, head));
        (situation.roles, refusal) = _authenticate(scratch.standings, hash, entry.author, signature);
        if (refusal.length != 0) return (hash, refusal);

        bool aboutMore = !Kinds.isIn(entry.kind, Kinds.ABOUT_CUSTODY);
        shipment.custody.unpackInto(situation.custody);
        if (aboutMore) _look(situation, shipment, entry, hash);
        refusal = Lifecycle.transition(situation, entry);
        if (refusal.length != 0) return (hash, refusal);
        shipment.head = hash;
        shipment.custody = pack(situation.custody);
        if (aboutMore) _keep(situation, shipment, entry, hash);

        emit EntryRecorded(
            entry.shipment,
            hash,
            entry.author,
            situation.custody.sequence,
            entry.previous,
            entry.kind,
            entry.counterparty,
            entry.refersTo,
            entry.occurredAt,
            entry.commitment,
            signature
        );
    }

    /// @dev Fills in what the rule of this kind looks at beside the custody.
    function _look(
        Situation memory situation,
        Shipment storage shipment,
        Entry memory entry,
        EntryHash hash
    ) private view {
        uint8 kind = entry.kind;
        if (Kinds.isIn(kind, Kinds.ABOUT_CASE | Kinds.MAYBE_ABOUT_CASE)) {
            situation.customsCase = _cases[entry.shipment][EntryHash.wrap(entry.refersTo)];
        } else if (kind == Kinds.HOLD) {
            situation.customsCase = _cases[entry.shipment][hash];
        } else if (kind == Kinds.OFFER) {
            situation.counterpartyRoles = consortium.activeRolesOf(entry.counterparty);
        } else if (Kinds.isIn(kind, Kinds.ABOUT_UNIT)) {
            ShipmentId unit = ShipmentId.wrap(entry.refersTo);
            situation.container = shipment.container;
            _shipments[unit].custody.unpackInto(situation.unit);
            situation.root = _rootOf(unit);
            _shipments[situation.root].custody.unpackInto(situation.rootCustody);
        } else if (kind == Kinds.CORRECT) {
            situation.successor = _successors[entry.shipment][entry.author][EntryHash.wrap(entry.refersTo)];
        }
    }

    /// @dev Stores what the rule of this kind changed beside the custody.
    function _keep(Situation memory situation, Shipment storage shipment, Entry memory entry, EntryHash hash) private {
        uint8 kind = entry.kind;
        if (Kinds.isIn(kind, Kinds.ABOUT_CASE)) {
            _cases[entry.shipment][EntryHash.wrap(entry.refersTo)] = situation.customsCase;
        } else if (kind == Kinds.HOLD) {
            _cases[entry.shipment][hash] = situation.customsCase;
        } else if (Kinds.isIn(kind, Kinds.ABOUT_UNIT)) {
            shipment.container = situation.container;
            _shipments[ShipmentId.wrap(entry.refersTo)].custody = pack(situation.unit);
        } else if (kind == Kinds.CORRECT) {
            _successors[entry.shipment][entry.author][EntryHash.wrap(entry.refersTo)] = hash;
        }
    }

    function _authenticate(
        Standings memory standings,
        EntryHash hash,
        ParticipantId author,
        bytes calldata signature
    ) private view returns (uint16 roles, bytes memory refusal) {
        bytes32 digest = EntryHash.unwrap(hash);
        (address signer, bool wallet) = Signatures.signerOf(digest, signature);
        if (signer == address(0)) return (0, Refusals.invalidSignature(hash, author));
        bool authorised;
        (authorised, roles) = standings.standingOf(consortium, author, signer);
        if (!authorised) return (0, Refusals.keyNotAuthorised(hash, author, signer));
        // Asked only once it is known to be a key of the author: nobody else's code is ever called.
        if (wallet && !Signatures.isConfirmed(digest, signature)) {
            return (0, Refusals.invalidSignature(hash, author));
        }
        if (roles == 0) return (0, Refusals.participantNotActive(author));
    }

    function _rootOf(ShipmentId unit) private view returns (ShipmentId root) {
        root = unit;
        for (uint256 level = 0; level < NestingRules.MAX_HEIGHT; ++level) {
            ShipmentId container = _shipments[root].container;
            if (container == NO_SHIPMENT) break;
            root = container;
        }
    }

    /// @dev As the compiler would copy it, in a third of the gas: a number that is too wide for its field reverts.
    function _copy(Entry calldata original, Entry memory entry) private pure {
        assembly ("memory-safe") {
            calldatacopy(entry, original, 0x100)
            let tooWide := or(
                shr(32, or(mload(add(entry, 0x60)), mload(add(entry, 0x80)))),
                shr(8, mload(add(entry, 0x40)))
            )
            if or(tooWide, shr(40, mload(add(entry, 0xc0)))) {
                revert(0, 0)
            }
        }
    }

    function _hashOf(Entry memory entry, bytes32 domainSeparator) private pure returns (EntryHash) {
        bytes32 typeHash = ENTRY_TYPEHASH;
        bytes32 structHash;
        // keccak256(abi.encode(ENTRY_TYPEHASH, entry)): a struct of single words lies in memory as it is encoded.
        assembly ("memory-safe") {
            let encoded := mload(0x40)
            mstore(encoded, typeHash)
            mcopy(add(encoded, 0x20), entry, 0x100)
            structHash := keccak256(encoded, 0x120)
        }
        return EntryHash.wrap(MessageHashUtils.toTypedDataHash(domainSeparator, structHash));
    }
}
