import { useCallback, useEffect, useState } from "react";
import type { Hex } from "../../../../domain/entry.ts";
import { text } from "../../../texts/text.ts";

/** The part of a wallet's interface to pages (EIP-1193) that the console uses. */
interface Eip1193Provider {
  request(call: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown>;
  on?(event: "accountsChanged" | "chainChanged", listener: (value: never) => void): void;
  removeListener?(event: "accountsChanged" | "chainChanged", listener: (value: never) => void): void;
}

/** A wallet in this browser. */
export interface Wallet {
  readonly id: string;
  readonly name: string;
  /** A `data:` URI, because the page's content security policy allows no other image of a wallet. */
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

/** The browser's wallets: those that announce themselves (EIP-6963), otherwise the injected one. */
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
  /** Lower-case address; `null` when the wallet shares none with this page. */
  readonly address: Hex | null;
  readonly chainId: number;
}

/** The account of a wallet after its connection, updated when the user changes it. */
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

/** Whether a text is bytes in lower-case `0x` hexadecimal. */
export const isHex = (text: string): text is Hex => /^0x(?:[0-9a-f]{2})+$/.test(text);
