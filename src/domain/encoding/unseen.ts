/** Controls, formats and separators other than the space, and characters that have no ink (Unicode `Default_Ignorable_Code_Point`). */
const UNSEEN = /(?![ \t\n\r])[\p{Cc}\p{Cf}\p{Z}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]/gu;

/** Joiners and variation selectors, which belong to the spelling after a letter of many scripts. */
const JOINER = /[\u200c\u200d\ufe00-\ufe0f]/;

/**
 * Names the characters of a text that its reader cannot see, such as `<U+200B>` for a zero-width space. A joiner stays
 * after a character beyond ASCII, whose spelling may need it.
 */
export function nameUnseen(text: string): string {
  return text.replace(UNSEEN, (character, index: number) =>
    JOINER.test(character) && (text.charCodeAt(index - 1) || 0) > 0x7f ? character : `<${nameOf(character)}>`,
  );
}

/** A character as it prints, or by its code point. */
export function describeCharacter(character: string): string {
  return /^[\x21-\x7e]$/.test(character) ? character : nameOf(character);
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
