/** Parameters of scrypt (RFC 7914). `n` is a power of two. Each guess needs 128 · n · r bytes of memory, `p` times. */
export interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MiB and about half a second per guess, as in Ethereum's clients. */
export const DEFAULT_COST: ScryptCost = { n: 2 ** 17, r: 8, p: 1 };

/** Limit of n · r · p. An untrusted file costs at most 1 GiB of memory and several seconds. */
const MAX_WORK = 2 ** 23;

export function isAffordable({ n, r, p }: ScryptCost): boolean {
  return n * r * p <= MAX_WORK;
}

/** Whether scrypt is defined for these parameters. */
export function isLawful({ n, r, p }: ScryptCost): boolean {
  const positive = [n, r, p].every((value) => Number.isSafeInteger(value) && value >= 1);
  return positive && n >= 2 && Number.isInteger(Math.log2(n));
}
