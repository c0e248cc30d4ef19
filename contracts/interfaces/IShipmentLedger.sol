// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EntryHash} from "../types/EntryHash.sol";
import {ParticipantId} from "../types/ParticipantId.sol";
import {ShipmentId} from "../types/ShipmentId.sol";
import {IConsortium} from "./IConsortium.sol";

/// @title The ledger of shipments
/// @notice Records signed statements about shipments, one hash chain for each. Anyone may submit; only the signature
/// gives authority. There is no owner, upgrade, pause or delete.
interface IShipmentLedger {
    /// @notice Where a shipment stands.
    enum Phase {
        Unknown,
        InCustody,
        Offered,
        Inside,
        Closed,
        Forfeited
    }

    /// @notice One immutable statement about one shipment by one participant.
    /// @param shipment The unit that it is about.
    /// @param previous Hash of the shipment's last entry; 0 for the first.
    /// @param kind A constant of `Kinds`; a plain number, so that an unknown one is refused and does not stop a batch.
    /// @param author Whose statement it is.
    /// @param counterparty To whom an Offer or a Notice is addressed, else 0.
    /// @param refersTo What it refers to: the unit of a Load or Unload, the case of a customs entry, the corrected
    /// entry of a Correct; free for a Report, else 0.
    /// @param occurredAt Unix time in seconds at which it happened, as its author says.
    /// @param commitment Digest of the payload, which is kept off chain.
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
    /// @param signature 64 bytes (EIP-2098) or 65 bytes (r, s, v) of an account's key; of any other length, the
    /// 20-byte address of a wallet contract followed by what its `isValidSignature` (ERC-1271) is to judge, for which it
    /// gets 200,000 gas. With a wallet whose own signatures have 44 or 45 bytes, which make 64 or 65 in all, they must be
    /// padded.
    struct SignedEntry {
        Entry entry;
        bytes signature;
    }

    /// @notice Who holds a shipment, in one storage slot.
    /// @param custodian Who holds it; while it is inside a unit, who held it when it was loaded.
    /// @param consignor Who opened it.
    /// @param offeredTo To whom it is offered; 0 unless the phase is Offered.
    /// @param sequence How many entries it has.
    /// @param contents How many units are directly inside it.
    /// @param openCases How many customs cases are open on it.
    /// @param openRemedies How many of these are contested and undecided.
    /// @param height Upper bound of the levels of units inside it; 0 when it is empty.
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

    /// @notice A customs measure on a shipment, named by the hash of its Hold entry, in one storage slot.
    /// @param agency Who opened it; 0 when there is no such case.
    /// @param custodian Who held the shipment when it was opened, and may contest it beside the consignor.
    /// @param notified Whether an affected party was served notice.
    /// @param contested Whether a remedy is open.
    /// @param seized Whether the agency took the goods under it.
    /// @param closed Whether it was released, annulled or ended by forfeiture.
    struct Case {
        ParticipantId agency;
        ParticipantId custodian;
        bool notified;
        bool contested;
        bool seized;
        bool closed;
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

    /// @notice An entry of a batch was not recorded; `reason` is the error that `record` would have reverted with.
    /// The entry is repeated whole, so that whoever reads the log can check that it was rightly refused. Its author is
    /// not established: the signature may be the reason.
    event EntryRefused(ShipmentId indexed shipment, EntryHash indexed entry, SignedEntry refused, bytes reason);

    /// @notice An entry of a batch was not recorded because a number in it exceeds its field, so that it has no hash.
    /// @param place Position of the entry in the batch, from 0.
    /// @param reason The error `ShipmentLedgerNumberTooWide` that `record` would have reverted with.
    event EntryMalformed(ShipmentId indexed shipment, uint256 place, bytes reason);

    /// @notice The signature is malformed, malleable (high s), recovers to nobody, or its wallet does not confirm it.
    error ShipmentLedgerInvalidSignature(EntryHash entry, ParticipantId author);

    /// @notice `key` is not a key of `author`, or not at this time.
    error ShipmentLedgerKeyNotAuthorised(EntryHash entry, ParticipantId author, address key);

    /// @notice The participant is not enrolled, or suspended.
    error ShipmentLedgerParticipantNotActive(ParticipantId participant);

    /// @notice The submitter left too little gas to ask a wallet contract; the whole transaction reverts, since the
    /// wallet's answer must not depend on who submits.
    error ShipmentLedgerInsufficientGas(uint256 available, uint256 required);

    /// @notice `previous` is not the shipment's head: the entry was overtaken, or recorded already.
    error ShipmentLedgerStale(ShipmentId shipment, EntryHash previous, EntryHash head);

    /// @notice The entry claims to have occurred after `limit`, the block's time and a small drift.
    error ShipmentLedgerOccurredInFuture(ShipmentId shipment, uint40 occurredAt, uint40 limit);

    /// @notice A number exceeds its field. `field` is the position of the field in `Entry`, from 0.
    error ShipmentLedgerNumberTooWide(ShipmentId shipment, uint8 field, uint256 value);

    /// @notice No such kind of entry.
    error ShipmentLedgerUnknownKind(uint8 kind);

