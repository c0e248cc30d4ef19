// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ChangeHash} from "../../contracts/types/ChangeHash.sol";
import {EncryptionKeyId} from "../../contracts/types/EncryptionKeyId.sol";
import {EntryHash} from "../../contracts/types/EntryHash.sol";
import {MatterId} from "../../contracts/types/MatterId.sol";
import {ParticipantId} from "../../contracts/types/ParticipantId.sol";
import {ShipmentId} from "../../contracts/types/ShipmentId.sol";

/// @dev Compares values with the operators that the interfaces define for their types.
contract TypesHarness {
    function compareParticipants(ParticipantId a, ParticipantId b) external pure returns (bool same, bool other) {
        return (a == b, a != b);
    }

    function compareShipments(ShipmentId a, ShipmentId b) external pure returns (bool same, bool other) {
        return (a == b, a != b);
    }

    function compareEntries(EntryHash a, EntryHash b) external pure returns (bool same, bool other) {
        return (a == b, a != b);
    }

    function compareChanges(ChangeHash a, ChangeHash b) external pure returns (bool same, bool other) {
        return (a == b, a != b);
    }

    function compareMatters(MatterId a, MatterId b) external pure returns (bool same, bool other) {
        return (a == b, a != b);
    }

    function compareEncryptionKeys(EncryptionKeyId a, EncryptionKeyId b) external pure returns (bool same, bool other) {
        return (a == b, a != b);
    }
}
