// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EntryHash} from "../types/EntryHash.sol";
import {MatterId} from "../types/MatterId.sol";
import {ParticipantId} from "../types/ParticipantId.sol";
import {ISignedLedger} from "./ISignedLedger.sol";

/// @title The ledger of cooperation between authorities
/// @notice Records signed acts in matters, in one hash chain for each matter. A matter is an agreement to share, a
/// request or a joint case under an agreement, or the journal of one author. A handover gives information inside a matter
/// to one recipient, an exhibit is evidence in a joint case, and a seal keeps an act secret for a time. The ledger holds
/// digests of salted records, states, times, numbers of participants and codes of closed lists, and no content.
interface ICooperationLedger is ISignedLedger {
    /// @notice The states of agreements, requests, journals and joint cases, and of handovers, seals and exhibits.
    /// @dev One enumeration, so that a set of states is one number and an error names any of them. `Ended`, `Expired` and
    /// `Concluded` follow from the time. No act is needed for them.
    enum State {
        Unknown,
        Proposed,
        InForce,
        Suspended,
        Ended,
        Sent,
        Received,
        Incomplete,
        Accepted,
        Refused,
        Postponed,
        Answered,
        Closed,
        Offered,
        CaveatsSigned,
        Released,
        Receipted,
        Declined,
        Expired,
        Disputed,
        Recalled,
        Erased,
        ErasureRefused,
        Kept,
        Sealed,
        SealLapsed,
        SealOpened,
        Convened,
        Active,
        Concluded,
        Exhibited
    }

    /// @notice One signed statement in one matter by one participant.
    /// @dev The first eight fields are those of `IShipmentLedger.Entry`, under the names of this ledger.
    /// @param matter The matter that the act belongs to.
    /// @param previous Hash of the matter's last act; 0 for the first act.
    /// @param kind A constant of `ActKinds`. It is a plain number, so that an unknown kind is refused without a revert.
    /// @param author The participant that makes the statement.
    /// @param counterparty The party that a Name or an Invite adds, the addressee of a request or a handover, else 0.
    /// @param refersTo The agreement of a request or a joint case or the agreement that a proposal replaces (a `MatterId`),
    /// the handover, seal or exhibit that the act is about (the hash of the act that opened it), what a Seal covers, else 0.
    /// @param occurredAt Unix time in seconds of the act, as the author states it.
    /// @param commitment Digest of the salted record, which stays off chain. A Sign or a Join repeats the digest of the
    /// terms, a Receipt the digest of what was handed over.
    /// @param until Unix time in seconds that the act sets: an end, a due date or an expiry, else 0.
    /// @param period Seconds: the notice of a denunciation, the time to answer a request, or what a Prolong adds; else 0.
    /// @param code A code of the closed list of the kind, from 1; else 0.
    /// @param codes A set of codes, as bits: the measures of a Propose, or the caveats of a handover or an exhibit; else 0.
    struct Act {
        MatterId matter;
        EntryHash previous;
        uint8 kind;
        ParticipantId author;
        ParticipantId counterparty;
        bytes32 refersTo;
        uint40 occurredAt;
        bytes32 commitment;
        uint40 until;
        uint32 period;
        uint8 code;
        uint16 codes;
    }

    /// @notice An act and its author's signature.
    /// @param signature Encoded as `IShipmentLedger.SignedEntry.signature`.
    struct SignedAct {
        Act act;
        bytes signature;
    }

    /// @notice A matter, in one storage slot.
    /// @param state The state that the last act left. An agreement and a joint case end at `endsAt` without an act.
    /// @param sequence Number of acts.
    /// @param opener The author of the first act: the proposer of an agreement, the requester, the convener of a joint
    /// case, or the author of a journal.
    /// @param answerer The authority that a request is sent to; 0 in another matter.
    /// @param parties Number of parties of an agreement, or of invited members of a joint case that have not left.
    /// @param signed Number of them that signed the terms.
    /// @param suspensions Number of parties that suspend the agreement.
    /// @param agreeing Number of parties of the replaced agreement among the parties of a proposal; or of members of a
    /// joint case that agree to prolong it.
    /// @param endsAt Unix time in seconds at which an agreement ends, 0 for never, or a joint case ends; or by which the
    /// side that must act next on a request is to do so.
    /// @param period Seconds: the notice of a denunciation; the answerer's time, while an incomplete request stops it; or
    /// what the pending prolongation of a joint case adds, 0 without one.
    /// @param code Why an agreement ends: 1 expired, 2 denounced, 3 superseded; why a joint case ends: 1 expired,
    /// 2 concluded, 3 left by its members; or the outcome of a closed request.
    /// @param measures The measures of an agreement, or the one of a request, as bits.
    /// @param round Number of prolongations that members of a joint case proposed, modulo 2**16.
    struct Matter {
        State state;
        uint32 sequence;
        ParticipantId opener;
        ParticipantId answerer;
        uint8 parties;
        uint8 signed;
        uint8 suspensions;
        uint8 agreeing;
        uint40 endsAt;
        uint32 period;
        uint8 code;
        uint16 measures;
        uint16 round;
    }

