// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KindRule, toKindRule} from "../types/KindRule.sol";
import {Kinds} from "./Kinds.sol";
import {Phases} from "./Phases.sol";
import {Roles} from "./Roles.sol";

/// @title The table of kinds: what an entry of each kind has, who may make it, and in which phases of the shipment
/// @notice `EntryShape` and `Lifecycle` check it before the rule of the kind. `KIND_RULES` of the TypeScript domain is the
/// same table without phases and authors; the tests compare their rows.
library KindRules {
    /// @dev The kind needs a counterparty. The kind may have one. Every other kind takes none.
    uint256 internal constant ADDRESSED = 1 << 24;
    uint256 internal constant MAY_ADDRESS = 1 << 35;

    /// @dev The kind needs a reference: to a unit, to a case that has not ended, or to an entry.
    uint256 internal constant UNIT = 1 << 25;
    uint256 internal constant OPEN_CASE = 1 << 26;
    uint256 internal constant ENTRY = 1 << 27;
    uint256 internal constant NEEDS_REFERENCE = UNIT | OPEN_CASE | ENTRY;

    /// @dev The kind may have a reference: to a case, open or closed, to anything, or to the profile of the case that the
    /// entry opens. Every other kind takes none.
    uint256 internal constant ANY_CASE = 1 << 28;
    uint256 internal constant ANYTHING = 1 << 29;
    uint256 internal constant NEW_CASE = 1 << 30;
    uint256 internal constant MAY_REFER = ANY_CASE | ANYTHING | NEW_CASE;

    /// @dev The counterparty is active.
    uint256 internal constant ACTIVE_COUNTERPARTY = 1 << 31;

    /// @dev The rule looks at more than the custody of the shipment.
    uint256 internal constant BESIDE_CUSTODY = NEEDS_REFERENCE | ANY_CASE | NEW_CASE | ACTIVE_COUNTERPARTY;

    /// @dev The author is the custodian of the shipment, the participant to whom it is offered, or the agency that opened
    /// the case. Of every other kind anyone in the role is the author.
    uint256 internal constant BY_CUSTODIAN = 1 << 32;
    uint256 internal constant BY_RECEIVER = 1 << 33;
    uint256 internal constant BY_AGENCY = 1 << 34;
    uint256 internal constant BY_PARTY = BY_CUSTODIAN | BY_RECEIVER | BY_AGENCY;

    /// @notice The row of a kind; the empty row for an unknown kind.
    function ruleOf(uint8 kind) internal pure returns (KindRule) {
        if (kind == Kinds.REPORT) return toKindRule(Roles.ALL, Phases.KNOWN, ANYTHING);
        if (kind == Kinds.CONSIGN) return toKindRule(Roles.CONSIGNORS, Phases.UNKNOWN, 0);
        if (kind == Kinds.OFFER)
            return toKindRule(Roles.ALL, Phases.IN_CUSTODY, ADDRESSED | ACTIVE_COUNTERPARTY | BY_CUSTODIAN);
        if (kind == Kinds.ACCEPT) return toKindRule(Roles.ALL, Phases.OFFERED, BY_RECEIVER);
        if (kind == Kinds.REFUSE) return toKindRule(Roles.ALL, Phases.OFFERED, BY_RECEIVER);
        if (kind == Kinds.WITHDRAW) return toKindRule(Roles.ALL, Phases.OFFERED, BY_CUSTODIAN);
        if (kind == Kinds.LOAD) return toKindRule(Roles.ALL, Phases.IN_CUSTODY, UNIT | BY_CUSTODIAN);
        if (kind == Kinds.UNLOAD) return toKindRule(Roles.ALL, Phases.INSIDE, UNIT);
        return _ruleOfMeasure(kind);
    }

    /// @dev The kinds of customs measures, and those that correct an entry or close a shipment.
    function _ruleOfMeasure(uint8 kind) private pure returns (KindRule) {
        if (kind == Kinds.INSPECT) return toKindRule(Roles.CUSTOMS, Phases.KNOWN, ANY_CASE);
        if (kind == Kinds.HOLD) return toKindRule(Roles.CUSTOMS, Phases.IN_CUSTODY | Phases.OFFERED, NEW_CASE);
        if (kind == Kinds.NOTICE) return toKindRule(Roles.ALL, Phases.ALL, OPEN_CASE | ADDRESSED | BY_AGENCY);
        if (kind == Kinds.RELEASE) return toKindRule(Roles.ALL, Phases.ALL, OPEN_CASE | BY_AGENCY);
        if (kind == Kinds.CONTEST) return toKindRule(Roles.ALL, Phases.ALL, OPEN_CASE);
        if (kind == Kinds.UPHOLD) return toKindRule(Roles.TRIBUNAL, Phases.ALL, OPEN_CASE);
        if (kind == Kinds.ANNUL) return toKindRule(Roles.TRIBUNAL, Phases.ALL, OPEN_CASE);
        if (kind == Kinds.SEIZE) return toKindRule(Roles.CUSTOMS, Phases.ALL, OPEN_CASE | BY_AGENCY);
        if (kind == Kinds.FORFEIT) return toKindRule(Roles.CUSTOMS, Phases.ALL, OPEN_CASE | BY_AGENCY);
        if (kind == Kinds.CORRECT) return toKindRule(Roles.ALL, Phases.KNOWN, ENTRY);
        if (kind == Kinds.CLOSE) return toKindRule(Roles.ALL, Phases.IN_CUSTODY, BY_CUSTODIAN);
        if (kind == Kinds.CHARGE) return toKindRule(Roles.CUSTOMS, Phases.ALL, OPEN_CASE | BY_AGENCY);
        if (kind == Kinds.HEAR) return toKindRule(Roles.ALL, Phases.ALL, OPEN_CASE | MAY_ADDRESS);
        if (kind == Kinds.APPEAL) return toKindRule(Roles.ALL, Phases.ALL, OPEN_CASE | ADDRESSED | ACTIVE_COUNTERPARTY);
        if (kind == Kinds.LAPSE) return toKindRule(Roles.ALL, Phases.ALL, OPEN_CASE);
        return KindRule.wrap(0);
    }
}
