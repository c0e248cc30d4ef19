// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger} from "../interfaces/IShipmentLedger.sol";
import {EntryHash} from "../types/EntryHash.sol";
import {ParticipantId} from "../types/ParticipantId.sol";
import {ShipmentId} from "../types/ShipmentId.sol";

/// @title The errors of the ledger as values
/// @notice A refusal is the ABI encoding of an error of `IShipmentLedger`, or empty when nothing is refused. As a value
/// it can be reverted with, or be logged beside the entries of a batch that stand.
library Refusals {
    function invalidSignature(EntryHash entry, ParticipantId author) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerInvalidSignature.selector, entry, author);
    }

    function keyNotAuthorised(EntryHash entry, ParticipantId author, address key) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerKeyNotAuthorised.selector, entry, author, key);
    }

    function participantNotActive(ParticipantId participant) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerParticipantNotActive.selector, participant);
    }

    function stale(ShipmentId shipment, EntryHash previous, EntryHash head) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerStale.selector, shipment, previous, head);
    }

    function occurredInFuture(
        ShipmentId shipment,
        uint40 occurredAt,
        uint40 limit
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IShipmentLedger.ShipmentLedgerOccurredInFuture.selector,
                shipment,
                occurredAt,
                limit
            );
    }

    function numberTooWide(ShipmentId shipment, uint8 field, uint256 value) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNumberTooWide.selector, shipment, field, value);
    }

    function unknownKind(uint8 kind) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerUnknownKind.selector, kind);
    }

    function counterpartyMismatch(uint8 kind, ParticipantId counterparty) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerCounterpartyMismatch.selector, kind, counterparty);
    }

    function referenceMismatch(uint8 kind, bytes32 refersTo) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerReferenceMismatch.selector, kind, refersTo);
    }

    function counterpartyIsAuthor(uint8 kind, ParticipantId author) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerCounterpartyIsAuthor.selector, kind, author);
    }

    function roleRequired(ParticipantId author, uint16 roles, uint16 required) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerRoleRequired.selector, author, roles, required);
    }

    function unexpectedPhase(
        ShipmentId shipment,
        IShipmentLedger.Phase current,
        uint8 expected
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerUnexpectedPhase.selector, shipment, current, expected);
    }

    function notCustodian(
        ShipmentId shipment,
        ParticipantId author,
        ParticipantId custodian
    ) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNotCustodian.selector, shipment, author, custodian);
    }

    function notOfferedTo(
        ShipmentId shipment,
        ParticipantId author,
        ParticipantId offeredTo
    ) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNotOfferedTo.selector, shipment, author, offeredTo);
    }

    function held(ShipmentId shipment, uint16 openCases) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerHeld.selector, shipment, openCases);
    }

    function notInside(
        ShipmentId shipment,
        ShipmentId unit,
        ShipmentId container
    ) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNotInside.selector, shipment, unit, container);
    }

    function loadedIntoItself(ShipmentId shipment) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerLoadedIntoItself.selector, shipment);
    }

    function nestedTooDeep(ShipmentId shipment, ShipmentId unit, uint8 limit) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNestedTooDeep.selector, shipment, unit, limit);
    }

    function notEmpty(ShipmentId shipment, uint32 contents) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNotEmpty.selector, shipment, contents);
    }

    function tooManyCases(ShipmentId shipment, uint16 limit) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerTooManyCases.selector, shipment, limit);
    }

    function unknownCase(ShipmentId shipment, EntryHash hold) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerUnknownCase.selector, shipment, hold);
    }

    function caseClosed(ShipmentId shipment, EntryHash hold) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerCaseClosed.selector, shipment, hold);
    }

    function notAgencyOfCase(
        EntryHash hold,
        ParticipantId author,
        ParticipantId agency
    ) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNotAgencyOfCase.selector, hold, author, agency);
    }

    function notAffectedParty(
        EntryHash hold,
        ParticipantId participant,
        ParticipantId custodian,
        ParticipantId consignor
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IShipmentLedger.ShipmentLedgerNotAffectedParty.selector,
                hold,
                participant,
                custodian,
                consignor
            );
    }

    function remedyOpen(EntryHash hold) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerRemedyOpen.selector, hold);
    }

    function noRemedyOpen(EntryHash hold) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNoRemedyOpen.selector, hold);
    }

    function alreadySeized(EntryHash hold) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerAlreadySeized.selector, hold);
    }

    function notSeized(EntryHash hold) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNotSeized.selector, hold);
    }

    function noNotice(EntryHash hold, ParticipantId participant) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNoNotice.selector, hold, participant);
    }

    function noCharge(EntryHash hold) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNoCharge.selector, hold);
    }

    function alreadyCharged(EntryHash hold) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerAlreadyCharged.selector, hold);
    }

    function notHeard(EntryHash hold, ParticipantId participant) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNotHeard.selector, hold, participant);
    }

    function remedyRuns(EntryHash hold, uint40 time, uint40 remedyUntil) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerRemedyRuns.selector, hold, time, remedyUntil);
    }

    function otherJurisdiction(
        EntryHash hold,
        ParticipantId tribunal,
        bytes2 jurisdiction,
        bytes2 required
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IShipmentLedger.ShipmentLedgerOtherJurisdiction.selector,
                hold,
                tribunal,
                jurisdiction,
                required
            );
    }

    function ownCase(EntryHash hold, ParticipantId tribunal) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerOwnCase.selector, hold, tribunal);
    }

    function notTribunalOfCase(
        EntryHash hold,
        ParticipantId author,
        ParticipantId tribunal
    ) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNotTribunalOfCase.selector, hold, author, tribunal);
    }

    function noDecision(EntryHash hold) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNoDecision.selector, hold);
    }

    function notTribunal(ParticipantId participant, uint16 roles) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNotTribunal.selector, participant, roles);
    }

    function sameInstance(EntryHash hold, ParticipantId tribunal) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerSameInstance.selector, hold, tribunal);
    }

    function noFurtherInstance(EntryHash hold, uint8 limit) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNoFurtherInstance.selector, hold, limit);
    }

    function notConcerned(EntryHash hold, ParticipantId author) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerNotConcerned.selector, hold, author);
    }

    function alreadyCorrected(EntryHash entry, EntryHash successor) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IShipmentLedger.ShipmentLedgerAlreadyCorrected.selector, entry, successor);
    }
}
