/** Characters of one text in a summary. */
const MAX_CHARACTERS = 200;

/** Elements of one list in a summary. */
export const SUMMARY_LIST = 50;

/** The text, cut to a bounded length; `undefined` for what is no text, or an empty one. */
export function shortText(value: unknown): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  // A cut through a surrogate pair would leave what no database stores.
  return value.length <= MAX_CHARACTERS ? value : `${value.slice(0, MAX_CHARACTERS - 1).toWellFormed()}…`;
}

/** The texts of a list, each and all cut to a bounded length; `undefined` when there are none. */
export function shortTexts(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = (value as readonly unknown[])
    .slice(0, SUMMARY_LIST)
    .map(shortText)
    .filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : texts;
}
