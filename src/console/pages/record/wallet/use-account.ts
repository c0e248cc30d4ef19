import { useCallback, useEffect, useState } from "react";
import type { Hex } from "../../../../domain/entry.ts";
import type { Wallet } from "./eip1193.ts";

/** What a connected wallet signs with. */
export interface Account {
  /** In lower case; `null` when the wallet shows none to this page. */
  readonly address: Hex | null;
  readonly chainId: number;
}

/** The account that a wallet shows, followed as its user changes it, once it was asked to connect. */
export function useAccount({ provider }: Wallet): { account: Account | undefined; connect: () => Promise<void> } {
  const [account, setAccount] = useState<Account>();
  const look = useCallback(
    async (method: "eth_accounts" | "eth_requestAccounts") => {
      const accounts = await provider.request({ method });
      const chainId = Number(await provider.request({ method: "eth_chainId" }));
      setAccount({ address: firstOf(accounts), chainId });
    },
    [provider],
  );
  useEffect(() => {
    const changed = () => void look("eth_accounts");
    provider.on?.("accountsChanged", changed);
    provider.on?.("chainChanged", changed);
    return () => {
      provider.removeListener?.("accountsChanged", changed);
      provider.removeListener?.("chainChanged", changed);
    };
  }, [provider, look]);
  const connect = useCallback(() => look("eth_requestAccounts"), [look]);
  return { account, connect };
}

function firstOf(accounts: unknown): Hex | null {
  const [first] = Array.isArray(accounts) ? (accounts as readonly unknown[]) : [];
  return typeof first === "string" ? (first.toLowerCase() as Hex) : null;
}
