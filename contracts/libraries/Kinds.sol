// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The kinds of entries
/// @dev A set of kinds is a number with bit `1 << kind` for each member.
library Kinds {
    uint8 internal constant CONSIGN = 1;
    uint8 internal constant OFFER = 2;
    uint8 internal constant ACCEPT = 3;
    uint8 internal constant REFUSE = 4;
    uint8 internal constant WITHDRAW = 5;
    uint8 internal constant LOAD = 6;
    uint8 internal constant UNLOAD = 7;
    uint8 internal constant REPORT = 8;
    uint8 internal constant INSPECT = 9;
    uint8 internal constant HOLD = 10;
    uint8 internal constant NOTICE = 11;
    uint8 internal constant RELEASE = 12;
    uint8 internal constant CONTEST = 13;
    uint8 internal constant UPHOLD = 14;
    uint8 internal constant ANNUL = 15;
    uint8 internal constant SEIZE = 16;
    uint8 internal constant FORFEIT = 17;
    uint8 internal constant CORRECT = 18;
    uint8 internal constant CLOSE = 19;

    uint256 internal constant ALL = (2 << CLOSE) - (1 << CONSIGN);

    /// @dev Looks at the shipment's custody alone, and changes nothing else.
    uint256 internal constant ABOUT_CUSTODY =
        (1 << CONSIGN) | (1 << ACCEPT) | (1 << REFUSE) | (1 << WITHDRAW) | (1 << REPORT) | (1 << CLOSE);

    /// @dev Needs a counterparty; every other kind takes none.
    uint256 internal constant ADDRESSED = (1 << OFFER) | (1 << NOTICE);

    /// @dev `refersTo` names the unit that contains the shipment.
    uint256 internal constant ABOUT_UNIT = (1 << LOAD) | (1 << UNLOAD);

    /// @dev `refersTo` names a customs case of the shipment.
    uint256 internal constant ABOUT_CASE =
        (1 << NOTICE) | (1 << RELEASE) | (1 << CONTEST) | (1 << UPHOLD) | (1 << ANNUL) | (1 << SEIZE) | (1 << FORFEIT);

    /// @dev Needs `refersTo`.
    uint256 internal constant REFERRING = ABOUT_UNIT | ABOUT_CASE | (1 << CORRECT);

    /// @dev Like `ABOUT_CASE` if it has `refersTo` at all.
    uint256 internal constant MAYBE_ABOUT_CASE = 1 << INSPECT;

    /// @dev May have `refersTo`; a kind that is neither here nor in `REFERRING` takes none.
    uint256 internal constant MAY_REFER = MAYBE_ABOUT_CASE | (1 << REPORT);

    /// @notice Whether `kind` is in the set `kinds`.
    function isIn(uint8 kind, uint256 kinds) internal pure returns (bool) {
        return (kinds >> kind) & 1 != 0;
    }
}
