/** Milliseconds before the second, third, … attempt: about three days in all, then the message is given up. */
export const RETRY_DELAYS_MS: readonly number[] = [
  5_000, 30_000, 120_000, 600_000, 3_600_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000, 86_400_000,
];

/**
 * Whole milliseconds to wait after the attempt that failed, with a fifth more or less, so that messages that failed together do not come
 * back together; `undefined` after the last.
 */
export function retryDelay(attempts: number, delays: readonly number[]): number | undefined {
  const delay = delays[attempts];
  return delay === undefined ? undefined : Math.round(delay * (0.8 + 0.4 * Math.random()));
}
