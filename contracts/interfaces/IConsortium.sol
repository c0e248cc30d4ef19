// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ParticipantId} from "../types/ParticipantId.sol";

/// @title The registry of participants
/// @notice Lists the members of the consortium with their roles, jurisdictions and keys. An OpenZeppelin AccessManager
/// authorises every change. Its execution delays and guardians prevent a single key from secretly enrolling or re-keying
/// a member.
interface IConsortium {
    /// @notice An enrolled organisation.
    /// @param roles Bit set of `Roles`; never 0 once enrolled.
    /// @param jurisdiction ISO 3166-1 alpha-2 code, two upper-case ASCII letters.
    /// @param suspended Whether the ledger refuses its entries and offers to it.
    struct Participant {
        uint16 roles;
        bytes2 jurisdiction;
        bool suspended;
    }

    /// @notice A signing key: an externally owned account, or a wallet contract that answers ERC-1271.
    /// @param participant The owner. It never changes, so that a key cannot pass from one member to another.
    /// @param validFrom Unix time in seconds at which the key becomes valid.
    /// @param validUntil Unix time in seconds at which the key ends. A revocation makes it earlier.
    struct Key {
        ParticipantId participant;
        uint48 validFrom;
        uint48 validUntil;
    }

    /// @notice A participant was enrolled. Only this log holds the name.
    event ParticipantEnrolled(ParticipantId indexed participant, uint16 roles, bytes2 jurisdiction, string name);

    /// @notice A participant's roles were replaced.
    event ParticipantRolesChanged(ParticipantId indexed participant, uint16 roles);

    /// @notice A participant's jurisdiction was replaced.
    event ParticipantJurisdictionChanged(ParticipantId indexed participant, bytes2 jurisdiction);

    /// @notice A participant may no longer author entries or be offered custody.
    event ParticipantSuspended(ParticipantId indexed participant);

    /// @notice A suspended participant is active again.
    event ParticipantReinstated(ParticipantId indexed participant);

    /// @notice A key signs for `participant` in `[validFrom, validUntil)`.
    event KeyAdded(ParticipantId indexed participant, address indexed key, uint48 validFrom, uint48 validUntil);

    /// @notice A key stopped signing at the time of this block. What it signed before stays valid.
    event KeyRevoked(ParticipantId indexed participant, address indexed key, uint48 revokedAt);

    /// @notice No participant has this number.
    error ConsortiumUnknownParticipant(ParticipantId participant);

    /// @notice The participant is already suspended, or is not suspended.
    error ConsortiumUnexpectedSuspension(ParticipantId participant, bool suspended);

    /// @notice `roles` is empty or names a role that does not exist.
    error ConsortiumInvalidRoles(uint16 roles);

    /// @notice `jurisdiction` is not two upper-case ASCII letters.
    error ConsortiumInvalidJurisdiction(bytes2 jurisdiction);

    /// @notice A name has 1 to 200 bytes.
    error ConsortiumInvalidName(uint256 length);

    /// @notice The key already belongs to `participant`. A key never changes its owner.
    error ConsortiumKeyTaken(address key, ParticipantId participant);

    /// @notice The address 0 cannot be a key: recovering a malformed signature gives it.
    error ConsortiumInvalidKey(address key);

    /// @notice The key was never registered.
    error ConsortiumUnknownKey(address key);

    /// @notice The key ended before this block.
    error ConsortiumKeyAlreadyEnded(address key, uint48 validUntil);

    /// @notice The interval is empty, in the past, or starts before this block.
    error ConsortiumInvalidInterval(uint48 validFrom, uint48 validUntil, uint48 blockTime);

    /// @notice Enrols an organisation and gives it the next number.
    function enrol(
        uint16 roles,
        bytes2 jurisdiction,
        string calldata name
    ) external returns (ParticipantId participant);

    /// @notice Replaces the roles of a participant.
    function setRoles(ParticipantId participant, uint16 roles) external;

    /// @notice Replaces the jurisdiction of a participant. Only its form is checked: gateways know the list of ISO 3166-1.
    function setJurisdiction(ParticipantId participant, bytes2 jurisdiction) external;

    /// @notice Stops a participant at once: it cannot author entries, and nobody can offer it custody.
    function suspend(ParticipantId participant) external;

    /// @notice Ends a suspension.
    function reinstate(ParticipantId participant) external;

    /// @notice Allows `key` to sign for `participant` in `[validFrom, validUntil)`; `validFrom` 0 means now.
    function addKey(ParticipantId participant, address key, uint48 validFrom, uint48 validUntil) external;

    /// @notice Ends a key's validity at the time of this block.
    function revokeKey(address key) external;

    /// @notice The number given to the last enrolled participant; 0 before the first.
    function participantCount() external view returns (uint32);

    /// @notice The participant with this number; all fields 0 when there is none.
    function participantOf(ParticipantId participant) external view returns (Participant memory);

    /// @notice The registration of a key; all fields 0 when there is none.
    function keyOf(address key) external view returns (Key memory);

    /// @notice The roles of a participant that is enrolled and not suspended, else 0.
    function activeRolesOf(ParticipantId participant) external view returns (uint16 roles);

    /// @notice Whether `key` is valid for `author` now, and the roles and the jurisdiction of `author`. The ledger calls this
    /// for each author.
    /// @return authorised Whether `key` is registered for `author` and the block's time is within its interval.
    /// @return roles As `activeRolesOf`.
    /// @return jurisdiction As in `participantOf`.
    function standingOf(
        ParticipantId author,
        address key
    ) external view returns (bool authorised, uint16 roles, bytes2 jurisdiction);
}
