import { useCallback, useEffect, useState } from "react";
import type { Hex } from "../../../../domain/entry.ts";
import { text } from "../../../texts/text.ts";

/** A wallet's interface to pages (EIP-1193), as far as it is used here. */
interface Eip1193Provider {
  request(call: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown>;
  on?(event: "accountsChanged" | "chainChanged", listener: (value: never) => void): void;
  removeListener?(event: "accountsChanged" | "chainChanged", listener: (value: never) => void): void;
}

/** A wallet that the browser has. */
export interface Wallet {
  readonly id: string;
  readonly name: string;
  /** A `data:` URI; the page's policy shows no other. */
  readonly icon: string | null;
  readonly provider: Eip1193Provider;
}

/** The code of a wallet's error (EIP-1193 or JSON-RPC). */
export function walletErrorCode(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "number" ? error.code : undefined;
}

/** A wallet's announcement (EIP-6963). */
interface Announcement {
  readonly info: { readonly uuid: string; readonly name: string; readonly icon: string };
  readonly provider: Eip1193Provider;
}

declare global {
  interface WindowEventMap {
    "eip6963:announceProvider": CustomEvent<Announcement>;
  }
  interface Window {
    readonly ethereum?: Eip1193Provider;
  }
}

/** The wallets that the browser has: those that announce themselves (EIP-6963), or the one that is simply there. */
export function useWallets(): readonly Wallet[] {
  const [wallets, setWallets] = useState<readonly Wallet[]>([]);
  useEffect(() => {
    const hear = ({ detail: { info, provider } }: CustomEvent<Announcement>) => {
      const icon = info.icon.startsWith("data:image/") ? info.icon : null;
      const wallet = { id: info.uuid, name: info.name, icon, provider };
      setWallets((known) => [...known.filter(({ id }) => id !== wallet.id), wallet]);
    };
    addEventListener("eip6963:announceProvider", hear);
    dispatchEvent(new Event("eip6963:requestProvider"));
    return () => removeEventListener("eip6963:announceProvider", hear);
  }, []);
  const { ethereum } = window;
  return wallets.length > 0 || ethereum === undefined
    ? wallets
    : [{ id: "injected", name: text("wallet.injected"), icon: null, provider: ethereum }];
}

/** The account of a connected wallet. */
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
  const first: unknown = Array.isArray(accounts) ? accounts[0] : undefined;
  const address = typeof first === "string" ? first.toLowerCase() : "";
  return isHex(address) ? address : null;
}

/** Whether a text is bytes in hexadecimal digits of lower case. */
export const isHex = (text: string): text is Hex => /^0x(?:[0-9a-f]{2})+$/.test(text);
