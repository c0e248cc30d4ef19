/** A hash, an address or an id, as much of it as people compare at a glance. */
export function shortHash(value: string): string {
  return `${value.slice(0, 8)}…${value.slice(-6)}`;
}
