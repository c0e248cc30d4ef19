// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ItemSlot} from "./ItemSlot.sol";
import {MatterId} from "./MatterId.sol";
import {MatterSlot} from "./MatterSlot.sol";
import {SeatSlot} from "./SeatSlot.sol";

/// @notice The state by which the rules judge one act, and which they change in place when they allow it. The fields that
/// the act's kind has no use for are 0.
/// @param matter The matter of the act.
/// @param terms Digest of the terms of the agreement or the joint case.
/// @param basisId The agreement of a request or a joint case, or the agreement that a proposal replaces; for an act that
/// opens the matter, what it refers to.
/// @param basis The matter `basisId`.
/// @param seat The author's seat in the matter.
/// @param otherSeat The counterparty's seat in the matter.
/// @param basisSeat The author's seat in `basisId`.
/// @param otherBasisSeat The counterparty's seat in `basisId`.
/// @param item The handover, seal or exhibit that the act refers to.
/// @param content The commitment of that item.
/// @param newItem The item that the act opens.
/// @param roles The author's roles, at least one.
/// @param otherRoles The roles of the counterparty, or of the recipient of a Release; 0 when it is not active.
/// @param jurisdiction The author's jurisdiction.
/// @param time Unix time in seconds of the block.
struct MatterSituation {
    MatterSlot matter;
    bytes32 terms;
    MatterId basisId;
    MatterSlot basis;
    SeatSlot seat;
    SeatSlot otherSeat;
    SeatSlot basisSeat;
    SeatSlot otherBasisSeat;
    ItemSlot item;
    bytes32 content;
    ItemSlot newItem;
    uint16 roles;
    uint16 otherRoles;
    bytes2 jurisdiction;
    uint40 time;
}
