// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What the table `ActRules` says of one kind, in one word: a set of `Roles` in the lowest 16 bits, the `States` of
/// the matter in the next 40, the `States` of the handover in the next 40, the last code of the kind's closed list in the
/// next 8, and a set of the traits of `ActRules` above.
type ActRule is uint256;

using {roles, matterStates, itemStates, codes, has} for ActRule global;

function toActRule(
    uint16 roles_,
    uint40 matterStates_,
    uint40 itemStates_,
    uint8 codes_,
    uint256 traits
) pure returns (ActRule) {
    return
        ActRule.wrap(
            roles_ |
                (uint256(matterStates_) << 16) |
                (uint256(itemStates_) << 56) |
                (uint256(codes_) << 96) |
                traits
        );
}

/// @notice The author has one of these roles.
function roles(ActRule rule) pure returns (uint16) {
    return uint16(ActRule.unwrap(rule));
}

/// @notice The matter is in one of these states.
function matterStates(ActRule rule) pure returns (uint40) {
    return uint40(ActRule.unwrap(rule) >> 16);
}

/// @notice The handover that the act refers to is in one of these states.
function itemStates(ActRule rule) pure returns (uint40) {
    return uint40(ActRule.unwrap(rule) >> 56);
}

/// @notice The last code of the closed list; 0 for a kind without a code.
function codes(ActRule rule) pure returns (uint8) {
    return uint8(ActRule.unwrap(rule) >> 96);
}

/// @notice Whether the kind has one of these traits.
function has(ActRule rule, uint256 traits) pure returns (bool) {
    return ActRule.unwrap(rule) & traits != 0;
}
