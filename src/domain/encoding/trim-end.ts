/**
 * Removes all trailing occurrences of one character. The pattern `/x+$/` does the same in quadratic time: a megabyte of
 * zeros would take minutes.
 *
 * @param character One UTF-16 code unit.
 */
export function trimEnd(text: string, character: string): string {
  let end = text.length;
  while (text[end - 1] === character) end -= 1;
  return text.slice(0, end);
}
