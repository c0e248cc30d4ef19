/**
 * A seal number in the form in which two are compared: people type the same number in capitals or not, with or without
 * spaces and hyphens, and in characters of full width.
 */
export function comparableSeal(number: string): string {
  return number
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}]/gu, "");
}
