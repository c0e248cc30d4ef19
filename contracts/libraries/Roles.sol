// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The roles of a participant, as bits
library Roles {
    uint16 internal constant TRADER = 1 << 0;
    uint16 internal constant CARRIER = 1 << 1;
    uint16 internal constant FORWARDER = 1 << 2;
    uint16 internal constant TERMINAL = 1 << 3;
    uint16 internal constant CUSTOMS = 1 << 4;
    uint16 internal constant TRIBUNAL = 1 << 5;
    uint16 internal constant AUDITOR = 1 << 6;

    /// @notice Who may open a shipment.
    uint16 internal constant CONSIGNORS = TRADER | CARRIER | FORWARDER | TERMINAL;
    uint16 internal constant ALL = CONSIGNORS | CUSTOMS | TRIBUNAL | AUDITOR;
}
