// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";
import {KindRule} from "../types/KindRule.sol";
import {NOBODY} from "../types/ParticipantId.sol";
import {KindRules} from "./KindRules.sol";
import {Refusals} from "./Refusals.sol";

/// @title The checks of an entry that need no state
library EntryShape {
    /// @notice Refuses an unknown kind, and a counterparty or a reference that the kind lacks or does not take.
    /// @param rule The row of the entry's kind in `KindRules`.
    function check(IShipmentLedger.Entry memory entry, KindRule rule) internal pure returns (bytes memory refusal) {
        uint8 kind = entry.kind;
        if (rule.roles() == 0) return Refusals.unknownKind(kind);
        bool addresses = entry.counterparty != NOBODY;
        if (addresses != rule.has(KindRules.ADDRESSED) && !rule.has(KindRules.MAY_ADDRESS)) {
            return Refusals.counterpartyMismatch(kind, entry.counterparty);
        }
        if (addresses && entry.counterparty == entry.author) {
            return Refusals.counterpartyIsAuthor(kind, entry.author);
        }
        bool refers = entry.refersTo != 0;
        if (refers != rule.has(KindRules.NEEDS_REFERENCE) && !rule.has(KindRules.MAY_REFER)) {
            return Refusals.referenceMismatch(kind, entry.refersTo);
        }
    }
}
