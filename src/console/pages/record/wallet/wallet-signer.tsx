import { useMutation, useQuery } from "@tanstack/react-query";
import type { Hex, ParticipantId } from "../../../../domain/entry.ts";
import type { TypedData } from "../../../../domain/typed-data.ts";
import { reads } from "../../../api/reads.ts";
import { text } from "../../../texts/text.ts";
import { useNow } from "../../../times/use-now.ts";
import { keyStanding } from "./key-standing.ts";
import { type Account, isHex, useAccount, type Wallet, walletErrorCode } from "./wallet.ts";

interface WalletSignerProps {
  readonly wallet: Wallet;
  readonly author: ParticipantId;
  readonly typedData: TypedData;
  readonly onSigned: (signature: Hex) => void;
}

/** Characters of the shortest signature: 64 bytes as `0x` hexadecimal. */
const SIGNATURE_LENGTH = 130;

/** Lets a wallet sign. Before the request it shows the wallet's address, and whether it is a key of the author. */
export function WalletSigner({ wallet, author, typedData, onSigned }: WalletSignerProps) {
  const { account, connect } = useAccount(wallet);
  const connecting = useMutation({ mutationFn: connect });
  const address = account?.address ?? null;
  return (
    <div className="panel stack wallet">
      <h4 className="row">
        {wallet.icon !== null && <img src={wallet.icon} alt="" width="24" height="24" />}
        {wallet.name}
      </h4>
      {account === undefined || address === null ? (
        <p>
          <button type="button" className="button" onClick={() => connecting.mutate()} disabled={connecting.isPending}>
            {text(connecting.isPending ? "wallet.waiting" : "wallet.connect", { wallet: wallet.name })}
          </button>
        </p>
      ) : (
        <Signing
          wallet={wallet}
          account={{ ...account, address }}
          author={author}
          typedData={typedData}
          onSigned={onSigned}
        />
      )}
      {connecting.isError && <WalletNotice error={connecting.error} />}
    </div>
  );
}

function Signing({
  wallet: { provider },
  account: { address, chainId },
  author,
  typedData,
  onSigned,
}: WalletSignerProps & { readonly account: Account & { readonly address: Hex } }) {
  const { data: participants = [] } = useQuery(reads.participants());
  const standing = keyStanding(participants, author, address, useNow());
  const expected = Number(typedData.domain["chainId"]);
  const switching = useMutation({
    mutationFn: () =>
      provider.request({ method: "wallet_switchEthereumChain", params: [{ chainId: `0x${expected.toString(16)}` }] }),
  });
  const signing = useMutation({
    mutationFn: async () => {
      const signed = await provider.request({
        method: "eth_signTypedData_v4",
        params: [address, JSON.stringify(typedData)],
      });
      const signature = typeof signed === "string" ? signed.toLowerCase() : "";
      if (!isHex(signature) || signature.length < SIGNATURE_LENGTH) throw new Error(text("wallet.noSignature"));
      return signature;
    },
    onSuccess: onSigned,
  });
  return (
    <>
      <p>
        {text("wallet.signsAs")} <code className="whole">{address}</code>{" "}
        <span className={`badge ${standing === "valid" ? "good" : "bad"}`}>{text(`wallet.key.${standing}`)}</span>
      </p>
      {standing !== "valid" && <p className="soft">{text("wallet.otherAccount")}</p>}
      {chainId !== expected && (
        <div className="notice warn">
          <p>{text("wallet.otherChain", { chain: chainId, expected })}</p>
          <p>
            <button type="button" className="button" onClick={() => switching.mutate()} disabled={switching.isPending}>
              {text("wallet.switch", { expected })}
            </button>
          </p>
        </div>
      )}
      {switching.isError && <WalletNotice error={switching.error} />}
      <p>
        <button
          type="button"
          className="button primary"
          onClick={() => signing.mutate()}
          disabled={standing !== "valid" || chainId !== expected || signing.isPending}
        >
          {text(signing.isPending ? "wallet.signing" : "wallet.sign")}
        </button>
      </p>
      {signing.isError && <WalletNotice error={signing.error} />}
    </>
  );
}

/** A wallet's error and its remedy. */
function WalletNotice({ error }: { readonly error: unknown }) {
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
