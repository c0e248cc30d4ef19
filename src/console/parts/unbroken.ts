/** A text that stays on one line: a date, a duration or a number with its unit. */
export function unbroken(text: string): string {
  return text.replace(/\s/g, "\u00a0");
}
