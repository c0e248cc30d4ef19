import { TypedDataEncoder, Wallet } from "ethers";
import type { TypedData } from "../../../src/domain/typed-data.ts";
import type { PrivateKey } from "../../../src/keys/private-key.ts";
import { bodyOf, serve } from "../../support/http-server.ts";

/** Answers with the signature or another text, fails with `lost`, or never answers. */
export type SignerFault = (signature: string) => Promise<string> | string;

/** A real HTTP signer that speaks Web3Signer's `eth1`, with configurable faults. */
export interface RemoteSigner {
  readonly url: string;
  fault: SignerFault | undefined;
  /** Number of signatures made. */
  made: number;
  close(): Promise<void>;
}

/** Starts a signer that keeps these keys. */
export async function startRemoteSigner(keys: readonly PrivateKey[]): Promise<RemoteSigner> {
  const wallets = new Map(
    keys.map((key) => {
      const wallet = new Wallet(`0x${Buffer.from(key.copyBytes()).toString("hex")}`);
      return [wallet.address.toLowerCase(), wallet];
    }),
  );
  const signer: RemoteSigner = { url: "", fault: undefined, made: 0, close: async () => undefined };

  function sign([address, text]: string[]): string {
    const { types, domain, message } = JSON.parse(text ?? "") as TypedData;
    const digest = TypedDataEncoder.hash(domain, { Entry: [...(types["Entry"] ?? [])] }, message);
    const signature = wallets.get(String(address).toLowerCase())?.signingKey.sign(digest).serialized;
    if (signature === undefined) throw new Error(`no key of ${address}`);
    return signature;
  }

  const server = await serve(async (request, response) => {
    const { id, method, params } = JSON.parse(await bodyOf(request)) as {
      id: number;
      method: string;
      params: string[];
    };
    const answer = (result: unknown) => response.end(JSON.stringify({ jsonrpc: "2.0", id, result }));
    if (method === "eth_accounts") return void answer([...wallets.keys()]);
    const signature = sign(params);
    signer.made += 1;
    const given = (await signer.fault?.(signature)) ?? signature;
    if (given === "lost") response.destroy();
    else answer(given);
  });
  return Object.assign(signer, { url: server.url, close: () => server.close() });
}
