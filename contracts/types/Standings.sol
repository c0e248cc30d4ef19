// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsortium} from "../interfaces/IConsortium.sol";
import {ParticipantId} from "./ParticipantId.sol";

/// @notice The keys that the registry confirmed during one call of the ledger. The registry is asked once for each author
/// of a batch, which saves each of 100 entries by ten authors 1,264 gas (5 %).
/// @dev The registry cannot change during the call, since the ledger calls wallets by staticcall. A word holds, from the
/// lowest bit up, a key (160 bits), its participant (32), the roles (16) and the jurisdiction (16). The number of an author gives its place,
/// which holds its last key. An empty place matches no claim, since no key is 0.
struct Standings {
    uint256[64] places;
}

using {standingOf} for Standings global;

/// @notice The answer of `IConsortium.standingOf`.
/// @param key Not 0.
function standingOf(
    Standings memory standings,
    IConsortium consortium,
    ParticipantId author,
    address key
) view returns (bool authorised, uint16 roles, bytes2 jurisdiction) {
    uint256 place = ParticipantId.unwrap(author) % standings.places.length;
    uint256 claim = (uint256(ParticipantId.unwrap(author)) << 160) | uint160(key);
    uint256 known = standings.places[place];
    if (uint192(known) == claim) return (true, uint16(known >> 192), bytes2(uint16(known >> 208)));
    (authorised, roles, jurisdiction) = consortium.standingOf(author, key);
    if (authorised) {
        standings.places[place] = claim | (uint256(roles) << 192) | (uint256(uint16(jurisdiction)) << 208);
    }
}
