// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger} from "../../contracts/interfaces/IShipmentLedger.sol";
import {Kinds} from "../../contracts/libraries/Kinds.sol";
import {Roles} from "../../contracts/libraries/Roles.sol";
import {EntryHash} from "../../contracts/types/EntryHash.sol";
import {ParticipantId} from "../../contracts/types/ParticipantId.sol";
import {NO_SHIPMENT, ShipmentId} from "../../contracts/types/ShipmentId.sol";

/// @title The promises of the ledger, stated independently of its code
/// @dev Reads the ledger only through its interface.
abstract contract LedgerPromises {
    /// @dev The readable state of a shipment.
    struct View {
        EntryHash head;
        IShipmentLedger.Custody custody;
        ShipmentId container;
    }

    /// @notice The ledger broke a promise.
    error Broken(string promised);

    uint256 internal constant SHIPMENTS = 5;

    IShipmentLedger public immutable ledger;

    mapping(ShipmentId shipment => EntryHash[]) internal holds;

    constructor(IShipmentLedger ledger_) {
        ledger = ledger_;
    }

    function shipmentAt(uint256 index) internal pure returns (ShipmentId) {
        return ShipmentId.wrap(bytes32((index % SHIPMENTS) + 1));
    }

    function look() internal view returns (View[SHIPMENTS] memory views) {
        for (uint256 i = 0; i < SHIPMENTS; ++i) {
            ShipmentId id = shipmentAt(i);
            views[i] = View(ledger.headOf(id), ledger.custodyOf(id), ledger.containerOf(id));
        }
    }

    function checkRefused(View[SHIPMENTS] memory before, View[SHIPMENTS] memory afterwards) internal pure {
        mustHold(
            keccak256(abi.encode(before)) == keccak256(abi.encode(afterwards)),
            "a refused entry does not change any shipment"
        );
    }

    function checkRecorded(
        IShipmentLedger.Entry memory entry,
        EntryHash hash,
        uint16 roles,
        View[SHIPMENTS] memory before,
        View[SHIPMENTS] memory afterwards
    ) internal pure {
        for (uint256 i = 0; i < SHIPMENTS; ++i) {
            if (shipmentAt(i) == entry.shipment) {
                _checkSteps(entry, hash, roles, before[i], afterwards[i]);
            } else {
                _checkBystander(entry, shipmentAt(i), before[i], afterwards[i]);
            }
        }
    }

    function checkCase(
        IShipmentLedger.Entry memory entry,
        uint16 roles,
        IShipmentLedger.Custody memory before,
        IShipmentLedger.Custody memory afterwards,
        IShipmentLedger.Case memory was,
        IShipmentLedger.Case memory became
    ) internal view {
        bool byAgency = entry.author == was.agency;
        if (became.closed && !was.closed) {
            mustHold(
                byAgency || (entry.kind == Kinds.ANNUL && roles & Roles.TRIBUNAL != 0),
                "only its agency or a tribunal ends a case"
            );
        }
        if (entry.kind == Kinds.UPHOLD || entry.kind == Kinds.ANNUL) {
            mustHold(
                roles & Roles.TRIBUNAL != 0 &&
                    ledger.consortium().participantOf(entry.author).jurisdiction == was.jurisdiction,
                "only a tribunal of the case's jurisdiction decides it"
            );
            mustHold(
                was.tribunal == ParticipantId.wrap(0) || was.tribunal == entry.author,
                "an appeal is decided by the tribunal to which it was made"
            );
            mustHold(
                !byAgency && entry.author != was.custodian && entry.author != before.consignor,
                "nobody decides its own case"
            );
        }
        if (became.seized && !was.seized)
            mustHold(byAgency && !was.closed, "only its agency seizes under an open case");
        if (afterwards.phase == IShipmentLedger.Phase.Forfeited && before.phase != afterwards.phase) {
            mustHold(was.charged && was.seized && byAgency, "nothing is forfeited without charge and seizure");
            mustHold(
                _hadProcess(was.custodian, was.custodianStanding, was) &&
                    _hadProcess(before.consignor, was.consignorStanding, was),
                "nothing is forfeited before each affected party was served and heard"
            );
            mustHold(
                was.noticeAt != 0 || (was.custodian == was.agency && before.consignor == was.agency),
                "nothing is forfeited without notice"
            );
            mustHold(block.timestamp >= was.remedyUntil, "nothing is forfeited before the time for a remedy is over");
            mustHold(before.openRemedies == 0, "nothing is forfeited while a remedy is open");
        }
        if (was.agency != ParticipantId.wrap(0)) {
            mustHold(
                became.agency == was.agency &&
                    became.custodian == was.custodian &&
                    became.jurisdiction == was.jurisdiction &&
                    became.profile == was.profile &&
                    became.remedyUntil >= was.remedyUntil &&
                    became.custodianStanding >= was.custodianStanding &&
                    became.consignorStanding >= was.consignorStanding &&
                    (became.noticeAt == was.noticeAt || was.noticeAt == 0) &&
                    (became.charged || !was.charged) &&
                    (became.exempt || !was.exempt) &&
                    (became.seized || !was.seized) &&
                    (became.closed || !was.closed),
                "the facts of a case are never withdrawn"
            );
        }
    }

    function _hadProcess(
        ParticipantId party,
        IShipmentLedger.Standing standing,
        IShipmentLedger.Case memory was
    ) private pure returns (bool) {
        if (party == was.agency) return true;
        if (was.exempt) return standing != IShipmentLedger.Standing.Unserved;
        return standing == IShipmentLedger.Standing.Waived || standing == IShipmentLedger.Standing.Heard;
    }

    /// @dev Checks that each counter equals the counted items.
    function checkState(View[SHIPMENTS] memory views) internal view {
        for (uint256 i = 0; i < SHIPMENTS; ++i) {
            IShipmentLedger.Custody memory custody = views[i].custody;
            EntryHash[] storage cases = holds[shipmentAt(i)];
            (uint256 open, uint256 contested, uint256 contents) = (0, 0, 0);
            for (uint256 j = 0; j < cases.length; ++j) {
                IShipmentLedger.Case memory customsCase = ledger.caseOf(shipmentAt(i), cases[j]);
                if (!customsCase.closed) ++open;
                if (customsCase.contested) ++contested;
            }
            for (uint256 j = 0; j < SHIPMENTS; ++j) if (views[j].container == shipmentAt(i)) ++contents;
            mustHold(custody.openCases == open, "open cases are counted");
            mustHold(custody.openRemedies == contested, "open remedies are counted");
            mustHold(custody.contents == contents, "contents are counted");
            mustHold(
                (custody.phase == IShipmentLedger.Phase.Inside) == (views[i].container != NO_SHIPMENT),
                "a shipment inside a unit has a container"
            );
            mustHold(
                (custody.phase == IShipmentLedger.Phase.Offered) == (custody.offeredTo != ParticipantId.wrap(0)),
                "an offered shipment has a receiver"
            );
        }
    }

    function mustHold(bool kept, string memory promised) internal pure {
        if (!kept) revert Broken(promised);
    }

    function _checkSteps(
        IShipmentLedger.Entry memory entry,
        EntryHash hash,
        uint16 roles,
        View memory before,
        View memory afterwards
    ) private pure {
        mustHold(entry.previous == before.head && afterwards.head == hash, "an entry binds the head and becomes it");
        mustHold(afterwards.custody.sequence == before.custody.sequence + 1, "the sequence grows by one");
        if (afterwards.custody.custodian == before.custody.custodian) return;
        mustHold(
            (((1 << Kinds.CONSIGN) | (1 << Kinds.ACCEPT) | (1 << Kinds.SEIZE) | (1 << Kinds.UNLOAD)) >> entry.kind) &
                1 !=
                0,
            "only Consign, Accept, Seize and Unload change custody"
        );
        mustHold(afterwards.custody.custodian == entry.author, "the new custodian is the entry's author");
        mustHold(
            before.custody.openCases == 0 || roles & Roles.CUSTOMS != 0,
            "only customs take custody of held goods"
        );
    }

    /// @dev A Load or an Unload changes the counters of its unit; no other entry changes another shipment.
    function _checkBystander(
        IShipmentLedger.Entry memory entry,
        ShipmentId id,
        View memory before,
        View memory afterwards
    ) private pure {
        IShipmentLedger.Custody memory expected = before.custody;
        if ((entry.kind == Kinds.LOAD || entry.kind == Kinds.UNLOAD) && ShipmentId.unwrap(id) == entry.refersTo) {
            if (entry.kind == Kinds.LOAD) ++expected.contents;
            else --expected.contents;
            expected.height = afterwards.custody.height;
        }
        mustHold(
            afterwards.head == before.head &&
                afterwards.container == before.container &&
                keccak256(abi.encode(afterwards.custody)) == keccak256(abi.encode(expected)),
            "an entry does not change other shipments"
        );
    }
}
