// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EntryHash} from "../types/EntryHash.sol";
import {ParticipantId} from "../types/ParticipantId.sol";
import {ShipmentId} from "../types/ShipmentId.sol";
import {ISignedLedger} from "./ISignedLedger.sol";

/// @title The ledger of shipments
/// @notice Records signed statements about shipments, in one hash chain for each shipment.
interface IShipmentLedger is ISignedLedger {
    /// @notice The phase of a shipment.
    enum Phase {
        Unknown,
        InCustody,
        Offered,
        Inside,
        Closed,
        Forfeited
    }

    /// @notice How far an affected party has come in a case. Each state includes the states before it, and none is undone.
    enum Standing {
        Unserved,
        Served,
        Waived,
        Heard
    }

    /// @notice One immutable statement about one shipment by one participant.
    /// @param shipment The shipment that the entry is about.
    /// @param previous Hash of the shipment's last entry; 0 for the first entry.
    /// @param kind A constant of `Kinds`. It is a plain number, so that an unknown kind is refused without a revert.
    /// @param author The participant that makes the statement.
    /// @param counterparty The addressee of an Offer or a Notice, the tribunal of an Appeal, or the party that a Hear heard.
    /// Of a Hear it is 0 when its author waives the hearing, or when the agency states an exemption. Else 0.
    /// @param refersTo The unit of a Load or Unload, the case of a customs entry, or the corrected entry of a Correct. Of a
    /// Hold, the digest of the profile whose clocks the case keeps, or 0. Any value for a Report, else 0.
    /// @param occurredAt Unix time in seconds of the event, as the author states it.
    /// @param commitment Digest of the payload, which stays off chain.
    struct Entry {
        ShipmentId shipment;
        EntryHash previous;
        uint8 kind;
        ParticipantId author;
        ParticipantId counterparty;
        bytes32 refersTo;
        uint40 occurredAt;
        bytes32 commitment;
    }

    /// @notice An entry and its author's signature.
    /// @dev The length of `signature` alone decides between an account and a wallet contract. Every signature has one
    /// length, so that no signature is read as both. Nobody gains by changing the length: the recovered account or the
    /// named wallet must still be a key of the author. A separate field would cost each entry 515 gas (2 %).
    /// @param signature For an account: 64 bytes (EIP-2098) or 65 bytes (r, s, v). For a wallet contract: its 20-byte
    /// address and then its own signature, in any other length. The wallet judges its own signature in
    /// `isValidSignature` (ERC-1271) with 200,000 gas. A wallet's own signature of 44 or 45 bytes must be padded.
    struct SignedEntry {
        Entry entry;
        bytes signature;
    }

    /// @notice The custody of a shipment, in one storage slot.
    /// @param custodian The holder. While the shipment is inside a unit: its holder at the Load.
    /// @param consignor The author of the Consign that opened the shipment.
    /// @param offeredTo The addressee of the offer; 0 unless the phase is Offered.
    /// @param sequence Number of entries.
    /// @param contents Number of units directly inside the shipment.
    /// @param openCases Number of open customs cases.
    /// @param openRemedies Number of open cases that are contested and undecided.
    /// @param height Upper bound of the levels of units inside the shipment; 0 when it is empty.
    struct Custody {
        ParticipantId custodian;
        ParticipantId consignor;
        ParticipantId offeredTo;
        uint32 sequence;
        uint32 contents;
        uint16 openCases;
        uint16 openRemedies;
        uint8 height;
        Phase phase;
    }

    /// @notice A customs case on a shipment, in one storage slot. The hash of its Hold entry is its id.
    /// @param agency The agency that opened the case; 0 when there is no such case.
    /// @param custodian The custodian at the opening. It may contest the case, as may the consignor.
    /// @param jurisdiction The agency's jurisdiction at the opening. Its tribunals decide the case.
    /// @param noticeAt Time of the block of the first Notice; 0 before it.
    /// @param remedyUntil No Forfeit before this time. The Charge, the first Notice to each party and each Uphold move it to
    /// at least 20 days after their block; 0 before the first of them.
    /// @param tribunal The tribunal that decided last, or the one to which the case was appealed; 0 before the first decision.
    /// @param instance The instance that decides or decided the case; 0 before the first Contest.
    /// @param custodianStanding Of the custodian at the opening. Unserved for good when it is the agency itself.
    /// @param consignorStanding Of the consignor; the same as that of the custodian when both are one.
    /// @param charged Whether the agency alleged facts and law.
    /// @param exempt Whether the agency stated an exemption from the hearing.
    /// @param contested Whether a remedy is open.
    /// @param seized Whether the agency seized the goods under the case.
    /// @param closed Whether the case was released, annulled or ended by forfeiture.
    /// @param profile The first bytes of the digest of the profile. The Hold, whose hash is the case's id, has all of them.
    struct Case {
        ParticipantId agency;
        ParticipantId custodian;
        bytes2 jurisdiction;
        uint40 noticeAt;
        uint40 remedyUntil;
        ParticipantId tribunal;
        uint8 instance;
        Standing custodianStanding;
        Standing consignorStanding;
        bool charged;
        bool exempt;
        bool contested;
        bool seized;
        bool closed;
        bytes4 profile;
    }

