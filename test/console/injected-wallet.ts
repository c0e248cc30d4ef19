import type { Wallet } from "ethers";
import type { Page } from "playwright-core";
import type { TypedData } from "../../src/domain/typed-data.ts";

/** A wallet in the page whose keys are outside of it, with the actions of its user. */
export interface InjectedWallet {
  /** The account that the wallet shows. */
  account: Wallet;
  chainId: number;
  /** Whether the user declines the page's requests. */
  declines: boolean;
  /** Reports a changed account or chain to the page. */
  announce(event: "accountsChanged" | "chainChanged"): Promise<void>;
}

/**
 * Puts an EIP-1193 provider into a page before it loads. It announces itself (EIP-6963) and signs typed data with
 * ethers, as browser wallets do.
 */
export async function injectWallet(page: Page, account: Wallet, chainId: number): Promise<InjectedWallet> {
  const wallet: InjectedWallet = {
    account,
    chainId,
    declines: false,
    announce: (event) => page.evaluate(`walletListeners[${JSON.stringify(event)}]?.forEach((hear) => hear())`),
  };
  await page.exposeFunction("askWallet", async (method: string, params: readonly unknown[]) => {
    if (wallet.declines && method !== "eth_chainId" && method !== "eth_accounts") {
      return { error: { code: 4001, message: "User rejected the request." } };
    }
    switch (method) {
      case "eth_accounts":
      case "eth_requestAccounts":
        return { result: [wallet.account.address] };
      case "eth_chainId":
        return { result: `0x${wallet.chainId.toString(16)}` };
      case "wallet_switchEthereumChain":
        wallet.chainId = Number((params[0] as { chainId: string }).chainId);
        await wallet.announce("chainChanged");
        return { result: null };
      case "eth_signTypedData_v4":
        return { result: await sign(wallet.account, String(params[0]), JSON.parse(String(params[1])) as TypedData) };
      default:
        return { error: { code: 4200, message: `${method} is not supported` } };
    }
  });
  await page.addInitScript(PROVIDER);
  return wallet;
}

async function sign(account: Wallet, address: string, { types, domain, message }: TypedData): Promise<string> {
  if (address.toLowerCase() !== account.address.toLowerCase()) throw new Error("not the account that is shown");
  // ethers requires the types without the domain's type.
  const structs = Object.fromEntries(Object.entries(types).filter(([name]) => name !== "EIP712Domain"));
  return account.signTypedData(domain, structs as Record<string, { name: string; type: string }[]>, message);
}

const PROVIDER = `
  window.walletListeners = {};
  const provider = {
    async request({ method, params = [] }) {
      const { result, error } = await askWallet(method, params);
      if (error !== undefined) throw Object.assign(new Error(error.message), { code: error.code });
      return result;
    },
    on(event, hear) { (walletListeners[event] ??= new Set()).add(hear); },
    removeListener(event, hear) { walletListeners[event]?.delete(hear); },
  };
  const info = { uuid: "6e1d0a52-5f4e-4c8e-9d3b-2f7f4a1b7c10", name: "Test Wallet", rdns: "test.wallet", icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>" };
  const announce = () => window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info, provider }) }));
  window.addEventListener("eip6963:requestProvider", announce);
  announce();
`;
