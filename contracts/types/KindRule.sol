// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What the table `KindRules` says of one kind, in one word: a set of `Roles` in the lowest 16 bits, a set of
/// `Phases` in the next 8, and a set of the traits of `KindRules` above.
/// @dev A struct in memory would cost each entry 1,500 gas (6 %).
type KindRule is uint256;

using {roles, phases, has} for KindRule global;

function toKindRule(uint16 roles_, uint8 phases_, uint256 traits) pure returns (KindRule) {
    return KindRule.wrap(roles_ | (uint256(phases_) << 16) | traits);
}

/// @notice The author has one of these roles.
function roles(KindRule rule) pure returns (uint16) {
    return uint16(KindRule.unwrap(rule));
}

/// @notice The shipment is in one of these phases.
function phases(KindRule rule) pure returns (uint8) {
    return uint8(KindRule.unwrap(rule) >> 16);
}

/// @notice Whether the kind has one of these traits.
function has(KindRule rule, uint256 traits) pure returns (bool) {
    return KindRule.unwrap(rule) & traits != 0;
}
