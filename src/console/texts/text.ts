import { isolate } from "../../domain/encoding/isolate.ts";
import en from "./catalogues/en.ts";

export type TextKey = keyof typeof en;

/** A text with one form for all counts, or with a form for each plural category (CLDR) of its value `count`. */
type Text = string | (Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string });

/**
 * A language: every key of the English catalogue. It may also translate the API: `problem.<code>` and
 * `problem.<code>.remedy` with a problem's facts as values, `finding.<code>` and `receipt.<outcome>` with the placeholders of
 * the English sentence, and `word.<code>` for a code word of a payload.
 */
export type Catalogue = Readonly<Record<TextKey, Text>> &
  Readonly<Partial<Record<`${"problem" | "finding" | "receipt" | "word"}.${string}`, string>>>;

let catalogue: Catalogue = en;
let plurals = new Intl.PluralRules("en");

/** Replaces the catalogue. @param language The catalogue's language (BCP 47), for its plurals. */
export function setCatalogue(chosen: Catalogue, language: string): void {
  catalogue = chosen;
  plurals = new Intl.PluralRules(language);
}

/** The text of a key that is composed at run time; `undefined` if the catalogue lacks it. */
export function textIfAny(key: string): string | undefined {
  if (!isKey(key)) return undefined;
  const found = catalogue[key];
  return typeof found === "string" ? found : found.other;
}

const isKey = (key: string): key is TextKey => Object.hasOwn(catalogue, key);

/** A text of the catalogue with its values filled in, names from right to left isolated. The value `count` chooses the plural form. */
export function text(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  const found = catalogue[key];
  const form = typeof found === "string" ? found : (found[plurals.select(Number(values["count"]))] ?? found.other);
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => isolate(String(values[name] ?? whole)));
}
