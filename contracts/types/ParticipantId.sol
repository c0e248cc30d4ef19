// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The number of an enrolled participant, counted from 1.
type ParticipantId is uint32;

using {isSameParticipant as ==, isOtherParticipant as !=} for ParticipantId global;

/// @dev The number that no participant has.
ParticipantId constant NOBODY = ParticipantId.wrap(0);

function isSameParticipant(ParticipantId a, ParticipantId b) pure returns (bool) {
    return ParticipantId.unwrap(a) == ParticipantId.unwrap(b);
}

function isOtherParticipant(ParticipantId a, ParticipantId b) pure returns (bool) {
    return ParticipantId.unwrap(a) != ParticipantId.unwrap(b);
}
