import type { Bytes32, Hex } from "../domain/entry.ts";
import type { TypedData } from "../domain/typed-data.ts";

/** Signs entries with one key, which may be here or elsewhere. */
export interface Signer {
  /** Of the key's account, lower-case. */
  readonly address: Hex;

  /**
   * @param digest The EIP-712 digest of `typedData`.
   * @param typedData The same for a signer that computes the digest itself; computed only when it is asked for.
   * @returns a signature of `address` in 64 bytes (EIP-2098), with low s.
   */
  sign(digest: Bytes32, typedData: () => TypedData): Promise<Hex>;
}
