import type { Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { isAffordable, isLawful, type ScryptCost } from "./scrypt-cost.ts";
import { isJsonObject, type JsonObject } from "../domain/encoding/json.ts";

/** The content of a keystore file. */
export interface Keystore {
  readonly id: string;
  /** Lower-case; optional in a keystore. */
  readonly address: Hex | undefined;
  readonly cost: ScryptCost;
  readonly salt: Uint8Array;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly mac: Uint8Array;
}

/** The text of a keystore file: Web3 Secret Storage version 3. */
export function formatKeystore({ id, address, cost, salt, iv, ciphertext, mac }: Keystore): string {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  const content = {
    version: 3,
    id,
    ...(address === undefined ? {} : { address: address.slice(2) }),
    crypto: {
      cipher: "aes-128-ctr",
      cipherparams: { iv: hex(iv) },
      ciphertext: hex(ciphertext),
      kdf: "scrypt",
      kdfparams: { dklen: 32, n: cost.n, r: cost.r, p: cost.p, salt: hex(salt) },
      mac: hex(mac),
    },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/**
 * Reads the text of an untrusted keystore file.
 *
 * @param file path, for the error.
 * @throws KeystoreInvalid; KeystoreTooCostly before scrypt allocates memory.
 */
export function parseKeystore(text: string, file: string): Keystore {
  const invalid = (problem: string) => new PortolanError("KeystoreInvalid", { file, problem });
  const objectIn = (value: unknown, name: string): JsonObject => {
    if (!isJsonObject(value)) throw invalid(`${name} is not an object`);
    return value;
  };
  const bytesIn = (value: unknown, name: string, min: number, max = min): Uint8Array => {
    const bytes = typeof value === "string" && /^[0-9a-fA-F]*$/.test(value) ? Buffer.from(value, "hex") : undefined;
    if (bytes === undefined || bytes.length < min || bytes.length > max)
      throw invalid(`${name} is not hexadecimal data of the right length`);
    return bytes;
  };

  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's message quotes the text.
    throw invalid("it is not JSON");
  }
  // Some clients write the member with a capital.
  const { version, id, address, crypto, Crypto } = objectIn(json, "it");
  const { cipher, cipherparams, ciphertext, kdf, kdfparams, mac } = objectIn(crypto ?? Crypto, "crypto");
  const { dklen, n, r, p, salt } = objectIn(kdfparams, "kdfparams");
  if (version !== 3) throw invalid("its version is not 3");
  if (cipher !== "aes-128-ctr") throw invalid("its cipher is not aes-128-ctr");
  if (kdf !== "scrypt" || dklen !== 32) throw invalid("its key derivation is not scrypt with dklen 32");
  const cost = { n: Number(n), r: Number(r), p: Number(p) };
  if (!isLawful(cost)) throw invalid("its n, r and p are not parameters of scrypt");
  if (!isAffordable(cost)) throw new PortolanError("KeystoreTooCostly", { file, ...cost });
  return {
    id: typeof id === "string" ? id : "",
    address: address === undefined ? undefined : addressIn(address, invalid),
    cost,
    salt: bytesIn(salt, "salt", 8, 64),
    iv: bytesIn(objectIn(cipherparams, "cipherparams")["iv"], "iv", 16),
    ciphertext: bytesIn(ciphertext, "ciphertext", 32),
    mac: bytesIn(mac, "mac", 32),
  };
}

function addressIn(value: unknown, invalid: (problem: string) => PortolanError): Hex {
  const digits = typeof value === "string" ? /^(?:0x)?([0-9a-fA-F]{40})$/.exec(value)?.[1] : undefined;
  if (digits === undefined) throw invalid("address is not 40 hexadecimal digits");
  return `0x${digits.toLowerCase()}`;
}
