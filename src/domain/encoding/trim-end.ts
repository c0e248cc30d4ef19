/**
 * The text without the characters at its end that are this one. The pattern `/x+$/` says the same, but looks through
 * every run of the character to its end from each of its places: a megabyte of zeros would take it minutes.
 *
 * @param character one UTF-16 code unit.
 */
export function trimEnd(text: string, character: string): string {
  let end = text.length;
  while (text[end - 1] === character) end -= 1;
  return text.slice(0, end);
}
