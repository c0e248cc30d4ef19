/** A wallet's interface to pages (EIP-1193), as far as it is used here. */
export interface Eip1193Provider {
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

/** The number by which a wallet says what went wrong: of EIP-1193, or of JSON-RPC. */
export function walletErrorCode(error: unknown): number | undefined {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === "number" ? code : undefined;
}
