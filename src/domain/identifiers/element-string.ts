import type { Gs1Elements } from "./gs1-identifier.ts";

/**
 * The elements of a GS1 element string as printed under a barcode: `(01)09506000134352(21)A1` (General Specifications,
 * 4.14).
 *
 * @returns `undefined` when the text does not begin with an application identifier in parentheses.
 */
export function elementStringElements(text: string): Gs1Elements | undefined {
  if (!/^\(\d{2,4}\)/.test(text)) return undefined;
  const elements = text.matchAll(/\((\d{2,4})\)(.*?)(?=\(\d{2,4}\)|$)/gs);
  return new Map(Array.from(elements, ([, ai = "", value = ""]) => [ai, value.trim()]));
}
