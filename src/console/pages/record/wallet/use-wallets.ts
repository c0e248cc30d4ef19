import { useEffect, useState } from "react";
import { text } from "../../../texts/text.ts";
import type { Eip1193Provider, Wallet } from "./eip1193.ts";

/** What a wallet announces (EIP-6963). */
interface Announcement {
  readonly info: { readonly uuid: string; readonly name: string; readonly icon: string };
  readonly provider: Eip1193Provider;
}

/** The wallets that the browser has: those that announce themselves (EIP-6963), or the one that is simply there. */
export function useWallets(): readonly Wallet[] {
  const [wallets, setWallets] = useState<readonly Wallet[]>([]);
  useEffect(() => {
    const hear = (event: Event) => {
      const { info, provider } = (event as CustomEvent<Announcement>).detail;
      const icon = info.icon.startsWith("data:image/") ? info.icon : null;
      const wallet = { id: info.uuid, name: info.name, icon, provider };
      setWallets((known) => [...known.filter(({ id }) => id !== wallet.id), wallet]);
    };
    addEventListener("eip6963:announceProvider", hear);
    dispatchEvent(new Event("eip6963:requestProvider"));
    return () => removeEventListener("eip6963:announceProvider", hear);
  }, []);
  const { ethereum } = window as { readonly ethereum?: Eip1193Provider };
  return wallets.length > 0 || ethereum === undefined
    ? wallets
    : [{ id: "injected", name: text("wallet.injected"), icon: null, provider: ethereum }];
}
