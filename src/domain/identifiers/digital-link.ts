import { NO_ELEMENTS, type Gs1Elements } from "./gs1-identifier.ts";
import { GS1_KEYS } from "./gs1-keys.ts";

const PRIMARY_KEYS: ReadonlySet<string> = new Set(GS1_KEYS.map(({ ai }) => ai));
const APPLICATION_IDENTIFIER = /^\d{2,4}$/;

/**
 * The elements in the path of a GS1 Digital Link URI, uncompressed, of any host and behind any path
 * (`https://example.com/some/path/01/09506000134352/21/A1?17=271231`). Query and fragment tell attributes, never which
 * unit it is.
 *
 * @returns none of {@link GS1_KEYS} when the path does not end in pairs of application identifier and value.
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
  // What stands before the key belongs to the path; without a key, what is left is no identifier.
  const elements = pairs.slice(pairs.findIndex(([ai]) => PRIMARY_KEYS.has(ai)));
  try {
    return new Map(elements.map(([ai, value]) => [ai, decodeURIComponent(value)]));
  } catch {
    return NO_ELEMENTS;
  }
}
