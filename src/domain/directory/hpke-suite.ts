/**
 * The KEM ids (IANA, HPKE) of the suites to which members seal, weakest first: DHKEM(P-256), whose keys an HSM can
 * hold, and MLKEM768-X25519, which also resists quantum computers.
 */
export const SUITE_IDS = [0x0010, 0x647a] as const;

export type SuiteId = (typeof SUITE_IDS)[number];

export function isSuiteId(suite: number): suite is SuiteId {
  return SUITE_IDS.some((id) => id === suite);
}

/** Bytes of a public key in the serialization of its suite. */
const KEY_BYTES: ReadonlyMap<number, number> = new Map<SuiteId, number>([
  [0x0010, 65],
  [0x647a, 1216],
]);

/** Bytes of a public key of the suite with this HPKE KEM id; `undefined` for a suite that the directory refuses. */
export function keyBytesOf(suite: number): number | undefined {
  return KEY_BYTES.get(suite);
}
