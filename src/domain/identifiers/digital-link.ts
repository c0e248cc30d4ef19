import { GS1_KEYS } from "./gs1-keys.ts";
import type { Gs1Elements } from "./gs1-identifier.ts";

const PRIMARY_KEYS: ReadonlySet<string> = new Set(GS1_KEYS.map((key) => key.ai));

/**
 * The elements in the path of a GS1 Digital Link URI, uncompressed, of any host and behind any path
 * (`https://example.com/some/path/01/09506000134352/21/A1?17=271231`). Query and fragment tell attributes, never which
 * unit it is.
 *
 * @returns `undefined` when the path does not end in pairs of application identifier and value.
 */
export function digitalLinkElements(url: URL): Gs1Elements | undefined {
  const segments = url.pathname.replace(/\/$/, "").split("/");
  const start = segments.findIndex((ai, index) => PRIMARY_KEYS.has(ai) && arePairs(segments.slice(index)));
  if (start < 0) return undefined;
  const elements = new Map<string, string>();
  for (let index = start; index < segments.length; index += 2) {
    const value = decode(segments[index + 1] as string);
    if (value === undefined) return undefined;
    elements.set(segments[index] as string, value);
  }
  return elements;
}

function arePairs(segments: readonly string[]): boolean {
  return segments.length % 2 === 0 && segments.every((segment, index) => index % 2 === 1 || /^\d{2,4}$/.test(segment));
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
