import { register } from "node:module";

/** One place in a source file of the product, and what stands there in its stead in this process. */
export interface SourcePatch {
  /** The end of the file's path. */
  readonly file: string;
  /** It must be there exactly once. */
  readonly from: string;
  readonly to: string;
}

/** Changes source files as this thread loads them. A file that no longer has the place fails to load. */
export function patchSources(patches: readonly SourcePatch[]): void {
  if (patches.length > 0) register(new URL("./patching-loader.ts", import.meta.url), { data: patches });
}

/** What stands in a source file with these patches. @param source as a loader has it. */
export function patched(source: unknown, patches: readonly SourcePatch[]): string {
  const whole = typeof source === "string" ? source : new TextDecoder().decode(source as Uint8Array);
  return patches.reduce((text, { file, from, to }) => {
    const [before, after, ...more] = text.split(from);
    if (before === undefined || after === undefined || more.length > 0)
      throw new Error(`${file} has not once: ${from}`);
    return `${before}${to}${after}`;
  }, whole);
}
