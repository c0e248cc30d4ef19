import { Governance__factory } from "../../types/factories/Governance__factory.ts";

/** The ABI of the AccessManager that governs the registry, as generated from contracts/Governance.sol. */
export const governanceInterface = Governance__factory.createInterface();
