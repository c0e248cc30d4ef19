// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";

/// @title Sets of states
/// @dev A set of states is a number with bit `1 << state` for each member.
library States {
    uint40 internal constant UNKNOWN = uint40(1 << uint8(ICooperationLedger.State.Unknown));
    uint40 internal constant PROPOSED = uint40(1 << uint8(ICooperationLedger.State.Proposed));
    uint40 internal constant IN_FORCE = uint40(1 << uint8(ICooperationLedger.State.InForce));
    uint40 internal constant SUSPENDED = uint40(1 << uint8(ICooperationLedger.State.Suspended));
    uint40 internal constant ENDED = uint40(1 << uint8(ICooperationLedger.State.Ended));
    uint40 internal constant SENT = uint40(1 << uint8(ICooperationLedger.State.Sent));
    uint40 internal constant RECEIVED = uint40(1 << uint8(ICooperationLedger.State.Received));
    uint40 internal constant INCOMPLETE = uint40(1 << uint8(ICooperationLedger.State.Incomplete));
    uint40 internal constant ACCEPTED = uint40(1 << uint8(ICooperationLedger.State.Accepted));
    uint40 internal constant REFUSED = uint40(1 << uint8(ICooperationLedger.State.Refused));
    uint40 internal constant POSTPONED = uint40(1 << uint8(ICooperationLedger.State.Postponed));
    uint40 internal constant ANSWERED = uint40(1 << uint8(ICooperationLedger.State.Answered));
    uint40 internal constant CLOSED = uint40(1 << uint8(ICooperationLedger.State.Closed));
    uint40 internal constant OFFERED = uint40(1 << uint8(ICooperationLedger.State.Offered));
    uint40 internal constant CAVEATS_SIGNED = uint40(1 << uint8(ICooperationLedger.State.CaveatsSigned));
    uint40 internal constant RELEASED = uint40(1 << uint8(ICooperationLedger.State.Released));
    uint40 internal constant RECEIPTED = uint40(1 << uint8(ICooperationLedger.State.Receipted));
    uint40 internal constant DISPUTED = uint40(1 << uint8(ICooperationLedger.State.Disputed));
    uint40 internal constant RECALLED = uint40(1 << uint8(ICooperationLedger.State.Recalled));
    uint40 internal constant ERASURE_REFUSED = uint40(1 << uint8(ICooperationLedger.State.ErasureRefused));

    uint40 internal constant KEPT = uint40(1 << uint8(ICooperationLedger.State.Kept));
    uint40 internal constant SEALED = uint40(1 << uint8(ICooperationLedger.State.Sealed));
    uint40 internal constant SEAL_LAPSED = uint40(1 << uint8(ICooperationLedger.State.SealLapsed));
    uint40 internal constant CONVENED = uint40(1 << uint8(ICooperationLedger.State.Convened));
    uint40 internal constant ACTIVE = uint40(1 << uint8(ICooperationLedger.State.Active));
    uint40 internal constant CONCLUDED_CASE = uint40(1 << uint8(ICooperationLedger.State.Concluded));
    uint40 internal constant EXHIBITED = uint40(1 << uint8(ICooperationLedger.State.Exhibited));

    /// @dev An agreement that all parties signed and that has not ended.
    uint40 internal constant CONCLUDED = IN_FORCE | SUSPENDED;

    /// @dev The states of an agreement, and of a joint case, that end at a time.
    uint40 internal constant LASTING = PROPOSED | CONCLUDED;
    uint40 internal constant OPEN_CASE = CONVENED | ACTIVE;

    /// @dev The states of an agreement, of a joint case, and of a request.
    uint40 internal constant AGREEMENT = LASTING | ENDED;
    uint40 internal constant JOINT_CASE = OPEN_CASE | CONCLUDED_CASE;
    uint40 internal constant REQUEST =
        SENT | RECEIVED | INCOMPLETE | ACCEPTED | REFUSED | POSTPONED | ANSWERED | CLOSED;
    uint40 internal constant KNOWN = AGREEMENT | REQUEST | JOINT_CASE;

    /// @dev A request that waits for the answerer.
    uint40 internal constant AWAITING_ANSWER = SENT | RECEIVED | ACCEPTED | POSTPONED;

    /// @dev A matter in which information may be given now.
    uint40 internal constant SHARING = IN_FORCE | ACCEPTED | ANSWERED | ACTIVE;

    /// @dev A handover whose key the recipient has.
    uint40 internal constant HANDED_OVER = RELEASED | RECEIPTED | DISPUTED | ERASURE_REFUSED;

    /// @notice Whether `state` is in the set `states`.
    function has(uint40 states, ICooperationLedger.State state) internal pure returns (bool) {
        return (states >> uint8(state)) & 1 != 0;
    }
}
