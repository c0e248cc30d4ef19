import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import type { SuiteId } from "../../src/domain/directory/hpke-suite.ts";

/** Another implementation of HPKE, in pure TypeScript. */
export function hpkeOracle(suite: SuiteId): CipherSuite {
  const kem = suite === 0x647a ? new XWing() : new DhkemP256HkdfSha256();
  return new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}

/** The bytes in their own ArrayBuffer, which the other implementation requires. */
export function copyOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