    /// @notice An entry became part of a shipment's history.
    event EntryRecorded(
        ShipmentId indexed shipment,
        EntryHash indexed entry,
        ParticipantId indexed author,
        uint32 sequence,
        EntryHash previous,
        uint8 kind,
        ParticipantId counterparty,
        bytes32 refersTo,
        uint40 occurredAt,
        bytes32 commitment,
        bytes signature
    );

    /// @notice An entry of a batch was refused; `reason` is the error that `record` would have reverted with.
    /// The log repeats the whole entry, so that every reader can check the refusal. It does not prove the author, since
    /// the signature may be invalid.
    event EntryRefused(ShipmentId indexed shipment, EntryHash indexed entry, SignedEntry refused, bytes reason);

    /// @notice An entry of a batch was refused because a number exceeds its field. Such an entry has no hash.
    /// @param place Position of the entry in the batch, from 0.
    /// @param reason The error `ShipmentLedgerNumberTooWide` that `record` would have reverted with.
    event EntryMalformed(ShipmentId indexed shipment, uint256 place, bytes reason);

    /// @notice The signature is malformed, malleable (high s) or recovers to no account, or its wallet denies it.
    error ShipmentLedgerInvalidSignature(EntryHash entry, ParticipantId author);

    /// @notice `key` is not a key of `author` at this time.
    error ShipmentLedgerKeyNotAuthorised(EntryHash entry, ParticipantId author, address key);

    /// @notice The participant is not enrolled, or suspended.
    error ShipmentLedgerParticipantNotActive(ParticipantId participant);

    /// @notice The submitter left too little gas for the call of a wallet contract. The whole transaction reverts, since
    /// the wallet's answer must not depend on the submitter.
    error ShipmentLedgerInsufficientGas(uint256 available, uint256 required);

    /// @notice `previous` is not the shipment's head: another entry came first, or this entry is already recorded.
    error ShipmentLedgerStale(ShipmentId shipment, EntryHash previous, EntryHash head);

    /// @notice `occurredAt` is after `limit`: the block's time plus 120 seconds.
    error ShipmentLedgerOccurredInFuture(ShipmentId shipment, uint40 occurredAt, uint40 limit);

    /// @notice A number exceeds its field. `field` is the position of the field in `Entry`, from 0.
    error ShipmentLedgerNumberTooWide(ShipmentId shipment, uint8 field, uint256 value);

    /// @notice The ledger has no such kind of entry.
    error ShipmentLedgerUnknownKind(uint8 kind);

    /// @notice The kind needs a counterparty and the entry has none, or the reverse.
    error ShipmentLedgerCounterpartyMismatch(uint8 kind, ParticipantId counterparty);

    /// @notice The kind needs a reference and the entry has none, or the reverse.
    error ShipmentLedgerReferenceMismatch(uint8 kind, bytes32 refersTo);

    /// @notice The author named itself as the counterparty.
    error ShipmentLedgerCounterpartyIsAuthor(uint8 kind, ParticipantId author);

    /// @notice The author has no role that may make this entry. `roles` and `required` are bit sets of `Roles`.
    error ShipmentLedgerRoleRequired(ParticipantId author, uint16 roles, uint16 required);

    /// @notice The phase forbids the entry. `expected` has bit `1 << phase` for each phase that allows it.
    error ShipmentLedgerUnexpectedPhase(ShipmentId shipment, Phase current, uint8 expected);

    /// @notice The author does not hold the shipment.
    error ShipmentLedgerNotCustodian(ShipmentId shipment, ParticipantId author, ParticipantId custodian);

    /// @notice The shipment is offered to another participant.
    error ShipmentLedgerNotOfferedTo(ShipmentId shipment, ParticipantId author, ParticipantId offeredTo);

    /// @notice Open customs cases on the shipment forbid the entry.
    error ShipmentLedgerHeld(ShipmentId shipment, uint16 openCases);

    /// @notice The shipment is not directly inside `unit`, but inside `container`; 0 when it is in no unit.
    error ShipmentLedgerNotInside(ShipmentId shipment, ShipmentId unit, ShipmentId container);

    /// @notice A shipment cannot be loaded into itself.
    error ShipmentLedgerLoadedIntoItself(ShipmentId shipment);

    /// @notice Loading would nest units deeper than `limit` levels.
    error ShipmentLedgerNestedTooDeep(ShipmentId shipment, ShipmentId unit, uint8 limit);

    /// @notice The shipment still contains units.
    error ShipmentLedgerNotEmpty(ShipmentId shipment, uint32 contents);

    /// @notice The shipment has `limit` open cases, the most possible.
    error ShipmentLedgerTooManyCases(ShipmentId shipment, uint16 limit);

