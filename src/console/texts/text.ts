import en from "./catalogues/en.ts";

export type TextKey = keyof typeof en;

/**
 * A language: every key of the English catalogue. It may have more, for what is said in the API's own words where it has
 * none: `problem.<code>` and `problem.<code>.remedy` with a problem's facts as values, and `word.<code>` for a code word
 * of a payload.
 */
export type Catalogue = Readonly<Record<TextKey, string>> &
  Readonly<Partial<Record<`problem.${string}` | `word.${string}`, string>>>;

let catalogue: Catalogue = en;

/** From now on texts are those of another catalogue. */
export function setCatalogue(chosen: Catalogue): void {
  catalogue = chosen;
}

/** A text under a key that is put together at run time; `undefined` where the catalogue has none. */
export function textIfAny(key: string): string | undefined {
  return Object.hasOwn(catalogue, key) ? catalogue[key as TextKey] : undefined;
}

/** A text of the catalogue with its values filled in. */
export function text(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return catalogue[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
