// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";
import {EntryHash} from "../types/EntryHash.sol";
import {MatterId} from "../types/MatterId.sol";
import {ParticipantId} from "../types/ParticipantId.sol";

/// @title The errors of the ledger of cooperation as values
/// @notice A refusal is the ABI encoding of an error of `ICooperationLedger`, or empty when nothing is refused.
library ActRefusals {
    function invalidSignature(EntryHash act, ParticipantId author) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerInvalidSignature.selector, act, author);
    }

    function keyNotAuthorised(EntryHash act, ParticipantId author, address key) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerKeyNotAuthorised.selector, act, author, key);
    }

    function participantNotActive(ParticipantId participant) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerParticipantNotActive.selector, participant);
    }

    function stale(MatterId matter, EntryHash previous, EntryHash head) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerStale.selector, matter, previous, head);
    }

    function occurredInFuture(MatterId matter, uint40 occurredAt, uint40 limit) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ICooperationLedger.CooperationLedgerOccurredInFuture.selector,
                matter,
                occurredAt,
                limit
            );
    }

    function numberTooWide(MatterId matter, uint8 field, uint256 value) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerNumberTooWide.selector, matter, field, value);
    }

    function unknownKind(uint8 kind) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerUnknownKind.selector, kind);
    }

    function fieldMismatch(uint8 kind, uint8 field) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerFieldMismatch.selector, kind, field);
    }

    function unknownCode(uint8 kind, uint16 code, uint16 limit) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerUnknownCode.selector, kind, code, limit);
    }

    function counterpartyIsAuthor(uint8 kind, ParticipantId author) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerCounterpartyIsAuthor.selector, kind, author);
    }

    function roleRequired(
        ParticipantId participant,
        uint16 roles,
        uint16 required
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ICooperationLedger.CooperationLedgerRoleRequired.selector,
                participant,
                roles,
                required
            );
    }

    function unexpectedState(
        bytes32 subject,
        ICooperationLedger.State current,
        uint40 expected
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ICooperationLedger.CooperationLedgerUnexpectedState.selector,
                subject,
                current,
                expected
            );
    }

    function notEntitled(
        bytes32 subject,
        ParticipantId author,
        ParticipantId entitled
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(ICooperationLedger.CooperationLedgerNotEntitled.selector, subject, author, entitled);
    }

    function notParty(MatterId matter, ParticipantId participant) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerNotParty.selector, matter, participant);
    }

    function alreadyNamed(MatterId matter, ParticipantId participant) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerAlreadyNamed.selector, matter, participant);
    }

    function partiesFinal(MatterId matter, uint8 signed) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerPartiesFinal.selector, matter, signed);
    }

    function tooManyParties(MatterId matter, uint8 limit) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerTooManyParties.selector, matter, limit);
    }

    function alreadySigned(MatterId matter, ParticipantId participant) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerAlreadySigned.selector, matter, participant);
    }

    function otherTerms(MatterId matter, bytes32 signed, bytes32 terms) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerOtherTerms.selector, matter, signed, terms);
    }

    function partiesMissing(
        MatterId matter,
        MatterId replaced,
        uint8 named,
        uint8 parties
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ICooperationLedger.CooperationLedgerPartiesMissing.selector,
                matter,
                replaced,
                named,
                parties
            );
    }

    function alreadySuspended(MatterId matter, ParticipantId participant) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(ICooperationLedger.CooperationLedgerAlreadySuspended.selector, matter, participant);
    }

    function notSuspended(MatterId matter, ParticipantId participant) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerNotSuspended.selector, matter, participant);
    }

    function endsEarlier(MatterId matter, uint40 endsAt) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerEndsEarlier.selector, matter, endsAt);
    }

    function measureNotCovered(
        MatterId agreement,
        uint16 measure,
        uint16 measures
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ICooperationLedger.CooperationLedgerMeasureNotCovered.selector,
                agreement,
                measure,
                measures
            );
    }

    function directionNotCovered(
        MatterId agreement,
        ParticipantId participant,
        uint8 direction
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ICooperationLedger.CooperationLedgerDirectionNotCovered.selector,
                agreement,
                participant,
                direction
            );
    }

    function timeOutOfRange(
        MatterId matter,
        uint40 until,
        uint40 earliest,
        uint40 latest
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ICooperationLedger.CooperationLedgerTimeOutOfRange.selector,
                matter,
                until,
                earliest,
                latest
            );
    }

    function overdue(MatterId matter, uint40 time, uint40 due) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerOverdue.selector, matter, time, due);
    }

    function notOverdue(MatterId matter, uint40 time, uint40 due) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerNotOverdue.selector, matter, time, due);
    }

    function basisMismatch(MatterId matter, uint8 code) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerBasisMismatch.selector, matter, code);
    }

    function otherCaveats(EntryHash handover, uint16 given, uint16 required) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ICooperationLedger.CooperationLedgerOtherCaveats.selector,
                handover,
                given,
                required
            );
    }

    function otherContent(EntryHash handover, bytes32 received, bytes32 offered) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ICooperationLedger.CooperationLedgerOtherContent.selector,
                handover,
                received,
                offered
            );
    }

    function noConsent(
        EntryHash handover,
        ParticipantId recipient,
        ParticipantId consentTo
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ICooperationLedger.CooperationLedgerNoConsent.selector,
                handover,
                recipient,
                consentTo
            );
    }

    function otherJurisdiction(
        EntryHash seal,
        bytes2 jurisdiction,
        bytes2 required
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ICooperationLedger.CooperationLedgerOtherJurisdiction.selector,
                seal,
                jurisdiction,
                required
            );
    }

    function ownSeal(EntryHash seal, ParticipantId author) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICooperationLedger.CooperationLedgerOwnSeal.selector, seal, author);
    }
}
