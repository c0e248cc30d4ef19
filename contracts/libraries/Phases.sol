// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";

/// @title Sets of phases
/// @dev A set of phases is a number with bit `1 << phase` for each member.
library Phases {
    uint8 internal constant UNKNOWN = uint8(1 << uint8(IShipmentLedger.Phase.Unknown));
    uint8 internal constant IN_CUSTODY = uint8(1 << uint8(IShipmentLedger.Phase.InCustody));
    uint8 internal constant OFFERED = uint8(1 << uint8(IShipmentLedger.Phase.Offered));
    uint8 internal constant INSIDE = uint8(1 << uint8(IShipmentLedger.Phase.Inside));
    uint8 internal constant CLOSED = uint8(1 << uint8(IShipmentLedger.Phase.Closed));
    uint8 internal constant FORFEITED = uint8(1 << uint8(IShipmentLedger.Phase.Forfeited));

    /// @dev The phases in which customs opens a case.
    uint8 internal constant HOLDABLE = IN_CUSTODY | OFFERED;

    /// @dev The phases of a shipment that has an entry.
    uint8 internal constant KNOWN = IN_CUSTODY | OFFERED | INSIDE | CLOSED | FORFEITED;
    uint8 internal constant ALL = UNKNOWN | KNOWN;
}
