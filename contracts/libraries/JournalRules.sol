// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";
import {MatterId} from "../types/MatterId.sol";
import {MatterSituation} from "../types/MatterSituation.sol";
import {MatterSlot} from "../types/MatterSlot.sol";
import {ActRefusals} from "./ActRefusals.sol";
import {States} from "./States.sol";

/// @title The rule of journals
/// @notice A journal is a matter of one author: the roots of its access records, the commitments to its alerts and the
/// roots of its sealed acts. Nodes learn no subject and no counterparty from it.
library JournalRules {
    /// @notice By an authority that opens the journal, or by the author of the journal. A time is in the future.
    /// @dev The journal is kept.
    function anchor(
        MatterSituation memory situation,
        ICooperationLedger.Act memory act
    ) internal pure returns (bytes memory refusal) {
        MatterSlot matter = situation.matter;
        if (act.until != 0 && act.until <= situation.time) {
            return ActRefusals.timeOutOfRange(act.matter, act.until, situation.time + 1, type(uint40).max);
        }
        if (matter.isIn(States.KEPT) && act.author != matter.opener()) {
            return ActRefusals.notEntitled(MatterId.unwrap(act.matter), act.author, matter.opener());
        }

        situation.matter = matter.withOpener(act.author).withState(ICooperationLedger.State.Kept);
    }
}
