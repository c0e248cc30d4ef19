// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Memory} from "@openzeppelin/contracts/utils/Memory.sol";
import {IConsortium} from "./interfaces/IConsortium.sol";
import {ISignedLedger} from "./interfaces/ISignedLedger.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {EntryHash} from "./types/EntryHash.sol";
import {ParticipantId} from "./types/ParticipantId.sol";
import {Standings} from "./types/Standings.sol";

/// @title What every ledger of signed statements does alike: hashes, times, heads, signatures and keys
/// @dev A refusal is a value: the ABI encoding of an error of the ledger that extends this contract, or empty. So a
/// statement of a batch needs no call of its own. This contract has no storage. Each ledger keeps its chains in its
/// first mapping and the head in the first slot of a chain, so that one form of storage proof serves all.
abstract contract SignedLedger is ISignedLedger, EIP712 {
    /// @dev The parts that all statements of one call share.
    struct Scratch {
        bytes32 domainSeparator;
        Standings standings;
    }

    /// @dev The most seconds by which an author's clock may be ahead of the block's.
    uint40 private constant CLOCK_DRIFT = 120;

    /// @inheritdoc ISignedLedger
    IConsortium public immutable consortium;

    constructor(IConsortium consortium_) EIP712("Portolan", "1") {
        consortium = consortium_;
    }

    /// @dev The domain separator cannot change within one call.
    function _newScratch() internal view returns (Scratch memory scratch) {
        scratch.domainSeparator = _domainSeparatorV4();
    }

    /// @dev Refuses a statement from the future, and then one that does not follow the head of its chain.
    function _checkLink(
        bytes32 chain,
        EntryHash previous,
        EntryHash head,
        uint40 occurredAt
    ) internal view returns (bytes memory refusal) {
        uint40 timeLimit = uint40(block.timestamp) + CLOCK_DRIFT;
        if (occurredAt > timeLimit) return _occurredInFuture(chain, occurredAt, timeLimit);
        if (previous != head) return _stale(chain, previous, head);
    }

    /// @return roles The author's roles (`IConsortium.activeRolesOf`), at least one when nothing is refused.
    /// @return jurisdiction The author's jurisdiction.
    function _authenticate(
        Standings memory standings,
        EntryHash hash,
        ParticipantId author,
        bytes calldata signature
    ) internal view returns (uint16 roles, bytes2 jurisdiction, bytes memory refusal) {
        bytes32 digest = EntryHash.unwrap(hash);
        (address signer, bool wallet) = Signatures.signerOf(digest, signature);
        if (signer == address(0)) return (0, 0, _invalidSignature(hash, author));
        bool authorised;
        (authorised, roles, jurisdiction) = standings.standingOf(consortium, author, signer);
        if (!authorised) return (0, 0, _keyNotAuthorised(hash, author, signer));
        // Only the code of a registered key of the author is ever called.
        if (wallet && !Signatures.isConfirmed(digest, signature)) return (0, 0, _invalidSignature(hash, author));
        if (roles == 0) return (0, 0, _participantNotActive(author));
    }

    /// @dev The EIP-712 digest of a struct whose fields lie in memory as ABI words, without a copy by `abi.encode`, which
    /// would cost an entry 283 gas more and take an opening entry beyond its budget of 60,000.
    /// @param fields The first field.
    /// @param size Bytes of all fields.
    function _digestOf(
        bytes32 typeHash,
        Memory.Pointer fields,
        uint256 size,
        bytes32 domainSeparator
    ) internal pure returns (EntryHash) {
        bytes32 structHash;
        assembly ("memory-safe") {
            let encoded := mload(0x40)
            mstore(encoded, typeHash)
            mcopy(add(encoded, 0x20), fields, size)
            structHash := keccak256(encoded, add(size, 0x20))
        }
        return EntryHash.wrap(MessageHashUtils.toTypedDataHash(domainSeparator, structHash));
    }

    function _invalidSignature(EntryHash hash, ParticipantId author) internal pure virtual returns (bytes memory);

    function _keyNotAuthorised(
        EntryHash hash,
        ParticipantId author,
        address key
    ) internal pure virtual returns (bytes memory);

    function _participantNotActive(ParticipantId participant) internal pure virtual returns (bytes memory);

    function _stale(bytes32 chain, EntryHash previous, EntryHash head) internal pure virtual returns (bytes memory);

    function _occurredInFuture(
        bytes32 chain,
        uint40 occurredAt,
        uint40 limit
    ) internal pure virtual returns (bytes memory);
}
