import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { isJsonObject } from "../domain/encoding/json.ts";
import { parseAddress } from "./settings.ts";

/** Name of the deployment, and of its folder in `deployments`, where Hardhat Ignition keeps its state. */
export const DEPLOYMENT = "portolan";

/** Addresses of the contracts, lower-case. */
export interface Deployment {
  readonly consortium: Hex;
  readonly ledger: Hex;
  /** The MemberDirectory; `undefined` for a deployment without one. */
  readonly directory: Hex | undefined;
  /** The CooperationLedger; `undefined` for a deployment without one. */
  readonly cooperation: Hex | undefined;
}

/** The addresses that the settings name. The ledger names its Consortium, but no contract names the others. */
export interface NamedContracts extends Omit<Deployment, "consortium"> {
  readonly consortium: Hex | undefined;
}

/**
 * Reads the addresses of the contracts that `portolan deploy` or `portolan start` deployed from `dataDir`.
 *
 * @throws DeploymentMissing
 */
export async function readDeployment(dataDir: string): Promise<Deployment> {
  const path = join(dataDir, "deployments", DEPLOYMENT, "deployed_addresses.json");
  const addresses: unknown = await readFile(path, "utf8").then(JSON.parse, () => undefined);
  const findAddress = (future: string) =>
    isJsonObject(addresses) ? parseAddress(String(addresses[future])) : undefined;
  const addressOf = (future: string): Hex => {
    const address = findAddress(future);
    if (address === undefined) throw new PortolanError("DeploymentMissing", { path });
    return address;
  };
  return {
    consortium: addressOf("Portolan#Consortium"),
    ledger: addressOf("Portolan#ShipmentLedger"),
    directory: findAddress("Portolan#MemberDirectory"),
    cooperation: findAddress("Portolan#CooperationLedger"),
  };
}
