// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Governance} from "./Governance.sol";
import {IConsortium} from "./interfaces/IConsortium.sol";
import {IMemberDirectory} from "./interfaces/IMemberDirectory.sol";
import {EncryptionKeys} from "./libraries/EncryptionKeys.sol";
import {MemberRules} from "./libraries/MemberRules.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {ChangeHash, NO_CHANGE} from "./types/ChangeHash.sol";
import {EncryptionKeyId, NO_ENCRYPTION_KEY} from "./types/EncryptionKeyId.sol";
import {MemberRecord} from "./types/MemberRecord.sol";
import {NOBODY, ParticipantId} from "./types/ParticipantId.sol";

/// @title The directory of members
/// @dev `MemberRules` decides on a change. This contract checks the signer and the key, and stores the outcome.
contract MemberDirectory is IMemberDirectory, EIP712 {
    /// @dev An announced key. The end of its generation can be earlier than `validUntil`.
    struct KeyRecord {
        uint16 suite;
        uint32 generation;
        uint48 validFrom;
        uint48 validUntil;
    }

    uint256 private constant MAX_ENDPOINT_BYTES = 255;

    bytes32 private constant PUBLICATION_TYPEHASH = keccak256(
        "Publication(uint32 participant,bytes32 previous,string endpoint,uint16 suite,bytes key,uint48 validFrom,uint48 validUntil,bytes32 recovery)"
    );
    bytes32 private constant RECOVERY_TYPEHASH = keccak256(
        "Recovery(uint32 participant,bytes32 previous,string endpoint,uint16 suite,bytes key,uint48 validFrom,uint48 validUntil,bytes32 recovery)"
    );
    bytes32 private constant KEY_END_TYPEHASH = keccak256("KeyEnd(uint32 participant,bytes32 previous,bytes32 key)");

    /// @inheritdoc IMemberDirectory
    Governance public immutable governance;

    /// @inheritdoc IMemberDirectory
    IConsortium public immutable consortium;

    /// @inheritdoc IMemberDirectory
    uint32 public immutable delay;

    mapping(ParticipantId participant => MemberRecord) private _members;
    mapping(ParticipantId participant => mapping(EncryptionKeyId key => KeyRecord)) private _keys;
    /// @dev The time at which a recovery ends the keys of a generation; announced while the recovery is pending.
    mapping(ParticipantId participant => mapping(uint32 generation => uint48)) private _generationEnds;

    /// @param governance_ Its guardians can stop changes. Its Consortium lists the participants.
    /// @param delay_ Seconds between the submission of a change and its effect. 0 is only for local chains; a day gives
    /// the members time to look, and the guardians time to stop a change.
    constructor(Governance governance_, uint32 delay_) EIP712("Portolan", "1") {
        governance = governance_;
        consortium = governance_.consortium();
        delay = delay_;
    }

    /// @inheritdoc IMemberDirectory
    function publish(Publication calldata publication, bytes calldata signature) external returns (ChangeHash change) {
        _checkShape(publication);
        change = _hashOf(PUBLICATION_TYPEHASH, publication);
        ParticipantId participant = publication.participant;
        _checkLedgerKey(change, participant, signature);

        MemberRecord memory member = _settled(participant);
        uint32 generation = member.generation;
        MemberRules.Announcement memory announced = _announcementOf(change, publication);
        uint48 effectiveAt = MemberRules.publish(member, announced, _time(), delay);
        _members[participant] = member;
        if (announced.key != NO_ENCRYPTION_KEY) _addKey(announced.key, publication, generation, effectiveAt);

        emit MemberPublished(participant, change, publication, effectiveAt, signature);
    }

    /// @inheritdoc IMemberDirectory
    function endKey(KeyEnd calldata end, bytes calldata signature) external returns (ChangeHash change) {
        (ParticipantId participant, EncryptionKeyId key) = (end.participant, end.key);
        change = _digestOf(keccak256(abi.encode(KEY_END_TYPEHASH, end)));
        _checkLedgerKey(change, participant, signature);

        MemberRecord memory member = _settled(participant);
        MemberRules.checkPrevious(member, participant, end.previous);
        EncryptionKey memory known = keyOf(participant, key);
        if (known.suite == 0 || key == member.nextKey) revert MemberDirectoryUnknownKey(participant, key);
        uint48 time = _time();
        if (known.validUntil <= time) revert MemberDirectoryKeyAlreadyEnded(key, known.validUntil);
        member.head = change;
        _members[participant] = member;
        _keys[participant][key].validUntil = time;

        emit EncryptionKeyEnded(participant, change, end, time, signature);
    }

    /// @inheritdoc IMemberDirectory
    function recover(Publication calldata publication, bytes calldata signature) external returns (ChangeHash change) {
        _checkShape(publication);
        change = _hashOf(RECOVERY_TYPEHASH, publication);
        ParticipantId participant = publication.participant;
        MemberRecord memory member = _settled(participant);
        _checkRecoveryKey(change, participant, signature, member.recovery);

        ChangeHash replaced = member.pending;
        _forgetPending(participant, member);
        uint32 generation = member.generation;
        MemberRules.Announcement memory announced = _announcementOf(change, publication);
        uint48 effectiveAt = MemberRules.recover(member, announced, _time(), delay);
        _members[participant] = member;
        _generationEnds[participant][generation] = effectiveAt;
        _addKey(announced.key, publication, generation + 1, effectiveAt);

        if (replaced != NO_CHANGE) emit MemberChangeStopped(participant, replaced);
        emit MemberRecovered(participant, change, publication, effectiveAt, signature);
    }

    /// @inheritdoc IMemberDirectory
    function stop(ParticipantId participant, ChangeHash change) external {
        (bool guardian, ) = governance.hasRole(governance.GUARDIAN_ROLE(), msg.sender);
        if (!guardian) revert MemberDirectoryNotGuardian(msg.sender);
        MemberRecord memory member = _settled(participant);
        if (change == NO_CHANGE || change != member.pending) revert MemberDirectoryNotPending(participant, change);

        _forgetPending(participant, member);
        _members[participant] = member;

        emit MemberChangeStopped(participant, change);
    }

    /// @inheritdoc IMemberDirectory
    function memberOf(ParticipantId participant) external view returns (Member memory) {
        MemberRecord memory member = _settled(participant);
        return Member({head: member.head, endpoint: member.endpoint, recovery: member.recovery});
    }

    /// @inheritdoc IMemberDirectory
    function pendingOf(ParticipantId participant) external view returns (PendingChange memory) {
        MemberRecord memory member = _settled(participant);
        return
            PendingChange({
                change: member.pending,
                effectiveAt: member.effectiveAt,
                recovers: member.recovers,
                endpoint: member.nextEndpoint,
                recovery: member.nextRecovery,
                key: member.nextKey
            });
    }

    /// @inheritdoc IMemberDirectory
    function keyOf(ParticipantId participant, EncryptionKeyId key) public view returns (EncryptionKey memory) {
        KeyRecord memory known = _keys[participant][key];
        uint48 generationEnd = _generationEnds[participant][known.generation];
        uint48 validUntil = generationEnd == 0 || known.validUntil < generationEnd ? known.validUntil : generationEnd;
        return EncryptionKey({suite: known.suite, validFrom: known.validFrom, validUntil: validUntil});
    }

    /// @dev A key becomes valid no earlier than its change takes effect, since its signer cannot know that time.
    function _addKey(
        EncryptionKeyId key,
        Publication calldata publication,
        uint32 generation,
        uint48 effectiveAt
    ) private {
        KeyRecord storage known = _keys[publication.participant][key];
        if (known.suite != 0) revert MemberDirectoryKeyTaken(publication.participant, key);
        uint48 validFrom = uint48(Math.max(publication.validFrom, effectiveAt));
        if (publication.validUntil <= validFrom) {
            revert MemberDirectoryInvalidInterval(key, validFrom, publication.validUntil);
        }
        known.suite = publication.suite;
        known.generation = generation;
        known.validFrom = validFrom;
        known.validUntil = publication.validUntil;
    }

    /// @dev Removes what the pending change announced, and the change from the record in memory.
    function _forgetPending(ParticipantId participant, MemberRecord memory member) private {
        if (member.nextKey != NO_ENCRYPTION_KEY) delete _keys[participant][member.nextKey];
        if (member.recovers) delete _generationEnds[participant][member.generation];
        MemberRules.clear(member);
    }

    function _settled(ParticipantId participant) private view returns (MemberRecord memory member) {
        member = _members[participant];
        MemberRules.settle(member, _time());
    }

    function _checkLedgerKey(ChangeHash change, ParticipantId participant, bytes calldata signature) private view {
        (address signer, bool wallet) = _signerOf(change, participant, signature);
        (bool authorised, uint16 roles, ) = consortium.standingOf(participant, signer);
        if (!authorised) revert MemberDirectoryKeyNotAuthorised(change, participant, signer);
        _checkConfirmed(change, participant, signature, wallet);
        if (roles == 0) revert MemberDirectoryParticipantNotActive(participant);
    }

    function _checkRecoveryKey(
        ChangeHash change,
        ParticipantId participant,
        bytes calldata signature,
        bytes32 recovery
    ) private view {
        (address signer, bool wallet) = _signerOf(change, participant, signature);
        if (keccak256(abi.encode(signer)) != recovery) {
            revert MemberDirectoryNotRecoveryKey(change, participant, signer);
        }
        if (consortium.keyOf(signer).participant != NOBODY) {
            revert MemberDirectoryRecoveryKeyOnLedger(change, participant, signer);
        }
        _checkConfirmed(change, participant, signature, wallet);
        if (consortium.activeRolesOf(participant) == 0) revert MemberDirectoryParticipantNotActive(participant);
    }

    /// @dev Only the code of a registered key of the participant is ever called.
    function _checkConfirmed(
        ChangeHash change,
        ParticipantId participant,
        bytes calldata signature,
        bool wallet
    ) private view {
        if (wallet && !Signatures.isConfirmed(ChangeHash.unwrap(change), signature)) {
            revert MemberDirectoryInvalidSignature(change, participant);
        }
    }

    function _hashOf(bytes32 typeHash, Publication calldata publication) private view returns (ChangeHash) {
        bytes memory encoded = abi.encode(
            typeHash,
            publication.participant,
            publication.previous,
            keccak256(bytes(publication.endpoint)),
            publication.suite,
            keccak256(publication.key),
            publication.validFrom,
            publication.validUntil,
            publication.recovery
        );
        return _digestOf(keccak256(encoded));
    }

    function _digestOf(bytes32 structHash) private view returns (ChangeHash) {
        return ChangeHash.wrap(_hashTypedDataV4(structHash));
    }

    function _time() private view returns (uint48) {
        return uint48(block.timestamp);
    }

    function _signerOf(
        ChangeHash change,
        ParticipantId participant,
        bytes calldata signature
    ) private pure returns (address signer, bool wallet) {
        (signer, wallet) = Signatures.signerOf(ChangeHash.unwrap(change), signature);
        if (signer == address(0)) revert MemberDirectoryInvalidSignature(change, participant);
    }

    function _announcementOf(
        ChangeHash change,
        Publication calldata publication
    ) private pure returns (MemberRules.Announcement memory) {
        bytes calldata endpoint = bytes(publication.endpoint);
        return
            MemberRules.Announcement({
                participant: publication.participant,
                change: change,
                previous: publication.previous,
                endpoint: endpoint.length == 0 ? bytes32(0) : keccak256(endpoint),
                recovery: publication.recovery,
                key: publication.suite == 0
                    ? NO_ENCRYPTION_KEY
                    : EncryptionKeys.idOf(publication.suite, publication.key)
            });
    }

    /// @dev A publication without a key has no trace of one, so that its signer cannot overlook a field without effect.
    function _checkShape(Publication calldata publication) private pure {
        (ParticipantId participant, bytes calldata endpoint) = (publication.participant, bytes(publication.endpoint));
        bool printable = endpoint.length <= MAX_ENDPOINT_BYTES;
        for (uint256 i = 0; printable && i < endpoint.length; ++i) printable = endpoint[i] > 0x20 && endpoint[i] < 0x7f;
        if (!printable) revert MemberDirectoryInvalidEndpoint(participant, endpoint.length);
        (uint16 suite, uint256 length) = (publication.suite, publication.key.length);
        if (suite != 0 || length != 0) {
            if (length == 0 || length != EncryptionKeys.lengthOf(suite)) {
                revert MemberDirectoryInvalidKey(participant, suite, length);
            }
        } else if (publication.validFrom != 0 || publication.validUntil != 0) {
            revert MemberDirectoryInvalidInterval(NO_ENCRYPTION_KEY, publication.validFrom, publication.validUntil);
        }
    }
}
