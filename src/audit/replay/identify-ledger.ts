import type { Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import { getChainId } from "../../ledger/get-chain-id.ts";
import { getCode } from "../../ledger/get-code.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { consortiumIn } from "../proof/expected-code.ts";
import { readBlocks } from "./block-inspector.ts";

/**
 * What a node says of the ledger at an address: which chain it is on, and which Consortium its code names. That the code
 * is what the state has is found out at the end of an audit, by proof (contract-state.ts).
 *
 * @throws NoLedgerFound, the errors of {@link Rpc}.
 */
export async function identifyLedger(rpc: Rpc, ledger: Hex): Promise<PinnedChain> {
  const [chainId, [genesis], code] = await Promise.all([getChainId(rpc), readBlocks(rpc, 0, 0), getCode(rpc, ledger)]);
  const consortium = consortiumIn(code);
  if (consortium === undefined || genesis === undefined) throw new PortolanError("NoLedgerFound", { address: ledger });
  return { chainId, genesis: genesis.header.rlpHash, ledger, consortium };
}

/**
 * The block in which the Consortium, without which there is no ledger, was deployed; 0 when the node keeps no state of so
 * long ago. A node that names a later one is found out: what came before is missing from the replayed storage.
 *
 * @param latest a block in which it exists.
 */
export async function findFirstBlock(rpc: Rpc, { consortium }: PinnedChain, latest: number): Promise<number> {
  let [without, within] = [-1, latest];
  try {
    while (within - without > 1) {
      const middle = without + Math.floor((within - without) / 2);
      if ((await getCode(rpc, consortium, middle)) === "0x") without = middle;
      else within = middle;
    }
    return within;
  } catch (error) {
    if (PortolanError.is(error, "ChainAnsweredError")) return 0;
    throw error;
  }
}
