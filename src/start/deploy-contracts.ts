import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatIgnition from "@nomicfoundation/hardhat-ignition";
import hardhatIgnitionEthers from "@nomicfoundation/hardhat-ignition-ethers";
import { join } from "node:path";
import portolan from "../../deploy/modules/portolan.ts";
import hardhatConfig from "../../hardhat.config.ts";
import { DEPLOYMENT, readDeployment, type Deployment } from "../config/deployment.ts";
import type { PrivateKey } from "../keys/private-key.ts";
import { hexOf } from "../domain/encoding/hex.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/**
 * Deploys the contracts with Hardhat Ignition. Its journal in `dataDir/deployments` lets a repeated call continue where
 * the last one stopped; after a complete deployment a call changes nothing.
 *
 * @param governor pays for the deployment and becomes the consortium's governor.
 * @param parameters of the Ignition module, except the governor.
 */
export async function deployContracts(
  rpcUrl: string,
  dataDir: string,
  governor: PrivateKey,
  parameters: Readonly<Record<string, string | number>> = {},
): Promise<Deployment> {
  const runtime = await createHardhatRuntimeEnvironment(
    {
      ...hardhatConfig,
      plugins: [hardhatEthers, hardhatIgnition, hardhatIgnitionEthers],
      paths: { ignition: dataDir },
      // The local chain mines no block without a transaction, so further confirmations would never come.
      ignition: { requiredConfirmations: 1 },
      networks: {
        target: { type: "http", url: rpcUrl, accounts: [hexOf(governor.copyBytes())] },
      },
    },
    {},
    ROOT,
  );
  const connection = await runtime.network.create("target");
  try {
    await connection.ignition.deploy(portolan, {
      deploymentId: DEPLOYMENT,
      displayUi: false,
      parameters: { Portolan: parameters },
    });
  } finally {
    await connection.close();
  }
  return readDeployment(dataDir);
}
