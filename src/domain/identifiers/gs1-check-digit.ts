/**
 * The check digit of a GS1 key: weights 3 and 1 alternate from the right, and the digit completes the sum to a multiple
 * of ten.
 *
 * @param digits The key's digits without the check digit.
 */
export function gs1CheckDigit(digits: string): string {
  const fromTheRight = [...digits].reverse();
  const sum = fromTheRight.reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}
