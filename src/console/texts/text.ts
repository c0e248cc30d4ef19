import { en } from "./en.ts";

export type TextKey = keyof typeof en;

/** A language: the same keys as the English catalogue, other words. */
export type Catalogue = Readonly<Record<TextKey, string>>;

const catalogue: Catalogue = en;

/** The text under a key that is put together at run time; `undefined` where the catalogue has none. */
export function textIfAny(key: string): string | undefined {
  return Object.hasOwn(catalogue, key) ? catalogue[key as TextKey] : undefined;
}

/** A text of the catalogue with its values filled in. */
export function text(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return catalogue[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
