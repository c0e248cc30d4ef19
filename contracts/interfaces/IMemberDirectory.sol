// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governance} from "../Governance.sol";
import {ChangeHash} from "../types/ChangeHash.sol";
import {EncryptionKeyId} from "../types/EncryptionKeyId.sol";
import {ParticipantId} from "../types/ParticipantId.sol";
import {IConsortium} from "./IConsortium.sol";

/// @title The directory of members
/// @notice Gives the address of each participant's gateway and the keys to which payloads for it are sealed. Every reader
/// of the chain sees the same keys. Anyone may submit a change; only its signature gives authority. A change takes effect
/// after `delay`, and a guardian of the Governance can stop it before. The directory has no owner, upgrade or pause.
interface IMemberDirectory {
    /// @notice A publication or a recovery, as signed (EIP-712 types `Publication` and `Recovery`).
    /// @dev A change announces at most one key, so that its signer reads every field of it on a wallet's screen.
    /// @param participant The participant that the change is about.
    /// @param previous Digest of the participant's last change; 0 for the first.
    /// @param endpoint URL of the gateway: at most 255 bytes of printable ASCII without spaces. Empty keeps the endpoint.
    /// @param suite HPKE KEM id of the encryption key: 0x647a (MLKEM768-X25519) or 0x0010 (DHKEM P-256); 0 without a key.
    /// @param key Public key in the serialization of its suite: 1,216 or 65 bytes; empty without a key.
    /// @param validFrom Unix time in seconds at which the key becomes valid, but not before the change takes effect.
    /// @param validUntil Unix time in seconds at which the key ends; 0 without a key.
    /// @param recovery Keccak-256 digest of the next recovery key's address, as one word; 0 keeps the registered digest.
    struct Publication {
        ParticipantId participant;
        ChangeHash previous;
        string endpoint;
        uint16 suite;
        bytes key;
        uint48 validFrom;
        uint48 validUntil;
        bytes32 recovery;
    }

    /// @notice The end of an encryption key, as signed (EIP-712 type `KeyEnd`).
    /// @param participant The owner of the key.
    /// @param previous Digest of the participant's last change.
    /// @param key The key that ends.
    struct KeyEnd {
        ParticipantId participant;
        ChangeHash previous;
        EncryptionKeyId key;
    }

    /// @notice The valid part of a participant's record.
    /// @param head Digest of the last change, pending and stopped changes included; 0 before the first.
    /// @param endpoint Keccak-256 digest of the endpoint.
    /// @param recovery Digest of the recovery key.
    struct Member {
        ChangeHash head;
        bytes32 endpoint;
        bytes32 recovery;
    }

    /// @notice A change that did not take effect yet; all fields 0 when there is none.
    /// @param change Its digest.
    /// @param effectiveAt Unix time in seconds at which it takes effect.
    /// @param recovers Whether it is a recovery.
    /// @param endpoint Digest of the new endpoint; 0 keeps the valid one.
    /// @param recovery Digest of the new recovery key; 0 keeps the valid one.
    /// @param key Id of the new encryption key; 0 without one.
    struct PendingChange {
        ChangeHash change;
        uint48 effectiveAt;
        bool recovers;
        bytes32 endpoint;
        bytes32 recovery;
        EncryptionKeyId key;
    }

    /// @notice An encryption key is valid in `[validFrom, validUntil)`. The interval of a pending change is announced only.
    /// @param suite HPKE KEM id; 0 when there is no such key.
    /// @param validFrom Unix time in seconds.
    /// @param validUntil Unix time in seconds; the time of a recovery ends the keys before it.
    struct EncryptionKey {
        uint16 suite;
        uint48 validFrom;
        uint48 validUntil;
    }

    /// @notice A participant published a change that takes effect at `effectiveAt`. Only this log holds endpoint and key.
    event MemberPublished(
        ParticipantId indexed participant,
        ChangeHash indexed change,
        Publication publication,
        uint48 effectiveAt,
        bytes signature
    );

    /// @notice A participant's recovery key replaced endpoint, encryption keys and recovery key, from `effectiveAt` on.
    event MemberRecovered(
        ParticipantId indexed participant,
        ChangeHash indexed change,
        Publication publication,
        uint48 effectiveAt,
        bytes signature
    );

    /// @notice An encryption key ended at the time of this block.
    event EncryptionKeyEnded(
        ParticipantId indexed participant,
        ChangeHash indexed change,
        KeyEnd end,
        uint48 endedAt,
        bytes signature
    );

    /// @notice A pending change will not take effect: a guardian stopped it, or a recovery replaced it.
    event MemberChangeStopped(ParticipantId indexed participant, ChangeHash indexed change);

