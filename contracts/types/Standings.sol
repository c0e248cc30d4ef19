// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsortium} from "../interfaces/IConsortium.sol";
import {ParticipantId} from "./ParticipantId.sol";

/// @notice Which keys the registry confirmed during one call of the ledger, so that it is asked once for each of the few
/// authors of a batch. Never kept from one call to the next: governance may act in between.
/// @dev Sound because nothing that the ledger does can change the registry, wallets being asked by staticcall. A word
/// holds, from the lowest bit up, a key (160 bits), the author that it signs for (32) and its roles (16). An author has
/// one place, by its number, which the last of its keys takes. An empty place is nobody's, since no key is 0.
struct Standings {
    uint256[64] places;
}

using {standingOf} for Standings global;

/// @notice What `IConsortium.standingOf` says.
/// @param key Not 0.
function standingOf(
    Standings memory standings,
    IConsortium consortium,
    ParticipantId author,
    address key
) view returns (bool authorised, uint16 roles) {
    uint256 place = ParticipantId.unwrap(author) % standings.places.length;
    uint256 claim = (uint256(ParticipantId.unwrap(author)) << 160) | uint160(key);
    uint256 known = standings.places[place];
    if (uint192(known) == claim) return (true, uint16(known >> 192));
    (authorised, roles) = consortium.standingOf(author, key);
    if (authorised) standings.places[place] = claim | (uint256(roles) << 192);
}
