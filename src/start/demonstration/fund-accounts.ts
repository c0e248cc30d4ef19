import type { Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readFees } from "../../ledger/fees.ts";
import { quantity } from "../../ledger/quantity.ts";
import { answerFields } from "../../rpc/answer-fields.ts";
import { JsonRpcClient, type Rpc } from "../../rpc/json-rpc-client.ts";

/** In wei: gas for some hundred thousand entries at the prices of a development chain. */
const ENOUGH = 100n * 10n ** 18n;

/**
 * Funds accounts that cannot pay for gas. Does nothing where gas is free. Otherwise an account with less than a tenth
 * of {@link ENOUGH} receives this amount from the first account of the node, which development nodes have.
 *
 * @returns the number of funded accounts.
 * @throws AccountWithoutFunds if the node has no account.
 */
export async function fundAccounts(rpcUrl: string, accounts: readonly Hex[]): Promise<number> {
  const rpc = new JsonRpcClient({ peer: "Chain", url: rpcUrl });
  try {
    const fees = await readFees(rpc);
    if ("gasPrice" in fees && fees.gasPrice === 0n) return 0;
    let funded = 0;
    for (const account of accounts) {
      if ((await balanceOf(rpc, account)) >= ENOUGH / 10n) continue;
      await sendFromFaucet(rpc, account);
      funded += 1;
    }
    return funded;
  } finally {
    await rpc.close();
  }
}

async function balanceOf(rpc: Rpc, account: Hex): Promise<bigint> {
  const result = await rpc.request("eth_getBalance", [account, "latest"]);
  return answerFields(rpc, "eth_getBalance", { result }).bigQuantity("result");
}

async function sendFromFaucet(rpc: Rpc, account: Hex): Promise<void> {
  const result = await rpc.request("eth_accounts", []);
  const [faucet] = answerFields(rpc, "eth_accounts", { result }).array("result");
  if (faucet === undefined) throw new PortolanError("AccountWithoutFunds", { account });
  await rpc.request("eth_sendTransaction", [{ from: faucet, to: account, value: quantity(ENOUGH) }]);
}