    /// @notice This kind needs a counterparty and got none, or takes none and got one.
    error ShipmentLedgerCounterpartyMismatch(uint8 kind, ParticipantId counterparty);

    /// @notice This kind needs a reference and got none, or takes none and got one.
    error ShipmentLedgerReferenceMismatch(uint8 kind, bytes32 refersTo);

    /// @notice The author named itself as the counterparty.
    error ShipmentLedgerCounterpartyIsAuthor(uint8 kind, ParticipantId author);

    /// @notice The author has none of the roles that may make this entry; both are bit sets of `Roles`.
    error ShipmentLedgerRoleRequired(ParticipantId author, uint16 roles, uint16 required);

    /// @notice The shipment's phase does not allow this; `expected` has bit `1 << phase` for each that does.
    error ShipmentLedgerUnexpectedPhase(ShipmentId shipment, Phase current, uint8 expected);

    /// @notice The author does not hold the shipment.
    error ShipmentLedgerNotCustodian(ShipmentId shipment, ParticipantId author, ParticipantId custodian);

    /// @notice The shipment is offered to somebody else.
    error ShipmentLedgerNotOfferedTo(ShipmentId shipment, ParticipantId author, ParticipantId offeredTo);

    /// @notice Open customs cases on the shipment forbid this.
    error ShipmentLedgerHeld(ShipmentId shipment, uint16 openCases);

    /// @notice The shipment is not directly inside `unit` but inside `container` (0: in none).
    error ShipmentLedgerNotInside(ShipmentId shipment, ShipmentId unit, ShipmentId container);

    /// @notice A shipment cannot be loaded into itself.
    error ShipmentLedgerLoadedIntoItself(ShipmentId shipment);

    /// @notice Loading would nest units deeper than `limit` levels.
    error ShipmentLedgerNestedTooDeep(ShipmentId shipment, ShipmentId unit, uint8 limit);

    /// @notice The shipment still contains units.
    error ShipmentLedgerNotEmpty(ShipmentId shipment, uint32 contents);

    /// @notice No more cases can be open on one shipment.
    error ShipmentLedgerTooManyCases(ShipmentId shipment, uint16 limit);

    /// @notice The shipment has no case of this name.
    error ShipmentLedgerUnknownCase(ShipmentId shipment, EntryHash hold);

    /// @notice The case has ended.
    error ShipmentLedgerCaseClosed(ShipmentId shipment, EntryHash hold);

    /// @notice Only the agency that opened the case may do this.
    error ShipmentLedgerNotAgencyOfCase(EntryHash hold, ParticipantId author, ParticipantId agency);

    /// @notice The participant is neither the custodian when the case was opened nor the consignor.
    error ShipmentLedgerNotAffectedParty(
        EntryHash hold,
        ParticipantId participant,
        ParticipantId custodian,
        ParticipantId consignor
    );

    /// @notice A remedy is open on the case, which forbids this.
    error ShipmentLedgerRemedyOpen(EntryHash hold);

    /// @notice No remedy is open on the case.
    error ShipmentLedgerNoRemedyOpen(EntryHash hold);

    /// @notice The goods were seized under this case already.
    error ShipmentLedgerAlreadySeized(EntryHash hold);

    /// @notice The goods were not seized under this case.
    error ShipmentLedgerNotSeized(EntryHash hold);

    /// @notice No affected party was served notice of the case.
    error ShipmentLedgerNoNotice(EntryHash hold);

    /// @notice The author corrected this entry already, by `successor`.
    error ShipmentLedgerAlreadyCorrected(EntryHash entry, EntryHash successor);

    /// @notice Records one entry, or reverts with the error that says why not.
    /// @return entry Its hash, now the shipment's head.
    function record(SignedEntry calldata signed) external returns (EntryHash entry);

    /// @notice Records each entry that can be, in order, and emits `EntryRefused` for each other.
    /// @return recorded How many were recorded.
    function recordBatch(SignedEntry[] calldata batch) external returns (uint256 recorded);

    /// @notice The registry that says who may sign for whom.
    function consortium() external view returns (IConsortium);

    /// @notice Hash of the shipment's last entry; 0 when it is unknown.
    function headOf(ShipmentId shipment) external view returns (EntryHash);

    /// @notice The shipment's custody record; all fields 0 when it is unknown.
    function custodyOf(ShipmentId shipment) external view returns (Custody memory);

    /// @notice The unit that the shipment is directly inside of; 0 when in none.
    function containerOf(ShipmentId shipment) external view returns (ShipmentId);

    /// @notice The case opened on `shipment` by the Hold entry `hold`; all fields 0 when there is none.
    function caseOf(ShipmentId shipment, EntryHash hold) external view returns (Case memory);

    /// @notice The entry by which `author` corrected `entry` of `shipment`; 0 when it did not.
    function successorOf(ShipmentId shipment, ParticipantId author, EntryHash entry) external view returns (EntryHash);

    /// @notice The EIP-712 digest of an entry.
    function hashOf(Entry calldata entry) external view returns (EntryHash);
}
