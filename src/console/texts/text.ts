import { en } from "./en.ts";

export type TextKey = keyof typeof en;

/** A language: the same keys as the English catalogue, other words. */
export type Catalogue = Readonly<Record<TextKey, string>>;

const catalogue: Catalogue = en;

/** A text of the catalogue with its values filled in. */
export function text(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return catalogue[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