    /// @notice The shipment has no case with this id.
    error ShipmentLedgerUnknownCase(ShipmentId shipment, EntryHash hold);

    /// @notice The case is closed.
    error ShipmentLedgerCaseClosed(ShipmentId shipment, EntryHash hold);

    /// @notice Only the agency that opened the case may do this.
    error ShipmentLedgerNotAgencyOfCase(EntryHash hold, ParticipantId author, ParticipantId agency);

    /// @notice The participant is neither the consignor nor the custodian at the opening of the case.
    error ShipmentLedgerNotAffectedParty(
        EntryHash hold,
        ParticipantId participant,
        ParticipantId custodian,
        ParticipantId consignor
    );

    /// @notice An open remedy on the case forbids the entry.
    error ShipmentLedgerRemedyOpen(EntryHash hold);

    /// @notice The case has no open remedy.
    error ShipmentLedgerNoRemedyOpen(EntryHash hold);

    /// @notice The goods are already seized under this case.
    error ShipmentLedgerAlreadySeized(EntryHash hold);

    /// @notice The goods are not seized under this case.
    error ShipmentLedgerNotSeized(EntryHash hold);

    /// @notice This affected party received no notice of the case.
    error ShipmentLedgerNoNotice(EntryHash hold, ParticipantId participant);

    /// @notice The agency has not charged anything in the case.
    error ShipmentLedgerNoCharge(EntryHash hold);

    /// @notice The agency already charged in the case. Further facts need a case of their own, with notice and hearing.
    error ShipmentLedgerAlreadyCharged(EntryHash hold);

    /// @notice This affected party was not heard and did not waive the hearing, and no exemption is on record.
    error ShipmentLedgerNotHeard(EntryHash hold, ParticipantId participant);

    /// @notice The time for a remedy still runs at `time`.
    error ShipmentLedgerRemedyRuns(EntryHash hold, uint40 time, uint40 remedyUntil);

    /// @notice The tribunal is of another jurisdiction than the case.
    error ShipmentLedgerOtherJurisdiction(EntryHash hold, ParticipantId tribunal, bytes2 jurisdiction, bytes2 required);

    /// @notice The tribunal is itself the agency of the case or an affected party.
    error ShipmentLedgerOwnCase(EntryHash hold, ParticipantId tribunal);

    /// @notice The case was appealed to `tribunal`, and no other decides it.
    error ShipmentLedgerNotTribunalOfCase(EntryHash hold, ParticipantId author, ParticipantId tribunal);

    /// @notice No tribunal has decided the case.
    error ShipmentLedgerNoDecision(EntryHash hold);

    /// @notice The addressee of the Appeal is no tribunal. `roles` is a bit set of `Roles`.
    error ShipmentLedgerNotTribunal(ParticipantId participant, uint16 roles);

    /// @notice The addressee of the Appeal made the decision that is appealed against.
    error ShipmentLedgerSameInstance(EntryHash hold, ParticipantId tribunal);

    /// @notice The case had `limit` instances, the most possible.
    error ShipmentLedgerNoFurtherInstance(EntryHash hold, uint8 limit);

    /// @notice The author is neither the agency of the case nor an affected party nor a tribunal of its jurisdiction.
    error ShipmentLedgerNotConcerned(EntryHash hold, ParticipantId author);

    /// @notice The author already corrected this entry by `successor`.
    error ShipmentLedgerAlreadyCorrected(EntryHash entry, EntryHash successor);

    /// @notice Records one entry, or reverts with the reason of the refusal.
    /// @return entry Its hash, now the shipment's head.
    function record(SignedEntry calldata signed) external returns (EntryHash entry);

    /// @notice Records the allowed entries in order, and emits `EntryRefused` or `EntryMalformed` for the others.
    /// @return recorded Number of recorded entries.
    function recordBatch(SignedEntry[] calldata batch) external returns (uint256 recorded);

    /// @notice Hash of the shipment's last entry; 0 for an unknown shipment.
    function headOf(ShipmentId shipment) external view returns (EntryHash);

    /// @notice The shipment's custody record; all fields 0 for an unknown shipment.
    function custodyOf(ShipmentId shipment) external view returns (Custody memory);

    /// @notice The unit that directly contains the shipment; 0 when no unit does.
    function containerOf(ShipmentId shipment) external view returns (ShipmentId);

    /// @notice The case opened on `shipment` by the Hold entry `hold`; all fields 0 when there is none.
    function caseOf(ShipmentId shipment, EntryHash hold) external view returns (Case memory);

    /// @notice The entry by which `author` corrected `entry` of `shipment`; 0 without a correction.
    function successorOf(ShipmentId shipment, ParticipantId author, EntryHash entry) external view returns (EntryHash);

    /// @notice The EIP-712 digest of an entry.
    function hashOf(Entry calldata entry) external view returns (EntryHash);
}
