import { base64 } from "@scure/base";
import { ed25519 } from "@noble/curves/ed25519.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { PortolanError } from "../errors/portolan-error.ts";
import { fromBase64 } from "../encoding/strict-base64.ts";
import { COSIGNATURE_TYPE, isKeyName } from "./key-id.ts";
import { formatVerifierKey, type VerifierKey, verifierKey } from "./verifier-key.ts";

const SEED_BYTES = 32;
const PREFIX = "PRIVATE+KEY+";

/** An Ed25519 key that cosigns under a name. Logs and JSON never show it. */
export class WitnessKey {
  readonly #seed: Uint8Array;
  readonly verifier: VerifierKey;

  /**
   * @param seed 32 random bytes (RFC 8032); copied, so that the caller can wipe its bytes.
   * @throws WitnessKeyMalformed
   */
  constructor(name: string, seed: Uint8Array) {
    if (!isKeyName(name)) throw malformed("a name has no spaces, control characters or plus signs, and 255 at most");
    if (seed.length !== SEED_BYTES) throw malformed(`its seed does not have ${SEED_BYTES} bytes`);
    this.#seed = Uint8Array.from(seed);
    this.verifier = verifierKey(name, ed25519.getPublicKey(this.#seed));
  }

  /**
   * Reads the one line of a key file: `PRIVATE+KEY+name+id+key`, the format of Go's `sumdb/note` and other tools for
   * transparency logs.
   *
   * @throws WitnessKeyMalformed without any part of the key.
   */
  static parse(text: string): WitnessKey {
    const parts = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text);
    if (parts === null) throw malformed(`it does not have the form ${PREFIX}name+id+key`);
    const [, name = "", id, seed = ""] = parts;
    const encoded = fromBase64(seed);
    if (encoded?.[0] !== COSIGNATURE_TYPE) throw malformed("it is not of type 4, a timestamped Ed25519 cosignature");
    const key = new WitnessKey(name, encoded.subarray(1));
    if (key.verifier.id !== id) throw malformed("its id does not match its name and key");
    return key;
  }

  /** The line of the key file. It contains the secret. */
  format(): string {
    const { name, id } = this.verifier;
    return `${PREFIX}${name}+${id}+${base64.encode(concatBytes(Uint8Array.of(COSIGNATURE_TYPE), this.#seed))}`;
  }

  /** Signs with Ed25519 (RFC 8032). Returns 64 bytes, always the same for the same message. */
  sign(message: Uint8Array): Uint8Array {
    return ed25519.sign(message, this.#seed);
  }

  toJSON(): string {
    return this.toString();
  }

  toString(): string {
    return `WitnessKey(${formatVerifierKey(this.verifier)})`;
  }
}

function malformed(problem: string): PortolanError {
  return new PortolanError("WitnessKeyMalformed", { problem });
}
