// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NOBODY} from "../interfaces/IConsortium.sol";
import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";
import {Kinds} from "./Kinds.sol";
import {Refusals} from "./Refusals.sol";

/// @title What is right or wrong with an entry whatever the ledger holds
library EntryShape {
    /// @notice Refuses an unknown kind, and a counterparty or a reference that the kind lacks or has no use for.
    function check(IShipmentLedger.Entry memory entry) internal pure returns (bytes memory refusal) {
        uint8 kind = entry.kind;
        if (!Kinds.isIn(kind, Kinds.ALL)) return Refusals.unknownKind(kind);

        bool addressed = Kinds.isIn(kind, Kinds.ADDRESSED);
        if (addressed != (entry.counterparty != NOBODY)) {
            return Refusals.counterpartyMismatch(kind, entry.counterparty);
        }
        if (addressed && entry.counterparty == entry.author) {
            return Refusals.counterpartyIsAuthor(kind, entry.author);
        }

        bool refers = entry.refersTo != 0;
        if (refers != Kinds.isIn(kind, Kinds.REFERRING) && !Kinds.isIn(kind, Kinds.MAY_REFER)) {
            return Refusals.referenceMismatch(kind, entry.refersTo);
        }
    }
}
