import type { PrivateKey } from "./private-key.ts";
import type { Signer } from "./signer.ts";

/** A signer whose key is in this process. */
export function createLocalSigner(key: PrivateKey): Signer {
  return { address: key.address, sign: async (digest) => key.sign(digest) };
}
