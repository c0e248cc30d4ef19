// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {Consortium} from "./Consortium.sol";
import {IConsortium} from "./interfaces/IConsortium.sol";

/// @title The rights to change the registry of participants, and their delays
/// @notice An OpenZeppelin AccessManager that creates its Consortium and grants every right in its constructor. The
/// deployer never holds a right.
contract Governance is AccessManager {
    /// @notice Enrols, re-keys, re-assigns roles and jurisdictions, and reinstates, after the execution delay.
    uint64 public constant REGISTRAR_ROLE = 1;

    /// @notice Suspends participants and revokes keys without a delay.
    uint64 public constant SECURITY_ROLE = 2;

    /// @notice Cancels scheduled changes of a registrar before they take effect.
    uint64 public constant GUARDIAN_ROLE = 3;

    /// @notice The governed registry.
    Consortium public immutable consortium;

    /// @param governor Holds ADMIN_ROLE: grants and revokes every role, under the same delay as a registrar, since it
    /// could otherwise make itself one that has none.
    /// @param registrar First holder of REGISTRAR_ROLE; 0 means the governor, here and below.
    /// @param security First holder of SECURITY_ROLE.
    /// @param guardian First holder of GUARDIAN_ROLE.
    /// @param delay Seconds between scheduling a change and its earliest execution. 0 suits a local chain alone; a day
    /// gives the members time to look and the guardian time to cancel.
    constructor(
        address governor,
        address registrar,
        address security,
        address guardian,
        uint32 delay
    ) AccessManager(governor) {
        consortium = new Consortium(address(this));

        _setTargetFunctionRole(address(consortium), IConsortium.enrol.selector, REGISTRAR_ROLE);
        _setTargetFunctionRole(address(consortium), IConsortium.setRoles.selector, REGISTRAR_ROLE);
        _setTargetFunctionRole(address(consortium), IConsortium.setJurisdiction.selector, REGISTRAR_ROLE);
        _setTargetFunctionRole(address(consortium), IConsortium.addKey.selector, REGISTRAR_ROLE);
        _setTargetFunctionRole(address(consortium), IConsortium.reinstate.selector, REGISTRAR_ROLE);
        _setTargetFunctionRole(address(consortium), IConsortium.suspend.selector, SECURITY_ROLE);
        _setTargetFunctionRole(address(consortium), IConsortium.revokeKey.selector, SECURITY_ROLE);
        _setRoleGuardian(REGISTRAR_ROLE, GUARDIAN_ROLE);

        _grantRole(REGISTRAR_ROLE, registrar == address(0) ? governor : registrar, 0, delay);
        _grantRole(SECURITY_ROLE, security == address(0) ? governor : security, 0, 0);
        _grantRole(GUARDIAN_ROLE, guardian == address(0) ? governor : guardian, 0, 0);
        _grantRole(ADMIN_ROLE, governor, 0, delay);

        emit RoleLabel(REGISTRAR_ROLE, "REGISTRAR");
        emit RoleLabel(SECURITY_ROLE, "SECURITY");
        emit RoleLabel(GUARDIAN_ROLE, "GUARDIAN");
    }
}
