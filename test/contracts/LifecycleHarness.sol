// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipmentLedger} from "../../contracts/interfaces/IShipmentLedger.sol";
import {EntryShape} from "../../contracts/libraries/EntryShape.sol";
import {KindRules} from "../../contracts/libraries/KindRules.sol";
import {Lifecycle} from "../../contracts/libraries/Lifecycle.sol";
import {CaseSlot} from "../../contracts/types/CaseSlot.sol";
import {CustodySlot} from "../../contracts/types/CustodySlot.sol";
import {EntryHash} from "../../contracts/types/EntryHash.sol";
import {KindRule} from "../../contracts/types/KindRule.sol";
import {ShipmentId} from "../../contracts/types/ShipmentId.sol";
import {Situation} from "../../contracts/types/Situation.sol";

/// @title The pure rules as functions that tests can call
contract LifecycleHarness {
    /// @dev `Situation` with each custody record unpacked.
    struct PlainSituation {
        IShipmentLedger.Custody custody;
        ShipmentId container;
        IShipmentLedger.Custody unit;
        ShipmentId root;
        IShipmentLedger.Custody rootCustody;
        IShipmentLedger.Case customsCase;
        EntryHash successor;
        uint16 roles;
        uint16 counterpartyRoles;
        bytes2 jurisdiction;
        uint40 time;
    }

    /// @notice The refusal of an entry's shape, empty when the shape is right.
    function checkShape(IShipmentLedger.Entry memory entry) external pure returns (bytes memory refusal) {
        return EntryShape.check(entry, KindRules.ruleOf(entry.kind));
    }

    /// @notice The row of a kind in the table.
    function ruleOf(uint8 kind) external pure returns (KindRule) {
        return KindRules.ruleOf(kind);
    }

    /// @notice The refusal and the situation after the entry.
    function transition(
        PlainSituation memory situation,
        IShipmentLedger.Entry memory entry
    ) external pure returns (bytes memory refusal, PlainSituation memory next) {
        Situation memory packed = Situation({
            custody: _packCustody(situation.custody),
            container: situation.container,
            unit: _packCustody(situation.unit),
            root: situation.root,
            rootCustody: _packCustody(situation.rootCustody),
            customsCase: _packCase(situation.customsCase),
            successor: situation.successor,
            roles: situation.roles,
            counterpartyRoles: situation.counterpartyRoles,
            jurisdiction: situation.jurisdiction,
            time: situation.time
        });
        refusal = Lifecycle.transition(packed, entry, KindRules.ruleOf(entry.kind));
        next = PlainSituation({
            custody: packed.custody.unpack(),
            container: packed.container,
            unit: packed.unit.unpack(),
            root: packed.root,
            rootCustody: packed.rootCustody.unpack(),
            customsCase: packed.customsCase.unpack(),
            successor: packed.successor,
            roles: packed.roles,
            counterpartyRoles: packed.counterpartyRoles,
            jurisdiction: packed.jurisdiction,
            time: packed.time
        });
    }

    function _packCustody(IShipmentLedger.Custody memory custody) private pure returns (CustodySlot) {
        return
            CustodySlot
                .wrap(0)
                .withCustodian(custody.custodian)
                .withConsignor(custody.consignor)
                .withOfferedTo(custody.offeredTo)
                .withSequence(custody.sequence)
                .withContents(custody.contents)
                .withOpenCases(custody.openCases)
                .withOpenRemedies(custody.openRemedies)
                .withHeight(custody.height)
                .withPhase(custody.phase);
    }

    function _packCase(IShipmentLedger.Case memory customsCase) private pure returns (CaseSlot) {
        return
            CaseSlot
                .wrap(0)
                .withAgency(customsCase.agency)
                .withCustodian(customsCase.custodian)
                .withJurisdiction(customsCase.jurisdiction)
                .withNoticeAt(customsCase.noticeAt)
                .withRemedyUntil(customsCase.remedyUntil)
                .withTribunal(customsCase.tribunal)
                .withInstance(customsCase.instance)
                .withCustodianStanding(customsCase.custodianStanding)
                .withConsignorStanding(customsCase.consignorStanding)
                .withCharged(customsCase.charged)
                .withExempt(customsCase.exempt)
                .withContested(customsCase.contested)
                .withSeized(customsCase.seized)
                .withClosed(customsCase.closed)
                .withProfile(customsCase.profile);
    }
}
