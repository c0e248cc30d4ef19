import { elementsOf } from "../../encoding/json.ts";

/** Most characters of one text in a summary. */
const MAX_CHARACTERS = 200;

/** Most elements of one list in a summary. */
export const SUMMARY_LIST = 50;

/** A text, shortened to {@link MAX_CHARACTERS}; `undefined` for an empty text or a value of another type. */
export function shortText(value: unknown): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  // A cut within a surrogate pair would leave a text that no database stores.
  return value.length <= MAX_CHARACTERS ? value : `${value.slice(0, MAX_CHARACTERS - 1).toWellFormed()}…`;
}

/** The texts of a list, each shortened, at most {@link SUMMARY_LIST} of them; `undefined` without any. */
export function shortTexts(value: unknown): string[] | undefined {
  const texts = elementsOf(value)
    .slice(0, SUMMARY_LIST)
    .map(shortText)
    .filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : texts;
}
