// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger} from "../../contracts/interfaces/IShipmentLedger.sol";
import {KindRules} from "../../contracts/libraries/KindRules.sol";
import {Kinds} from "../../contracts/libraries/Kinds.sol";
import {Roles} from "../../contracts/libraries/Roles.sol";
import {EntryHash} from "../../contracts/types/EntryHash.sol";
import {ParticipantId} from "../../contracts/types/ParticipantId.sol";
import {ShipmentId} from "../../contracts/types/ShipmentId.sol";
import {LedgerPromises} from "./LedgerPromises.sol";

/// @title Random entries for the ledger, with a check of its promises after each
/// @dev A run is one `eth_call` without lasting effects, so that its seed determines it.
contract LedgerFuzz is LedgerPromises {
    /// @param privateKey Private key of an account; 0 for a wallet contract.
    /// @param roles Roles of the participant; 0 when it is suspended.
    /// @param counts Whether the ledger accepts its signature.
    struct Credential {
        ParticipantId participant;
        address key;
        uint256 privateKey;
        uint16 roles;
        bool counts;
    }

    /// @param refusal Selector of the error; 0 when the entry was recorded.
    struct Outcome {
        uint8 kind;
        bytes4 refusal;
        bool byWallet;
    }

    struct Plan {
        IShipmentLedger.Entry entry;
        uint256 credential;
    }

    /// @dev Returns the outcome of `record` from a call whose effects are reverted.
    error Rehearsed(bool recorded, bytes reason);

    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    /// @dev The x coordinate of the curve's generator: r of every signature with the nonce 1.
    uint256 private constant R = 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798;

    /// @dev The kinds to try in a situation, one byte each. A repeated kind is more frequent.
    bytes private constant WHEN_UNKNOWN = hex"01";
    bytes private constant WHEN_IN_CUSTODY = hex"0202020206060a0a08091213";
    bytes private constant WHEN_HELD = hex"0b0b100d0e0f110c02110a091006130d0e10110b1414151515161617";
    bytes private constant WHEN_OFFERED = hex"030303040a0a0510";
    bytes private constant WHEN_INSIDE = hex"070708020a";
    bytes private constant WHEN_ENDED = hex"08091213010a";

    /// @dev Sequences that chance rarely produces: to Forfeit, to a decision on an appeal, to Annul, and to Hold on an
    /// offered shipment.
    bytes private constant STORIES = hex"010a10140b1511_010a0d0e160e0c_010a0d0f020308_01020a03030308";
    uint256 private constant STORY_LENGTH = 7;

    Credential[] private _credentials;

    constructor(IShipmentLedger ledger_, Credential[] memory credentials_) LedgerPromises(ledger_) {
        for (uint256 i = 0; i < credentials_.length; ++i) _credentials.push(credentials_[i]);
    }

    /// @notice Makes a case known that was opened before the runs.
    function know(ShipmentId shipment, EntryHash hold) external {
        holds[shipment].push(hold);
    }

    /// @notice Tries `length` entries derived from `seed`, and reverts with `Broken` when a promise is broken.
    function run(uint256 seed, uint256 length) external returns (Outcome[] memory outcomes) {
        outcomes = new Outcome[](length);
        View[SHIPMENTS] memory before = look();
        for (uint256 i = 0; i < length; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            Plan memory plan = _plan(seed, random, before);
            Outcome memory outcome = outcomes[i];
            outcome.kind = plan.entry.kind;
            outcome.byWallet = _credentials[plan.credential].privateKey == 0;
            (before, outcome.refusal) = _try(plan, random >> 128, before);
            if ((random >> 192) % 16 == 0) _endStanding(random >> 196);
        }
    }

    /// @notice Records the entry and reverts with `Rehearsed`, so that the ledger stays unchanged.
    function rehearse(IShipmentLedger.SignedEntry calldata signed) external {
        try ledger.record(signed) {
            revert Rehearsed(true, "");
        } catch (bytes memory reason) {
            revert Rehearsed(false, reason);
        }
    }

    /// @dev Revokes an accepted key during a run, or suspends its participant with all its keys.
    function _endStanding(uint256 random) private {
        Credential storage ended = _credentials[(random >> 1) % _credentials.length];
        if (!ended.counts) return;
        if (random % 2 == 0) {
            ledger.consortium().revokeKey(ended.key);
            ended.counts = false;
            return;
        }
        ParticipantId participant = ended.participant;
        ledger.consortium().suspend(participant);
        for (uint256 i = 0; i < _credentials.length; ++i) {
            if (_credentials[i].participant == participant) _credentials[i].counts = false;
        }
    }

    function _try(
        Plan memory plan,
        uint256 random,
        View[SHIPMENTS] memory before
    ) private returns (View[SHIPMENTS] memory afterwards, bytes4 refusal) {
        IShipmentLedger.Entry memory entry = plan.entry;
        Credential memory credential = _credentials[plan.credential];
        EntryHash hash = ledger.hashOf(entry);
        EntryHash caseId = entry.kind == Kinds.HOLD ? hash : EntryHash.wrap(entry.refersTo);
        IShipmentLedger.Case memory was = ledger.caseOf(entry.shipment, caseId);
        bool recorded;
        (recorded, refusal) = _record(IShipmentLedger.SignedEntry(entry, _sign(credential, hash)), random);
        afterwards = look();
        IShipmentLedger.Case memory became = ledger.caseOf(entry.shipment, caseId);
        if (!recorded) {
            checkRefused(before, afterwards);
            mustHold(
                keccak256(abi.encode(was)) == keccak256(abi.encode(became)),
                "a refused entry does not change a case"
            );
            return (afterwards, refusal);
        }
        mustHold(
            credential.counts && credential.participant == entry.author,
            "only an authorised key of the author signs"
        );
        if (entry.kind == Kinds.HOLD) {
            holds[entry.shipment].push(hash);
            mustHold(
                credential.roles & Roles.CUSTOMS != 0 && became.agency == entry.author,
                "only customs hold a shipment"
            );
        }
        uint256 index = uint256(ShipmentId.unwrap(entry.shipment)) - 1;
        checkRecorded(entry, hash, credential.roles, before, afterwards);
        checkCase(entry, credential.roles, before[index].custody, afterwards[index].custody, was, became);
        checkState(afterwards);
    }

    /// @dev Uses `record`, or `recordBatch` among entries that cannot be recorded, with the same result.
    function _record(
        IShipmentLedger.SignedEntry memory signed,
        uint256 random
    ) private returns (bool recorded, bytes4 refusal) {
        if (random % 2 == 0) {
            try ledger.record(signed) returns (EntryHash) {
                return (true, 0);
            } catch (bytes memory reason) {
                return (false, bytes4(reason));
            }
        }
        bytes memory expected;
        try this.rehearse(signed) {} catch (bytes memory rehearsed) {
            assembly ("memory-safe") {
                mstore(add(rehearsed, 4), sub(mload(rehearsed), 4))
                rehearsed := add(rehearsed, 4)
            }
            (recorded, expected) = abi.decode(rehearsed, (bool, bytes));
        }
        IShipmentLedger.SignedEntry[] memory batch = new IShipmentLedger.SignedEntry[](3);
        batch[0] = IShipmentLedger.SignedEntry(signed.entry, hex"00");
        batch[1] = signed;
        batch[2] = signed;
        mustHold(
            ledger.recordBatch(batch) == (recorded ? 1 : 0),
            "a batch records an entry exactly if record does, and once"
        );
        if (!recorded) refusal = bytes4(expected);
    }

    /// @dev Signs with the nonce 1, which reveals the key. These keys are for tests only.
    function _sign(Credential memory credential, EntryHash hash) private pure returns (bytes memory) {
        if (credential.privateKey == 0) return abi.encodePacked(credential.key, "anything");
        uint256 s = addmod(uint256(EntryHash.unwrap(hash)), mulmod(R, credential.privateKey, ORDER), ORDER);
        bool high = s > ORDER / 2;
        return abi.encodePacked(R, high ? ORDER - s : s, high ? uint8(28) : uint8(27));
    }

    function _plan(uint256 seed, uint256 random, View[SHIPMENTS] memory views) private view returns (Plan memory plan) {
        bool story = seed % 4 == 0;
        uint256 index = story ? 0 : random % SHIPMENTS;
        View memory known = views[index];
        IShipmentLedger.Entry memory entry = plan.entry;
        entry.shipment = shipmentAt(index);
        entry.previous = (random >> 8) % 32 == 0 ? EntryHash.wrap(bytes32(random)) : known.head;
        bool wild = (random >> 16) % 8 == 0;
        entry.kind = wild ? uint8((random >> 24) % 25) : _kind(known.custody, random >> 24);
        if (story && !wild && known.custody.sequence < STORY_LENGTH) {
            entry.kind = uint8(STORIES[((seed / 4) % 4) * STORY_LENGTH + known.custody.sequence]);
        }
        entry.commitment = bytes32(random);
        EntryHash[] storage cases = holds[entry.shipment];
        EntryHash hold = cases.length == 0 ? EntryHash.wrap(0) : cases[(random >> 32) % cases.length];
        if (KindRules.ruleOf(entry.kind).has(KindRules.OPEN_CASE)) entry.refersTo = EntryHash.unwrap(hold);
        if (entry.kind == Kinds.CORRECT) entry.refersTo = EntryHash.unwrap(known.head);
        if (entry.kind == Kinds.LOAD) entry.refersTo = ShipmentId.unwrap(shipmentAt(index + 1 + ((random >> 40) % 2)));
        if (entry.kind == Kinds.UNLOAD) entry.refersTo = ShipmentId.unwrap(known.container);
        entry.author = _author(entry, known, views, random >> 48);
        if (wild) entry.author = _any(random >> 48);
        if (entry.kind == Kinds.OFFER) {
            entry.counterparty = _withRole(known.custody.openCases == 0 ? Roles.ALL : Roles.CUSTOMS, random >> 56);
        }
        if (entry.kind == Kinds.APPEAL) entry.counterparty = _withRole(Roles.TRIBUNAL, random >> 56);
        if (entry.kind == Kinds.NOTICE || entry.kind == Kinds.HEAR) {
            entry.counterparty = _party(entry, known, random >> 56);
        }
        plan.credential = _credential(entry.author, (random >> 64) % 8 == 0, random >> 72);
    }

    /// @dev A party to serve or to hear, or nobody for a waiver or an exemption.
    function _party(
        IShipmentLedger.Entry memory entry,
        View memory known,
        uint256 random
    ) private view returns (ParticipantId) {
        IShipmentLedger.Case memory customsCase = ledger.caseOf(entry.shipment, EntryHash.wrap(entry.refersTo));
        bool nobody = entry.author != customsCase.agency || random % 4 == 0;
        if (entry.kind == Kinds.HEAR && nobody) return ParticipantId.wrap(0);
        return random % 3 == 0 ? customsCase.custodian : known.custody.consignor;
    }

    function _kind(IShipmentLedger.Custody memory custody, uint256 random) private pure returns (uint8) {
        bytes memory kinds = WHEN_ENDED;
        if (custody.phase == IShipmentLedger.Phase.Unknown) kinds = WHEN_UNKNOWN;
        else if (custody.phase == IShipmentLedger.Phase.Offered) kinds = WHEN_OFFERED;
        else if (custody.phase == IShipmentLedger.Phase.Inside) kinds = WHEN_INSIDE;
        else if (custody.openCases != 0) kinds = WHEN_HELD;
        else if (custody.phase == IShipmentLedger.Phase.InCustody) kinds = WHEN_IN_CUSTODY;
        return uint8(kinds[random % kinds.length]);
    }

    /// @dev A participant that probably may author the entry.
    function _author(
        IShipmentLedger.Entry memory entry,
        View memory known,
        View[SHIPMENTS] memory views,
        uint256 random
    ) private view returns (ParticipantId) {
        uint8 kind = entry.kind;
        if (kind == Kinds.CONSIGN) return _withRole(Roles.CONSIGNORS, random % 2);
        if (kind == Kinds.ACCEPT || kind == Kinds.REFUSE) return known.custody.offeredTo;
        if (kind == Kinds.HOLD || kind == Kinds.INSPECT) return _withRole(Roles.CUSTOMS, random);
        IShipmentLedger.Case memory customsCase = ledger.caseOf(entry.shipment, EntryHash.wrap(entry.refersTo));
        if (kind == Kinds.UPHOLD || kind == Kinds.ANNUL) {
            bool named = customsCase.tribunal != ParticipantId.wrap(0) && random % 4 != 0;
            return named ? customsCase.tribunal : _withRole(Roles.TRIBUNAL, random);
        }
        if (kind == Kinds.CONTEST || kind == Kinds.APPEAL) return known.custody.consignor;
        if (kind == Kinds.HEAR && random % 3 == 0) return known.custody.consignor;
        if (kind == Kinds.UNLOAD && entry.refersTo != 0) {
            return views[(uint256(entry.refersTo) - 1) % SHIPMENTS].custody.custodian;
        }
        if (KindRules.ruleOf(kind).has(KindRules.OPEN_CASE)) {
            return customsCase.agency;
        }
        return known.custody.custodian;
    }

    function _any(uint256 random) private view returns (ParticipantId) {
        return _credentials[random % _credentials.length].participant;
    }

    function _withRole(uint16 roles, uint256 random) private view returns (ParticipantId) {
        for (uint256 i = 0; i < _credentials.length; ++i) {
            Credential storage credential = _credentials[(random + i) % _credentials.length];
            if (credential.roles & roles != 0) return credential.participant;
        }
        return _any(random);
    }

    /// @dev An accepted credential of the author, or any credential.
    function _credential(ParticipantId author, bool wild, uint256 random) private view returns (uint256 index) {
        for (uint256 i = 0; i < _credentials.length && !wild; ++i) {
            index = (random + i) % _credentials.length;
            if (_credentials[index].counts && _credentials[index].participant == author) return index;
        }
        return random % _credentials.length;
    }
}
