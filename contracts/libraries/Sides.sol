// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MatterSlot} from "../types/MatterSlot.sol";
import {ParticipantId} from "../types/ParticipantId.sol";
import {States} from "./States.sol";

/// @title Who is a side of a matter
library Sides {
    /// @notice Whether the participant is the requester or the answerer of a request, or signed the agreement or the joint
    /// case.
    /// @param signed Whether the participant signed the agreement or the joint case.
    function isSide(MatterSlot matter, ParticipantId participant, bool signed) internal pure returns (bool) {
        if (!matter.isIn(States.REQUEST)) return signed;
        return participant == matter.opener() || participant == matter.answerer();
    }
}
