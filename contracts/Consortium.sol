// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IConsortium} from "./interfaces/IConsortium.sol";
import {Roles} from "./libraries/Roles.sol";
import {NOBODY, ParticipantId} from "./types/ParticipantId.sol";

/// @title The registry of participants
/// @dev Which role of the AccessManager may call what is set by `Governance`.
contract Consortium is IConsortium, AccessManaged {
    uint256 private constant MAX_NAME_BYTES = 200;

    mapping(ParticipantId participant => Participant) private _participants;
    mapping(address key => Key) private _keys;

    /// @inheritdoc IConsortium
    uint32 public participantCount;

    constructor(address authority_) AccessManaged(authority_) {}

    /// @inheritdoc IConsortium
    function enrol(
        uint16 roles,
        bytes2 jurisdiction,
        string calldata name
    ) external restricted returns (ParticipantId participant) {
        _checkRoles(roles);
        _checkJurisdiction(jurisdiction);
        uint256 length = bytes(name).length;
        if (length == 0 || length > MAX_NAME_BYTES) revert ConsortiumInvalidName(length);

        participant = ParticipantId.wrap(++participantCount);
        _participants[participant] = Participant({roles: roles, jurisdiction: jurisdiction, suspended: false});

        emit ParticipantEnrolled(participant, roles, jurisdiction, name);
    }

    /// @inheritdoc IConsortium
    function setRoles(ParticipantId participant, uint16 roles) external restricted {
        _checkEnrolled(participant);
        _checkRoles(roles);

        _participants[participant].roles = roles;

        emit ParticipantRolesChanged(participant, roles);
    }

    /// @inheritdoc IConsortium
    function setJurisdiction(ParticipantId participant, bytes2 jurisdiction) external restricted {
        _checkEnrolled(participant);
        _checkJurisdiction(jurisdiction);

        _participants[participant].jurisdiction = jurisdiction;

        emit ParticipantJurisdictionChanged(participant, jurisdiction);
    }

    /// @inheritdoc IConsortium
    function suspend(ParticipantId participant) external restricted {
        _setSuspended(participant, true);

        emit ParticipantSuspended(participant);
    }

    /// @inheritdoc IConsortium
    function reinstate(ParticipantId participant) external restricted {
        _setSuspended(participant, false);

        emit ParticipantReinstated(participant);
    }

    /// @inheritdoc IConsortium
    function addKey(ParticipantId participant, address key, uint48 validFrom, uint48 validUntil) external restricted {
        _checkEnrolled(participant);
        if (key == address(0)) revert ConsortiumInvalidKey(key);
        ParticipantId owner = _keys[key].participant;
        if (owner != NOBODY) revert ConsortiumKeyTaken(key, owner);
        uint48 blockTime = uint48(block.timestamp);
        if (validFrom == 0) validFrom = blockTime;
        if (validFrom < blockTime || validUntil <= validFrom) {
            revert ConsortiumInvalidInterval(validFrom, validUntil, blockTime);
        }

        _keys[key] = Key({participant: participant, validFrom: validFrom, validUntil: validUntil});

        emit KeyAdded(participant, key, validFrom, validUntil);
    }

    /// @inheritdoc IConsortium
    function revokeKey(address key) external restricted {
        Key storage registration = _keys[key];
        ParticipantId participant = registration.participant;
        if (participant == NOBODY) revert ConsortiumUnknownKey(key);
        uint48 validUntil = registration.validUntil;
        uint48 blockTime = uint48(block.timestamp);
        if (validUntil <= blockTime) revert ConsortiumKeyAlreadyEnded(key, validUntil);

        registration.validUntil = blockTime;

        emit KeyRevoked(participant, key, blockTime);
    }

    /// @inheritdoc IConsortium
    function participantOf(ParticipantId participant) external view returns (Participant memory) {
        return _participants[participant];
    }

    /// @inheritdoc IConsortium
    function keyOf(address key) external view returns (Key memory) {
        return _keys[key];
    }

    /// @inheritdoc IConsortium
    function standingOf(
        ParticipantId author,
        address key
    ) external view returns (bool authorised, uint16 roles, bytes2 jurisdiction) {
        Key storage registration = _keys[key];
        // Each slot is read at once, before any condition: else the compiler reads it again for every field.
        (ParticipantId owner, uint48 validFrom, uint48 validUntil) = (
            registration.participant,
            registration.validFrom,
            registration.validUntil
        );
        authorised = owner != NOBODY && owner == author && validFrom <= block.timestamp && block.timestamp < validUntil;
        Participant storage record = _participants[author];
        bool suspended;
        (roles, jurisdiction, suspended) = (record.roles, record.jurisdiction, record.suspended);
        if (suspended) roles = 0;
    }

    /// @inheritdoc IConsortium
    function activeRolesOf(ParticipantId participant) public view returns (uint16) {
        Participant storage record = _participants[participant];
        (uint16 roles, bool suspended) = (record.roles, record.suspended);
        return suspended ? 0 : roles;
    }

    function _setSuspended(ParticipantId participant, bool suspended) private {
        _checkEnrolled(participant);
        Participant storage record = _participants[participant];
        if (record.suspended == suspended) revert ConsortiumUnexpectedSuspension(participant, suspended);

        record.suspended = suspended;
    }

    function _checkEnrolled(ParticipantId participant) private view {
        if (_participants[participant].roles == 0) revert ConsortiumUnknownParticipant(participant);
    }

    function _checkRoles(uint16 roles) private pure {
        if (roles == 0 || roles & ~Roles.ALL != 0) revert ConsortiumInvalidRoles(roles);
    }

    function _checkJurisdiction(bytes2 jurisdiction) private pure {
        if (!_isUpperCase(jurisdiction[0]) || !_isUpperCase(jurisdiction[1])) {
            revert ConsortiumInvalidJurisdiction(jurisdiction);
        }
    }

    function _isUpperCase(bytes1 letter) private pure returns (bool) {
        return letter >= "A" && letter <= "Z";
    }
}
