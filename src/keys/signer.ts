import type { Bytes32, Hex } from "../domain/entry.ts";
import type { TypedData } from "../domain/typed-data.ts";

/** Signs entries with one key, in this process or in a remote signer. */
export interface Signer {
  /** Address of the key's account, lower-case. */
  readonly address: Hex;

  /**
   * @param digest The EIP-712 digest of `typedData`.
   * @param typedData for a signer that computes the digest itself; called only by such a signer.
   * @returns a signature of `address` in 64 bytes (EIP-2098), with low s.
   */
  sign(digest: Bytes32, typedData: () => TypedData): Promise<Hex>;
}
