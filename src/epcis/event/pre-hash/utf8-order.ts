/** Joins texts in UTF-8 order, which equals UTF-16 order for texts without characters beyond U+FFFF. */
export function inUtf8Order(texts: string[]): string {
  const astral = texts.some((text) => /[\ud800-\udfff]/.test(text));
  return texts.sort(astral ? (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)) : undefined).join("");
}
