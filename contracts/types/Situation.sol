// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CaseSlot} from "./CaseSlot.sol";
import {CustodySlot} from "./CustodySlot.sol";
import {EntryHash} from "./EntryHash.sol";
import {ShipmentId} from "./ShipmentId.sol";

/// @notice The state by which the rules judge one entry, and which they change in place when they allow it. The fields
/// that the entry's kind has no use for are 0.
/// @param custody Custody of the shipment.
/// @param container The unit that directly contains the shipment.
/// @param unit Custody of the unit that a Load or an Unload refers to.
/// @param root For a Load or an Unload, the outermost unit around that unit, or the unit itself.
/// @param rootCustody Custody of `root`, which no rule changes.
/// @param customsCase The case that the entry refers to; for a Hold, the case that it opens.
/// @param successor For a Correct, the author's earlier correction of the same entry.
/// @param roles The author's roles (`IConsortium.activeRolesOf`), at least one.
/// @param counterpartyRoles For an Offer or an Appeal, the counterparty's roles; 0 when it is not active.
/// @param jurisdiction The author's jurisdiction; for an Appeal, the one of the tribunal that it addresses.
/// @param time Time of the block, for an entry about an open case.
struct Situation {
    CustodySlot custody;
    ShipmentId container;
    CustodySlot unit;
    ShipmentId root;
    CustodySlot rootCustody;
    CaseSlot customsCase;
    EntryHash successor;
    uint16 roles;
    uint16 counterpartyRoles;
    bytes2 jurisdiction;
    uint40 time;
}
