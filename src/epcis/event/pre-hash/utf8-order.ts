/** Texts joined in the order of UTF-8, which is that of UTF-16 unless there are characters beyond the first plane. */
export function inUtf8Order(texts: string[]): string {
  const astral = texts.some((text) => /[\ud800-\udfff]/.test(text));
  return texts.sort(astral ? (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)) : undefined).join("");
}
