import type { GovernanceTerms } from "../cli/command-context.ts";
import type { Config } from "../config/config.ts";
import { chainUrl } from "./connect-to-chain.ts";
import type { Deployment } from "../config/deployment.ts";
import { openGovernor } from "./open-keys.ts";
import { deployContracts } from "./deploy-contracts.ts";

/** Deploys the contracts to the chain of these settings, with these terms of governance. */
export async function deployDirectly(config: Config, terms: GovernanceTerms): Promise<Deployment> {
  return deployContracts(chainUrl(config), config.dataDir, await openGovernor(config), { ...terms });
}
