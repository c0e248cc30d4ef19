import { Interface } from "ethers/abi";
import artifact from "../../artifacts/contracts/Governance.sol/Governance.json" with { type: "json" };
import type { GovernanceInterface } from "../../types/Governance.ts";

/** The ABI of the AccessManager that governs the registry, compiled from `Governance`. */
export const governanceInterface = new Interface(artifact.abi) as GovernanceInterface;
