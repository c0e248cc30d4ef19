// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger, ShipmentId, EntryHash} from "../interfaces/IShipmentLedger.sol";

/// @notice All that the rules look at to judge one entry, and change in place when they allow it. A field that the
/// entry's kind has no use for may hold anything.
/// @param custody Of the shipment.
/// @param container The unit that the shipment is directly inside of.
/// @param unit Custody of the unit that a Load or an Unload refers to.
/// @param root For an Unload, the outermost unit that holds this unit: the unit itself when it is inside of none.
/// @param rootCustody Custody of `root`; never changed.
/// @param customsCase The case that the entry refers to; for a Hold, the case that it opens.
/// @param successor The entry by which the author of a Correct corrected the same entry already.
/// @param roles Of the author, as `IConsortium.activeRolesOf`; not 0.
/// @param counterpartyRoles Of the counterparty of an Offer, likewise; 0 when it is not active.
struct Situation {
    IShipmentLedger.Custody custody;
    ShipmentId container;
    IShipmentLedger.Custody unit;
    ShipmentId root;
    IShipmentLedger.Custody rootCustody;
    IShipmentLedger.Case customsCase;
    EntryHash successor;
    uint16 roles;
    uint16 counterpartyRoles;
}
