import type { Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import { getChainId } from "../../ledger/get-chain-id.ts";
import { getCode } from "../../ledger/get-code.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { consortiumIn } from "../proof/expected-code.ts";
import { readBlocks } from "./block-inspector.ts";

/**
 * Asks a node for the chain of the ledger at an address, and for the Consortium that its code names. The node's answer
 * is unproved; {@link contractStateFaults} proves the code at the end of an audit.
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
 * Finds the block in which the Consortium, which precedes the ledger, was deployed; 0 if the node lacks old state. If a
 * node gives a later block, earlier events are missing from the replay, and the comparison of the storage fails.
 *
 * @param latest height of a block at which the Consortium exists.
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
