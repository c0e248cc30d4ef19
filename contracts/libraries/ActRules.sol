// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ActRule, toActRule} from "../types/ActRule.sol";
import {ActKinds} from "./ActKinds.sol";
import {Roles} from "./Roles.sol";
import {States} from "./States.sol";

/// @title The table of kinds of acts: what an act of each kind has, who may make it, and in which states
/// @notice `ActShape` and `Cooperation` check it before the rule of the kind. `ACT_RULES` of the TypeScript domain is the
/// same table; the tests compare their rows.
library ActRules {
    /// @dev The kind needs an active counterparty. Every other kind takes none.
    uint256 internal constant ADDRESSED = 1 << 104;

    /// @dev The kind needs a reference, or may have one. Every other kind takes none.
    uint256 internal constant REFERS = 1 << 105;
    uint256 internal constant MAY_REFER = 1 << 106;

    /// @dev The kind needs a time, or may have one. Every other kind takes none.
    uint256 internal constant TIMED = 1 << 107;
    uint256 internal constant MAY_END = 1 << 108;

    /// @dev The kind needs a period. Every other kind takes none.
    uint256 internal constant PERIOD = 1 << 109;

    /// @dev The kind needs a set of measures, or may have a set of caveats. Every other kind takes no set.
    uint256 internal constant MEASURES = 1 << 110;
    uint256 internal constant CAVEATS = 1 << 111;

    /// @dev The author is the opener of the matter, the answerer of the request, or has signed the agreement or the joint case.
    uint256 internal constant BY_OPENER = 1 << 112;
    uint256 internal constant BY_ANSWERER = 1 << 113;
    uint256 internal constant BY_PARTY = 1 << 114;

    /// @dev The author is the giver of the handover, its recipient, its originator, or the giver or the originator.
    uint256 internal constant BY_GIVER = 1 << 115;
    uint256 internal constant BY_RECIPIENT = 1 << 116;
    uint256 internal constant BY_ORIGINATOR = 1 << 117;
    uint256 internal constant BY_SOURCE = 1 << 118;

    /// @dev The agreement of the matter is in force.
    uint256 internal constant COVERED = 1 << 119;

    /// @dev The recipient of the handover is active.
    uint256 internal constant TO_RECIPIENT = 1 << 120;

    /// @dev The act opens a matter on the basis that it refers to, or opens a handover, a seal or an exhibit.
    uint256 internal constant NEW_MATTER = 1 << 121;
    uint256 internal constant NEW_ITEM = 1 << 122;

    /// @dev The rule looks at the basis of the matter, or changes it.
    uint256 internal constant BASIS = 1 << 123;

    /// @dev The rule changes the seat of the author, or of the counterparty.
    uint256 internal constant SEAT = 1 << 124;
    uint256 internal constant OTHER_SEAT = 1 << 125;

    uint16 internal constant AUTHORITIES = Roles.CUSTOMS | Roles.TRIBUNAL;

    /// @dev The lengths of the closed lists, and the sets of all their codes.
    uint8 internal constant DIRECTIONS = 3;
    uint8 internal constant MEASURE_CODES = 10;
    uint8 internal constant REFUSALS = 12;
    uint8 internal constant POSTPONEMENTS = 4;
    uint8 internal constant OUTCOMES = 4;
    uint8 internal constant BASES = 9;
    uint8 internal constant ERASURE_REFUSALS = 3;
    uint8 internal constant SEAL_GROUNDS = 5;
    uint8 internal constant ANCHORS = 3;
    uint8 internal constant TASKS = 5;
    uint16 internal constant ALL_MEASURES = uint16((1 << MEASURE_CODES) - 1);
    uint16 internal constant ALL_CAVEATS = (1 << 6) - 1;

    /// @notice The row of a kind; the empty row for an unknown kind.
    function ruleOf(uint8 kind) internal pure returns (ActRule) {
        if (kind <= ActKinds.DENOUNCE) return _ruleOfAgreement(kind);
        if (kind <= ActKinds.CLOSE) return _ruleOfRequest(kind);
        if (kind <= ActKinds.REFUSE_ERASURE) return _ruleOfHandover(kind);
        if (kind <= ActKinds.ANCHOR) return _ruleOfSealOrAnchor(kind);
        return _ruleOfJointCase(kind);
    }

    function _ruleOfAgreement(uint8 kind) private pure returns (ActRule) {
        if (kind == ActKinds.PROPOSE)
            return
                toActRule(
                    AUTHORITIES,
                    States.UNKNOWN,
                    0,
                    DIRECTIONS,
                    MAY_REFER | MAY_END | PERIOD | MEASURES | NEW_MATTER | BASIS | SEAT
                );
        if (kind == ActKinds.NAME)
            return toActRule(AUTHORITIES, States.PROPOSED, 0, DIRECTIONS, ADDRESSED | BY_OPENER | BASIS | OTHER_SEAT);
        if (kind == ActKinds.SIGN) return toActRule(AUTHORITIES, States.PROPOSED, 0, 0, BASIS | SEAT);
        if (kind == ActKinds.SUSPEND) return toActRule(AUTHORITIES, States.CONCLUDED, 0, 0, BY_PARTY | SEAT);
        if (kind == ActKinds.RESUME) return toActRule(AUTHORITIES, States.SUSPENDED, 0, 0, BY_PARTY | SEAT);
        if (kind == ActKinds.DENOUNCE) return toActRule(AUTHORITIES, States.CONCLUDED, 0, 0, BY_PARTY);
        return ActRule.wrap(0);
    }

    function _ruleOfRequest(uint8 kind) private pure returns (ActRule) {
        if (kind == ActKinds.ASK)
            return
                toActRule(
                    AUTHORITIES,
                    States.UNKNOWN,
                    0,
                    MEASURE_CODES,
                    ADDRESSED | REFERS | PERIOD | NEW_MATTER | BASIS | COVERED
                );
        if (kind == ActKinds.RECEIVE) return toActRule(AUTHORITIES, States.SENT, 0, 0, BY_ANSWERER);
        if (kind == ActKinds.RETURN) return toActRule(AUTHORITIES, States.RECEIVED, 0, 0, TIMED | BY_ANSWERER);
        if (kind == ActKinds.COMPLETE) return toActRule(AUTHORITIES, States.INCOMPLETE, 0, 0, BY_OPENER);
        if (kind == ActKinds.ACCEPT)
            return toActRule(AUTHORITIES, States.RECEIVED | States.POSTPONED, 0, 0, BY_ANSWERER);
        if (kind == ActKinds.REFUSE)
            return toActRule(AUTHORITIES, States.RECEIVED | States.POSTPONED, 0, REFUSALS, BY_ANSWERER);
        if (kind == ActKinds.POSTPONE)
            return toActRule(AUTHORITIES, States.RECEIVED, 0, POSTPONEMENTS, TIMED | BY_ANSWERER);
        if (kind == ActKinds.DELAY)
            return
                toActRule(
                    AUTHORITIES,
                    States.RECEIVED | States.ACCEPTED | States.POSTPONED,
                    0,
                    POSTPONEMENTS,
                    TIMED | BY_ANSWERER
                );
        if (kind == ActKinds.ANSWER)
            return toActRule(AUTHORITIES, States.ACCEPTED | States.ANSWERED, 0, 0, BY_ANSWERER);
        if (kind == ActKinds.CLOSE) return toActRule(AUTHORITIES, States.REQUEST & ~States.CLOSED, 0, OUTCOMES, 0);
        return ActRule.wrap(0);
    }

    function _ruleOfHandover(uint8 kind) private pure returns (ActRule) {
        if (kind == ActKinds.OFFER)
            return toActRule(AUTHORITIES, States.SHARING, 0, BASES, ADDRESSED | TIMED | CAVEATS | COVERED | NEW_ITEM);
        if (kind == ActKinds.SIGN_CAVEATS)
            return toActRule(Roles.ALL, States.KNOWN, States.OFFERED, 0, REFERS | CAVEATS | BY_RECIPIENT);
        if (kind == ActKinds.DECLINE)
            return toActRule(Roles.ALL, States.KNOWN, States.OFFERED, 0, REFERS | BY_RECIPIENT);
        if (kind == ActKinds.RELEASE)
            return
                toActRule(
                    Roles.ALL,
                    States.SHARING,
                    States.CAVEATS_SIGNED,
                    0,
                    REFERS | BY_GIVER | COVERED | TO_RECIPIENT
                );
        if (kind == ActKinds.RECEIPT)
            return toActRule(Roles.ALL, States.KNOWN, States.RELEASED, 0, REFERS | BY_RECIPIENT);
        if (kind == ActKinds.DISPUTE)
            return toActRule(Roles.ALL, States.KNOWN, States.RELEASED, 0, REFERS | BY_RECIPIENT);
        if (kind == ActKinds.CONSENT)
            return toActRule(Roles.ALL, States.KNOWN, States.RECEIPTED, 0, ADDRESSED | REFERS | BY_ORIGINATOR);
        if (kind == ActKinds.ONWARD)
            return
                toActRule(
                    Roles.ALL,
                    States.SHARING,
                    States.RECEIPTED,
                    BASES,
                    ADDRESSED | REFERS | TIMED | CAVEATS | BY_RECIPIENT | COVERED | NEW_ITEM
                );
        if (kind == ActKinds.RECALL)
            return toActRule(Roles.ALL, States.KNOWN, States.HANDED_OVER, 0, REFERS | TIMED | BY_SOURCE);
        if (kind == ActKinds.ERASE)
            return toActRule(Roles.ALL, States.KNOWN, States.HANDED_OVER | States.RECALLED, 0, REFERS | BY_RECIPIENT);
        if (kind == ActKinds.REFUSE_ERASURE)
            return toActRule(Roles.ALL, States.KNOWN, States.RECALLED, ERASURE_REFUSALS, REFERS | BY_RECIPIENT);
        return ActRule.wrap(0);
    }

    function _ruleOfSealOrAnchor(uint8 kind) private pure returns (ActRule) {
        if (kind == ActKinds.SEAL)
            return toActRule(AUTHORITIES, States.KNOWN, 0, SEAL_GROUNDS, MAY_REFER | TIMED | NEW_ITEM);
        if (kind == ActKinds.EXTEND_SEAL)
            return toActRule(Roles.TRIBUNAL, States.KNOWN, States.SEALED, SEAL_GROUNDS, REFERS | TIMED);
        if (kind == ActKinds.OPEN_SEAL)
            return toActRule(Roles.ALL, States.KNOWN, States.SEALED | States.SEAL_LAPSED, 0, REFERS | BY_GIVER);
        if (kind == ActKinds.LAPSE_SEAL) return toActRule(Roles.ALL, States.KNOWN, States.SEALED, 0, REFERS);
        if (kind == ActKinds.ANCHOR) return toActRule(AUTHORITIES, States.UNKNOWN | States.KEPT, 0, ANCHORS, MAY_END);
        return ActRule.wrap(0);
    }

    function _ruleOfJointCase(uint8 kind) private pure returns (ActRule) {
        if (kind == ActKinds.CONVENE)
            return
                toActRule(AUTHORITIES, States.UNKNOWN, 0, TASKS, REFERS | TIMED | NEW_MATTER | BASIS | COVERED | SEAT);
        if (kind == ActKinds.INVITE)
            return toActRule(AUTHORITIES, States.CONVENED, 0, TASKS, ADDRESSED | BY_OPENER | COVERED | OTHER_SEAT);
        if (kind == ActKinds.JOIN) return toActRule(AUTHORITIES, States.CONVENED, 0, 0, COVERED | SEAT);
        if (kind == ActKinds.PROLONG)
            return toActRule(AUTHORITIES, States.ACTIVE, 0, 0, PERIOD | BY_PARTY | COVERED | SEAT);
        if (kind == ActKinds.LEAVE) return toActRule(AUTHORITIES, States.ACTIVE, 0, 0, BY_PARTY | SEAT);
        if (kind == ActKinds.EXHIBIT)
            return toActRule(AUTHORITIES, States.ACTIVE, 0, BASES, CAVEATS | BY_PARTY | COVERED | NEW_ITEM);
        if (kind == ActKinds.DERIVE)
            return
                toActRule(
                    AUTHORITIES,
                    States.ACTIVE,
                    States.EXHIBITED,
                    0,
                    REFERS | CAVEATS | BY_PARTY | COVERED | NEW_ITEM
                );
        if (kind == ActKinds.CONCLUDE) return toActRule(AUTHORITIES, States.OPEN_CASE, 0, 0, BY_PARTY);
        return ActRule.wrap(0);
    }
}
