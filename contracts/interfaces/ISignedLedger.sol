// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsortium} from "./IConsortium.sol";

/// @title A ledger of signed statements in hash chains
/// @notice Anyone may submit a statement; only its signature gives authority. The ledger has no owner, upgrade, pause or
/// delete. Each chain of a ledger has a head, the hash of its last statement, which the next statement must bind.
interface ISignedLedger {
    /// @notice The registry of participants and their keys.
    function consortium() external view returns (IConsortium);
}
