import { text } from "../../../texts/text.ts";
import { walletErrorCode } from "./eip1193.ts";

/** What a wallet did not do, and what to do about it. */
export function WalletNotice({ error }: { readonly error: unknown }) {
  return (
    <p className="notice warn" role="alert">
      {describe(error)}
    </p>
  );
}

function describe(error: unknown): string {
  switch (walletErrorCode(error)) {
    case 4001:
      return text("wallet.rejected");
    case 4100:
      return text("wallet.unauthorised");
    case 4900:
    case 4901:
      return text("wallet.disconnected");
    case 4902:
      return text("wallet.chainUnknown");
    case -32002:
      return text("wallet.pending");
    default:
      return text("wallet.failed", { message: error instanceof Error ? error.message : "" });
  }
}
