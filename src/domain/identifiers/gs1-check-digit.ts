/**
 * The check digit of a GS1 key: weights 3 and 1 in turn from the right, the sum completed to a multiple of ten.
 *
 * @param digits The key's digits without the check digit.
 */
export function gs1CheckDigit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const weight = (digits.length - index) % 2 === 1 ? 3 : 1;
    sum += Number(digits[index]) * weight;
  }
  return String((10 - (sum % 10)) % 10);
}
