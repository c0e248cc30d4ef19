import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** In Governance, the governor. */
const GOVERNOR = `0x${"0".repeat(40)}`;

/**
 * What Portolan is on chain: a Governance, the Consortium that it brings along, the ShipmentLedger that asks this
 * Consortium who may sign for whom, and the MemberDirectory and the CooperationLedger, which ask it too. Any account can
 * deploy it and has no right afterwards, unless it is named.
 *
 * Parameters, under `Portolan`: `governor` (an address; the deployer by default); `registrar`, `security` and `guardian`
 * (addresses; the governor by default); `registrarDelay` (seconds between scheduling a change of the registry and its
 * execution, and between a change of the directory and its effect; 0, the default, is only for local chains: in
 * production give a day, 86400, or more).
 */
export default buildModule("Portolan", (m) => {
  const delay = m.getParameter("registrarDelay", 0);
  const governance = m.contract("Governance", [
    m.getParameter("governor", m.getAccount(0)),
    m.getParameter("registrar", GOVERNOR),
    m.getParameter("security", GOVERNOR),
    m.getParameter("guardian", GOVERNOR),
    delay,
  ]);
  const consortium = m.contractAt("Consortium", m.staticCall(governance, "consortium"));
  const ledger = m.contract("ShipmentLedger", [consortium]);
  // After the ledger, whose address depends on the number of the deployer's earlier transactions.
  const directory = m.contract("MemberDirectory", [governance, delay], { after: [ledger] });
  const cooperation = m.contract("CooperationLedger", [consortium], { after: [directory] });
  return { governance, consortium, ledger, directory, cooperation };
});
