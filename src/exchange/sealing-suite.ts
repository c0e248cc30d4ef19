import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256, KEM_MLKEM768_X25519 } from "hpke";
import { SUITE_IDS, type SuiteId } from "../domain/directory/hpke-suite.ts";

/** The suites of the directory, each with HKDF-SHA256 and AES-256-GCM. */
const SUITES: Readonly<Record<SuiteId, CipherSuite>> = {
  0x0010: new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM),
  0x647a: new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM),
};

export function sealingSuite(id: SuiteId): CipherSuite {
  return SUITES[id];
}

/** Whether a suite, known or not, is weaker than the required one. An unknown suite is. */
export function isWeaker(suite: number, required: SuiteId): boolean {
  return SUITE_IDS.findIndex((id) => id === suite) < SUITE_IDS.indexOf(required);
}
