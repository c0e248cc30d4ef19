import type { Config } from "../config/config.ts";
import { readDeployment, type Deployment } from "../config/deployment.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { getCode } from "../ledger/get-code.ts";
import { readConsortium } from "../ledger/read-consortium.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";

/**
 * The addresses of the contracts: those of the settings, or those deployed from DATA_DIR. The ledger names its
 * Consortium. No contract names the directory of members or the ledger of cooperation, and anybody can deploy another one.
 *
 * @throws DeploymentMissing; ChainChanged if the node has no contract at the ledger's address.
 */
export async function findDeployment(rpc: Rpc, { contracts, dataDir }: Config): Promise<Deployment> {
  if (contracts === undefined) return readDeployment(dataDir);
  const { ledger, consortium, ...others } = contracts;
  if (consortium !== undefined) return { ledger, consortium, ...others };
  if ((await getCode(rpc, ledger)) === "0x")
    throw new PortolanError("ChainChanged", { what: "ledger", found: "no contract", pinned: ledger });
  return { ledger, consortium: await readConsortium(rpc, ledger), ...others };
}