    /// @notice The place of a participant in an agreement or in a joint case.
    /// @param directions Bit 0: it may ask. Bit 1: it may be asked. 0 in a joint case.
    /// @param named Whether it is a party or is invited, signed or not.
    /// @param signed Whether it signed the terms.
    /// @param suspended Whether it suspends the agreement.
    /// @param task What the member of a joint case does in it; 0 in an agreement.
    /// @param round The round of `Matter` in which the member last agreed to prolong the joint case; 0 for none.
    struct Seat {
        uint8 directions;
        bool named;
        bool signed;
        bool suspended;
        uint8 task;
        uint16 round;
    }

    /// @notice A handover, a seal or an exhibit. The hash of the act that opened it is its id.
    /// @param state The state that the last act left. An offer expires at `until` without an act.
    /// @param author The participant that gives, that seals, or that contributes an exhibit.
    /// @param recipient The participant that receives; 0 for a seal or an exhibit.
    /// @param originator The participant that gave it first, before any onward transfer; or that contributed the first
    /// exhibit of a chain of derived ones.
    /// @param consentTo The participant to whom the recipient may now pass it on; 0 for nobody.
    /// @param code The basis of a handover, the ground of a seal, or the basis on which an exhibit was gathered.
    /// @param caveats The caveats, as bits.
    /// @param until Unix time in seconds of the end of the offer or of the seal; after a Recall, the time to erase by; 0
    /// for an exhibit.
    /// @param jurisdiction The jurisdiction of the author of a seal when it sealed; 0 for another item.
    struct Item {
        State state;
        ParticipantId author;
        ParticipantId recipient;
        ParticipantId originator;
        ParticipantId consentTo;
        uint8 code;
        uint16 caveats;
        uint40 until;
        bytes2 jurisdiction;
    }

    /// @notice An act became part of a matter's history.
    event ActRecorded(
        MatterId indexed matter,
        EntryHash indexed hash,
        ParticipantId indexed author,
        uint32 sequence,
        Act act,
        bytes signature
    );

    /// @notice An act of a batch was refused; `reason` is the error that `record` would have reverted with.
    /// The log repeats the whole act. It does not prove the author, since the signature may be invalid.
    event ActRefused(MatterId indexed matter, EntryHash indexed hash, SignedAct refused, bytes reason);

    /// @notice An act of a batch was refused because a number exceeds its field. Such an act has no hash.
    /// @param place Position of the act in the batch, from 0.
    /// @param reason The error `CooperationLedgerNumberTooWide` that `record` would have reverted with.
    event ActMalformed(MatterId indexed matter, uint256 place, bytes reason);

    /// @notice The signature is malformed, malleable (high s) or recovers to no account, or its wallet denies it.
    error CooperationLedgerInvalidSignature(EntryHash act, ParticipantId author);

    /// @notice `key` is not a key of `author` at this time.
    error CooperationLedgerKeyNotAuthorised(EntryHash act, ParticipantId author, address key);

    /// @notice The participant is not enrolled, or suspended.
    error CooperationLedgerParticipantNotActive(ParticipantId participant);

    /// @notice `previous` is not the matter's head: another act came first, or this act is already recorded.
    error CooperationLedgerStale(MatterId matter, EntryHash previous, EntryHash head);

    /// @notice `occurredAt` is after `limit`: the block's time plus 120 seconds.
    error CooperationLedgerOccurredInFuture(MatterId matter, uint40 occurredAt, uint40 limit);

    /// @notice A number exceeds its field. `field` is the position of the field in `Act`, from 0.
    error CooperationLedgerNumberTooWide(MatterId matter, uint8 field, uint256 value);

    /// @notice The ledger has no such kind of act.
    error CooperationLedgerUnknownKind(uint8 kind);

    /// @notice The kind needs the field and the act lacks it, or the reverse. `field` is its position in `Act`, from 0.
    error CooperationLedgerFieldMismatch(uint8 kind, uint8 field);

    /// @notice The closed list of the kind ends at `limit`; or `code` is a set with a bit beyond the set `limit`.
    error CooperationLedgerUnknownCode(uint8 kind, uint16 code, uint16 limit);

    /// @notice The author named itself as the counterparty.
    error CooperationLedgerCounterpartyIsAuthor(uint8 kind, ParticipantId author);

    /// @notice The participant has no role for this act. `roles` and `required` are bit sets of `Roles`.
    error CooperationLedgerRoleRequired(ParticipantId participant, uint16 roles, uint16 required);

    /// @notice The state of the matter or item `subject` forbids the act. `expected` has bit `1 << state` for each
    /// state that allows it.
    error CooperationLedgerUnexpectedState(bytes32 subject, State current, uint40 expected);

    /// @notice Only `entitled` may do this.
    error CooperationLedgerNotEntitled(bytes32 subject, ParticipantId author, ParticipantId entitled);

    /// @notice The participant has not signed the agreement or the joint case, or is not one of the two sides of the
    /// request.
    error CooperationLedgerNotParty(MatterId matter, ParticipantId participant);

