/** A delay that doubles with each attempt, to a limit. @param first the delay after the first attempt, whose number is 0. */
export function doubling(first: number, attempts: number, limit: number): number {
  return Math.min(first * 2 ** Math.min(attempts, 40), limit);
}
