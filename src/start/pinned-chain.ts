import { PortolanError } from "../domain/errors/portolan-error.ts";
import { chainDifference, type PinnedChain } from "../domain/pinned-chain.ts";
import { getBlockHeader } from "../ledger/get-block-header.ts";
import { getChainId } from "../ledger/get-chain-id.ts";
import { getCode } from "../ledger/get-code.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { pinChain, readPinnedChain } from "../store/chain/pinned-chain.ts";
import type { Database } from "../store/open-database.ts";
import type { Deployment } from "../config/deployment.ts";

/**
 * Checks that the node serves the chain of the database. The first call pins the chain.
 *
 * @throws ChainChanged if the chain id, the genesis block or a contract differs, or a contract is missing.
 */
export async function requirePinnedChain(rpc: Rpc, deployment: Deployment, db: Database): Promise<PinnedChain> {
  const genesis = await getBlockHeader(rpc, 0);
  const found: PinnedChain = {
    chainId: await getChainId(rpc),
    genesis: genesis?.hash ?? "0x",
    ledger: deployment.ledger,
    consortium: deployment.consortium,
  };
  const pinned = (await readPinnedChain(db)) ?? found;
  const difference = chainDifference(pinned, found);
  if (difference !== undefined) throw new PortolanError("ChainChanged", { ...difference });
  for (const what of ["ledger", "consortium"] as const) {
    if ((await getCode(rpc, found[what])) === "0x") {
      throw new PortolanError("ChainChanged", { what, found: "no contract", pinned: found[what] });
    }
  }
  await pinChain(db, found);
  return found;
}
