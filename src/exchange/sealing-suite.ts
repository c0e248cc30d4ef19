import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256, KEM_MLKEM768_X25519 } from "hpke";

/**
 * The KEM ids (IANA, HPKE) of the suites to which members seal, weakest first: DHKEM(P-256), whose keys an HSM can
 * hold, and MLKEM768-X25519, which also resists quantum computers. Both use HKDF-SHA256 and AES-256-GCM.
 */
export const SUITE_IDS = [0x0010, 0x647a] as const;

export type SuiteId = (typeof SUITE_IDS)[number];

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
