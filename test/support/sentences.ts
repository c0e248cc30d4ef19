/**
 * The sentences of a text. A full stop within an abbreviation or a file's name ends no sentence, since no capital
 * follows.
 */
export function sentences(text: string): string[] {
  return text.split(/(?<=[.!?]) (?=[A-Z{“])/);
}

/** The sentences of more than twenty words. */
export function longSentences(texts: readonly string[]): string[] {
  return texts.flatMap(sentences).filter((sentence) => sentence.split(/\s+/).length > 20);
}
