import type { GovernanceTerms } from "../../src/cli/command-context.ts";
import type { Config } from "../../src/config.ts";
import { chainUrl } from "../../src/connect-to-chain.ts";
import type { Deployment } from "../../src/deployment.ts";
import { openGovernor } from "../../src/open-keys.ts";
import { deployContracts } from "./deploy-contracts.ts";

/** What `portolan deploy` does: deploys the contracts to the chain of these settings, governed on these terms. */
export async function deployDirectly(config: Config, terms: GovernanceTerms): Promise<Deployment> {
  return deployContracts(chainUrl(config), config.dataDir, await openGovernor(config), { ...terms });
}
