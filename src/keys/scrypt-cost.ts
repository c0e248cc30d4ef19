/** How dear a guess at a passphrase is (RFC 7914): `n` a power of two, memory 128 · n · r bytes, `p` times over. */
export interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MiB and about half a second a guess; what Ethereum's clients use. */
export const DEFAULT_COST: ScryptCost = { n: 2 ** 17, r: 8, p: 1 };

/** Of n · r · p, so that a hostile file takes at most 1 GiB and some seconds. */
const MAX_WORK = 2 ** 23;

export function isAffordable({ n, r, p }: ScryptCost): boolean {
  return n * r * p <= MAX_WORK;
}

/** Whether scrypt is defined for these numbers. */
export function isLawful({ n, r, p }: ScryptCost): boolean {
  const positive = [n, r, p].every((value) => Number.isSafeInteger(value) && value >= 1);
  return positive && n >= 2 && Number.isInteger(Math.log2(n));
}
