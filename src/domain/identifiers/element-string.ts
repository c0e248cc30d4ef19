import type { Gs1Elements } from "./gs1-identifier.ts";

/**
 * The elements of a GS1 element string as printed under a barcode: `(01)09506000134352(21)A1` (General Specifications,
 * 4.14).
 *
 * @returns `undefined` when the text does not begin with an application identifier in parentheses.
 */
export function elementStringElements(text: string): Gs1Elements | undefined {
  // The application identifiers are at odd places, each before its value.
  const [before, ...parts] = text.split(/\((\d{2,4})\)/);
  if (before !== "" || parts.length === 0) return undefined;
  const elements = new Map<string, string>();
  for (let place = 0; place < parts.length; place += 2)
    elements.set(parts[place] ?? "", (parts[place + 1] ?? "").trim());
  return elements;
}