    /// @notice The participant is already named in the proposal or the joint case.
    error CooperationLedgerAlreadyNamed(MatterId matter, ParticipantId participant);

    /// @notice Another party or member has signed, so the list of them is final.
    error CooperationLedgerPartiesFinal(MatterId matter, uint8 signed);

    /// @notice The agreement or the joint case has `limit` parties, the most possible.
    error CooperationLedgerTooManyParties(MatterId matter, uint8 limit);

    /// @notice The participant signed already, or agreed already to this prolongation.
    error CooperationLedgerAlreadySigned(MatterId matter, ParticipantId participant);

    /// @notice The author signed other terms than the opener.
    error CooperationLedgerOtherTerms(MatterId matter, bytes32 signed, bytes32 terms);

    /// @notice The proposal names only `named` of the `parties` of the agreement that it replaces.
    error CooperationLedgerPartiesMissing(MatterId matter, MatterId replaced, uint8 named, uint8 parties);

    /// @notice The participant suspends the agreement already.
    error CooperationLedgerAlreadySuspended(MatterId matter, ParticipantId participant);

    /// @notice The participant does not suspend the agreement.
    error CooperationLedgerNotSuspended(MatterId matter, ParticipantId participant);

    /// @notice The agreement ends at `endsAt`, no later than the denunciation would end it.
    error CooperationLedgerEndsEarlier(MatterId matter, uint40 endsAt);

    /// @notice The agreement does not cover the measure. `measure` and `measures` are bit sets.
    error CooperationLedgerMeasureNotCovered(MatterId agreement, uint16 measure, uint16 measures);

    /// @notice The agreement does not let the participant ask (`direction` 1) or be asked (`direction` 2).
    error CooperationLedgerDirectionNotCovered(MatterId agreement, ParticipantId participant, uint8 direction);

    /// @notice `until` is not within `earliest` and `latest`.
    error CooperationLedgerTimeOutOfRange(MatterId matter, uint40 until, uint40 earliest, uint40 latest);

    /// @notice The time for the act ended at `due`.
    error CooperationLedgerOverdue(MatterId matter, uint40 time, uint40 due);

    /// @notice The time runs until `due`, so that nothing lapsed.
    error CooperationLedgerNotOverdue(MatterId matter, uint40 time, uint40 due);

    /// @notice The basis `code` does not fit the matter: a request, or another matter.
    error CooperationLedgerBasisMismatch(MatterId matter, uint8 code);

    /// @notice The recipient signed other caveats, or an onward transfer or a derived exhibit drops some. Both are bit sets.
    error CooperationLedgerOtherCaveats(EntryHash handover, uint16 given, uint16 required);

    /// @notice What came is not what was offered.
    error CooperationLedgerOtherContent(EntryHash handover, bytes32 received, bytes32 offered);

    /// @notice The originator consented to a transfer to `consentTo` only; 0 for nobody.
    error CooperationLedgerNoConsent(EntryHash handover, ParticipantId recipient, ParticipantId consentTo);

    /// @notice Only a tribunal of the jurisdiction in which the seal was made extends it.
    error CooperationLedgerOtherJurisdiction(EntryHash seal, bytes2 jurisdiction, bytes2 required);

    /// @notice A tribunal does not extend a seal that it made.
    error CooperationLedgerOwnSeal(EntryHash seal, ParticipantId author);

    /// @notice Records one act, or reverts with the reason of the refusal.
    /// @return hash Its hash, now the matter's head.
    function record(SignedAct calldata signed) external returns (EntryHash hash);

    /// @notice Records the allowed acts in order, and emits `ActRefused` or `ActMalformed` for the others.
    /// @return recorded Number of recorded acts.
    function recordBatch(SignedAct[] calldata batch) external returns (uint256 recorded);

    /// @notice Hash of the matter's last act; 0 for an unknown matter.
    function headOf(MatterId matter) external view returns (EntryHash);

    /// @notice The matter as its last act left it; all fields 0 for an unknown matter.
    function matterOf(MatterId matter) external view returns (Matter memory);

    /// @notice The agreement of a request or a joint case, or the agreement that an agreement replaces; 0 for none.
    function basisOf(MatterId matter) external view returns (MatterId);

    /// @notice The digest of the terms that all parties of an agreement or a joint case sign; 0 for another matter.
    function termsOf(MatterId matter) external view returns (bytes32);

    /// @notice The place of `participant` in an agreement or a joint case; all fields 0 when it has none.
    function seatOf(MatterId matter, ParticipantId participant) external view returns (Seat memory);

    /// @notice The handover, seal or exhibit in `matter` that the act `hash` opened; all fields 0 when there is none.
    function itemOf(MatterId matter, EntryHash hash) external view returns (Item memory);

    /// @notice The commitment of the act that opened the handover, the seal or the exhibit.
    function contentOf(MatterId matter, EntryHash hash) external view returns (bytes32);

    /// @notice The EIP-712 digest of an act.
    function hashOf(Act calldata act) external view returns (EntryHash);
}
