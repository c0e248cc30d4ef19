// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The blinded digest that stands for one trackable unit on chain. The business identifier stays off chain.
type ShipmentId is bytes32;

using {isSameShipment as ==, isOtherShipment as !=} for ShipmentId global;

/// @dev Stands for the absence of a shipment.
ShipmentId constant NO_SHIPMENT = ShipmentId.wrap(0);

function isSameShipment(ShipmentId a, ShipmentId b) pure returns (bool) {
    return ShipmentId.unwrap(a) == ShipmentId.unwrap(b);
}

function isOtherShipment(ShipmentId a, ShipmentId b) pure returns (bool) {
    return ShipmentId.unwrap(a) != ShipmentId.unwrap(b);
}
