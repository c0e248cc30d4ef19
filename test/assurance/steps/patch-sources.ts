import { register } from "node:module";

/** One place in a source file of the product, and the text that replaces it in this process. */
export interface SourcePatch {
  /** The end of the file's path. */
  readonly file: string;
  /** The original text, which must occur exactly once. */
  readonly from: string;
  readonly to: string;
}

/** Changes source files as this thread loads them. A file without the place fails to load. */
export function patchSources(patches: readonly SourcePatch[]): void {
  if (patches.length > 0) register(new URL("./patching-loader.ts", import.meta.url), { data: patches });
}

/** The text of a source file with these patches. @param source The source from a loader. */
export function patched(source: unknown, patches: readonly SourcePatch[]): string {
  const whole = typeof source === "string" ? source : new TextDecoder().decode(source as Uint8Array);
  return patches.reduce((text, { file, from, to }) => {
    const [before, after, ...more] = text.split(from);
    if (before === undefined || after === undefined || more.length > 0)
      throw new Error(`${file} does not contain exactly once: ${from}`);
    return `${before}${to}${after}`;
  }, whole);
}
