// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICooperationLedger} from "../interfaces/ICooperationLedger.sol";
import {ActRule} from "../types/ActRule.sol";
import {NOBODY} from "../types/ParticipantId.sol";
import {ActRefusals} from "./ActRefusals.sol";
import {ActRules} from "./ActRules.sol";

/// @title The checks of an act that need no state
library ActShape {
    /// @dev Positions of the fields in `Act`.
    uint8 private constant COUNTERPARTY = 4;
    uint8 private constant REFERS_TO = 5;
    uint8 private constant UNTIL = 8;
    uint8 private constant PERIOD = 9;
    uint8 private constant CODE = 10;
    uint8 private constant CODES = 11;

    /// @notice Refuses an unknown kind, a field that the kind lacks or does not take, and a code outside its closed list.
    /// @param rule The row of the act's kind in `ActRules`.
    function check(ICooperationLedger.Act memory act, ActRule rule) internal pure returns (bytes memory refusal) {
        uint8 kind = act.kind;
        if (rule.roles() == 0) return ActRefusals.unknownKind(kind);
        if (rule.has(ActRules.ADDRESSED) != (act.counterparty != NOBODY)) {
            return ActRefusals.fieldMismatch(kind, COUNTERPARTY);
        }
        if (rule.has(ActRules.ADDRESSED) && act.counterparty == act.author)
            return ActRefusals.counterpartyIsAuthor(kind, act.author);
        if (_mismatches(act.refersTo != 0, rule, ActRules.REFERS, ActRules.MAY_REFER)) {
            return ActRefusals.fieldMismatch(kind, REFERS_TO);
        }
        if (_mismatches(act.until != 0, rule, ActRules.TIMED, ActRules.MAY_END)) {
            return ActRefusals.fieldMismatch(kind, UNTIL);
        }
        if (rule.has(ActRules.PERIOD) != (act.period != 0)) return ActRefusals.fieldMismatch(kind, PERIOD);
        if ((rule.codes() != 0) != (act.code != 0)) return ActRefusals.fieldMismatch(kind, CODE);
        if (act.code > rule.codes()) return ActRefusals.unknownCode(kind, act.code, rule.codes());
        if (_mismatches(act.codes != 0, rule, ActRules.MEASURES, ActRules.CAVEATS)) {
            return ActRefusals.fieldMismatch(kind, CODES);
        }
        uint16 known = rule.has(ActRules.MEASURES) ? ActRules.ALL_MEASURES : ActRules.ALL_CAVEATS;
        if (act.codes & ~known != 0) return ActRefusals.unknownCode(kind, act.codes, known);
    }

    function _mismatches(bool given, ActRule rule, uint256 needed, uint256 optional) private pure returns (bool) {
        return given ? !rule.has(needed | optional) : rule.has(needed);
    }
}