    /// @notice The signature is malformed, malleable (high s) or recovers to no account, or its wallet denies it.
    error MemberDirectoryInvalidSignature(ChangeHash change, ParticipantId participant);

    /// @notice `key` is not a ledger key of the participant at this time.
    error MemberDirectoryKeyNotAuthorised(ChangeHash change, ParticipantId participant, address key);

    /// @notice `key` is not the key whose digest the participant registered for its recovery.
    error MemberDirectoryNotRecoveryKey(ChangeHash change, ParticipantId participant, address key);

    /// @notice The recovery key is registered as a ledger key. A thief of a ledger key must not be able to recover.
    error MemberDirectoryRecoveryKeyOnLedger(ChangeHash change, ParticipantId participant, address key);

    /// @notice The participant is not enrolled, or suspended.
    error MemberDirectoryParticipantNotActive(ParticipantId participant);

    /// @notice `previous` is not the participant's head: another change came first, or this one was already submitted.
    error MemberDirectoryStale(ParticipantId participant, ChangeHash previous, ChangeHash head);

    /// @notice The endpoint has more than 255 bytes, or a byte that is not printable ASCII.
    error MemberDirectoryInvalidEndpoint(ParticipantId participant, uint256 length);

    /// @notice The directory does not know the suite, or the key has another length than its suite requires.
    error MemberDirectoryInvalidKey(ParticipantId participant, uint16 suite, uint256 length);

    /// @notice The key would end before it becomes valid.
    error MemberDirectoryInvalidInterval(EncryptionKeyId key, uint48 validFrom, uint48 validUntil);

    /// @notice The first publication and a recovery need an endpoint, a key and a new recovery digest; another publication
    /// needs at least one of them.
    error MemberDirectoryIncomplete(ParticipantId participant);

    /// @notice The recovery digest is the valid one. A recovery reveals its key, which a later recovery must not use.
    error MemberDirectoryRecoveryReused(ParticipantId participant, bytes32 recovery);

    /// @notice Another change of the participant is pending until `effectiveAt`.
    error MemberDirectoryChangePending(ParticipantId participant, ChangeHash change, uint48 effectiveAt);

    /// @notice The change is not pending: it took effect, was stopped, or was never submitted.
    error MemberDirectoryNotPending(ParticipantId participant, ChangeHash change);

    /// @notice The participant already announced this key.
    error MemberDirectoryKeyTaken(ParticipantId participant, EncryptionKeyId key);

    /// @notice The participant has no such key in effect.
    error MemberDirectoryUnknownKey(ParticipantId participant, EncryptionKeyId key);

    /// @notice The key ended before this block.
    error MemberDirectoryKeyAlreadyEnded(EncryptionKeyId key, uint48 validUntil);

    /// @notice Only a guardian of the Governance stops a change.
    error MemberDirectoryNotGuardian(address account);

    /// @notice Announces a new endpoint, encryption key or recovery digest. The first publication takes effect at once, a
    /// later one after `delay`. Signed by a ledger key of an active participant that has no pending change.
    /// @param signature Encoded as `IShipmentLedger.SignedEntry.signature`.
    function publish(Publication calldata publication, bytes calldata signature) external returns (ChangeHash change);

    /// @notice Ends an encryption key at the time of this block. A pending change stays pending; its key cannot be ended.
    /// Signed by a ledger key of an active participant.
    function endKey(KeyEnd calldata end, bytes calldata signature) external returns (ChangeHash change);

    /// @notice Replaces the endpoint, all encryption keys and the recovery digest after `delay`, and a pending change at
    /// once. Signed by the recovery key of an active participant; no ledger key can prevent it.
    function recover(Publication calldata publication, bytes calldata signature) external returns (ChangeHash change);

    /// @notice Stops a pending change; the record stays as it was before the change. Only for guardians of the Governance.
    function stop(ParticipantId participant, ChangeHash change) external;

    /// @notice The AccessManager whose guardians can stop changes.
    function governance() external view returns (Governance);

    /// @notice The registry of participants and their ledger keys.
    function consortium() external view returns (IConsortium);

    /// @notice Seconds between the submission of a change and its effect.
    function delay() external view returns (uint32);

    /// @notice The valid record of a participant; all fields 0 before its first publication.
    function memberOf(ParticipantId participant) external view returns (Member memory);

    /// @notice The pending change of a participant.
    function pendingOf(ParticipantId participant) external view returns (PendingChange memory);

    /// @notice An encryption key of a participant.
    function keyOf(ParticipantId participant, EncryptionKeyId key) external view returns (EncryptionKey memory);
}
