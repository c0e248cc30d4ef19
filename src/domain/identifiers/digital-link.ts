import { NO_ELEMENTS, type Gs1Elements } from "./gs1-identifier.ts";
import { GS1_KEYS } from "./gs1-keys.ts";

const PRIMARY_KEYS: ReadonlySet<string> = new Set(GS1_KEYS.map(({ ai }) => ai));
const APPLICATION_IDENTIFIER = /^\d{2,4}$/;

/**
 * The elements in the path of an uncompressed GS1 Digital Link URI, of any host and behind any path
 * (`https://example.com/some/path/01/09506000134352/21/A1?17=271231`). Query and fragment hold attributes and never
 * identify the unit.
 *
 * @returns a map without a key of {@link GS1_KEYS} when the path does not end in one and its qualifiers.
 */
export function digitalLinkElements(url: URL): Gs1Elements {
  const segments = url.pathname.replace(/\/$/, "").split("/");
  const pairs: [ai: string, value: string][] = [];
  for (;;) {
    const [ai = "", value = ""] = segments.splice(-2);
    if (!APPLICATION_IDENTIFIER.test(ai)) break;
    pairs.push([ai, value]);
  }
  pairs.reverse();
  // Pairs before the key belong to the path. Without a key the rest identifies nothing.
  const elements = pairs.slice(pairs.findIndex(([ai]) => PRIMARY_KEYS.has(ai)));
  try {
    return new Map(elements.map(([ai, value]) => [ai, decodeURIComponent(value)]));
  } catch {
    return NO_ELEMENTS;
  }
}
