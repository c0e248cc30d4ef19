/** The suites of encryption keys that the directory accepts: the HPKE KEM id, and the bytes of a public key. */
const HPKE_SUITES = {
  "MLKEM768-X25519": { id: 0x647a, keyBytes: 1216 },
  "DHKEM-P256": { id: 0x0010, keyBytes: 65 },
} as const;

/** Bytes of a public key of the suite with this HPKE KEM id; `undefined` for a suite that the directory refuses. */
export function keyBytesOf(suite: number): number | undefined {
  return Object.values(HPKE_SUITES).find(({ id }) => id === suite)?.keyBytes;
}
