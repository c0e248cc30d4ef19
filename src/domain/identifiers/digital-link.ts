import { NO_ELEMENTS, type Gs1Elements } from "./gs1-identifier.ts";
import { GS1_KEYS } from "./gs1-keys.ts";

const PRIMARY_KEYS = GS1_KEYS.map(({ ai }) => ai).join("|");
const PAIRS = new RegExp(`/(?:${PRIMARY_KEYS})/[^/]*(?:/\\d{2,4}/[^/]*)*$`);
const PAIR = /(\d{2,4})\/([^/]*)/g;

/**
 * The elements in the path of a GS1 Digital Link URI, uncompressed, of any host and behind any path
 * (`https://example.com/some/path/01/09506000134352/21/A1?17=271231`). Query and fragment tell attributes, never which
 * unit it is.
 *
 * @returns none when the path does not end in pairs of application identifier and value.
 */
export function digitalLinkElements(url: URL): Gs1Elements {
  const path = PAIRS.exec(url.pathname.replace(/\/$/, ""));
  if (path === null) return NO_ELEMENTS;
  try {
    return new Map(
      Array.from(path[0].matchAll(PAIR), ([, ai, value]) => [ai as string, decodeURIComponent(value as string)]),
    );
  } catch {
    return NO_ELEMENTS;
  }
}
