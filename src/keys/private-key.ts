import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import secp256k1 from "secp256k1";
import type { Bytes32, Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { hexOf, bytesOf } from "../domain/encoding/hex.ts";
import { addressOf } from "./address-of.ts";

// Blinds the multiplications of the library against side channels.
secp256k1.contextRandomize(randomBytes(32));

/** A private key of secp256k1. Its secret appears neither in logs nor in JSON. */
export class PrivateKey {
  readonly #bytes: Uint8Array;
  /** Address of the account, lower-case. */
  readonly address: Hex;

  /** @param bytes 32; copied, so that the caller can wipe its own. @throws PrivateKeyInvalid */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== 32 || !secp256k1.privateKeyVerify(bytes)) throw new PortolanError("PrivateKeyInvalid", {});
    this.#bytes = Uint8Array.from(bytes);
    this.address = addressOf(secp256k1.publicKeyCreate(this.#bytes, false));
  }

  static generate(): PrivateKey {
    for (;;) {
      const bytes = randomBytes(32);
      if (secp256k1.privateKeyVerify(bytes)) return new PrivateKey(bytes);
    }
  }

  /** Signs 32 bytes: r, s and the recovery bit in 64 bytes (EIP-2098), with low s and the nonce of RFC 6979. */
  sign(digest: Bytes32): Hex {
    const { signature, recid } = secp256k1.ecdsaSign(bytesOf(digest), this.#bytes);
    // Low s leaves the top bit free. An r above the curve's order (recid 2 and 3) has a probability of 1 in 2^127.
    signature[32] = (signature[32] ?? 0) | (recid << 7);
    return hexOf(signature.subarray(0, 64));
  }

  /** Returns a copy of the secret, for encryption. The caller must wipe it afterwards (`fill(0)`). */
  copyBytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  toJSON(): string {
    return this.toString();
  }

  toString(): string {
    return `PrivateKey(${this.address})`;
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
