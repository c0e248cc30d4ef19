import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";

/** Name of the deployment, and so of its folder under `deployments`, where Hardhat Ignition keeps it. */
export const DEPLOYMENT = "portolan";

/** Addresses of the contracts, lower-case. */
export interface Deployment {
  readonly consortium: Hex;
  readonly ledger: Hex;
}

/**
 * The contracts that were deployed from `dataDir` (by `portolan start`).
 *
 * @throws DeploymentMissing
 */
export async function readDeployment(dataDir: string): Promise<Deployment> {
  const path = join(dataDir, "deployments", DEPLOYMENT, "deployed_addresses.json");
  const addresses = await readFile(path, "utf8").then(
    (text) => JSON.parse(text) as Record<string, unknown>,
    () => ({}) as Record<string, unknown>,
  );
  const addressOf = (future: string): Hex => {
    const address = addresses[future];
    if (typeof address !== "string") throw new PortolanError("DeploymentMissing", { path });
    return address.toLowerCase() as Hex;
  };
  return { consortium: addressOf("Portolan#Consortium"), ledger: addressOf("Portolan#ShipmentLedger") };
}
