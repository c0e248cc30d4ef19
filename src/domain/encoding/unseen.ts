/** Controls, formats and separators other than the space, and characters that have no ink (Unicode `Default_Ignorable_Code_Point`). */
const UNSEEN = /(?![ \t\n\r])[\p{Cc}\p{Cf}\p{Z}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]/gu;

/** Joiners, variation selectors and the ideographic space, which belong to the spelling after a letter of many scripts. */
const SPELLING = /[\u200c\u200d\u3000\ufe00-\ufe0f]/;

/**
 * Names the characters of a text that its reader cannot see, such as `<U+200B>` for a zero-width space. A joiner stays
 * after a character beyond ASCII, whose spelling may need it.
 */
export function nameUnseen(text: string): string {
  return replaceUnseen(text, (character) => `<${nameOf(character)}>`);
}

/** As {@link nameUnseen}, with another replacement. */
export function replaceUnseen(text: string, replacement: (character: string) => string): string {
  return text.replace(UNSEEN, (character, index: number) =>
    isSpelling(text, character, index) ? character : replacement(character),
  );
}

/** The first character that {@link nameUnseen} names, with its 0-based position; `undefined` without one. */
export function firstUnseen(text: string): { readonly found: string; readonly position: number } | undefined {
  for (const { 0: character, index } of text.matchAll(UNSEEN)) {
    if (!isSpelling(text, character, index)) return { found: nameOf(character), position: index };
  }
  return undefined;
}

function isSpelling(text: string, character: string, index: number): boolean {
  return SPELLING.test(character) && (text.charCodeAt(index - 1) || 0) > 0x7f;
}

/** A character as it prints, or by its code point. */
export function describeCharacter(character: string): string {
  return /^[\x21-\x7e]$/.test(character) ? character : nameOf(character);
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
