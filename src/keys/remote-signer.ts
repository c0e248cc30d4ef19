import type { Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { compactSignature, recoverAddress } from "./recover-address.ts";
import type { Signer } from "./signer.ts";

const METHOD = "eth_signTypedData";

/**
 * Creates a signer whose key is in a Web3Signer (its `eth1` JSON-RPC). The Web3Signer is not trusted: its answer must
 * be a signature of `address` over the requested digest.
 *
 * @param rpc A client with the peer "Signer".
 * @param address the address of the key's account, lower-case.
 * Signing throws SignatureFromWrongKey, SignerAnsweredError, SignerAnswerInvalid, SignerUnreachable or SignerTimedOut.
 */
export function createRemoteSigner(rpc: Rpc, address: Hex): Signer {
  return {
    address,
    async sign(digest, typedData) {
      // Web3Signer takes the typed data as JSON text, not as an object.
      const result = await rpc.request(METHOD, [address, JSON.stringify(typedData())]);
      const signature = answerFields(rpc, METHOD, { result }).bytes("result", 65);
      const actual = recovered(() => recoverAddress(digest, signature), rpc);
      if (actual !== address) throw new PortolanError("SignatureFromWrongKey", { expected: address, actual });
      return compactSignature(signature);
    },
  };
}

/** The accounts whose keys the Web3Signer holds, lower-case (`eth_accounts`). */
export async function readRemoteAccounts(rpc: Rpc): Promise<Hex[]> {
  const accounts = answerFields(rpc, "eth_accounts", { result: await rpc.request("eth_accounts", []) }).array("result");
  return accounts.map((account) => answerFields(rpc, "eth_accounts", { account }).bytes("account", 20));
}

function recovered(recover: () => Hex, rpc: Rpc): Hex {
  try {
    return recover();
  } catch (error) {
    if (!PortolanError.is(error, "SignatureInvalid")) throw error;
    throw rpc.invalidAnswer(METHOD, error.message);
  }
}
