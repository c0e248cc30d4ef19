import type { InitializeHook, LoadHook } from "node:module";
import { patched, type SourcePatch } from "./patch-sources.ts";

let patches: readonly SourcePatch[] = [];

export const initialize: InitializeHook<readonly SourcePatch[]> = (data) => {
  patches = data;
};

export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  const wanted = patches.filter(({ file }) => url.endsWith(file));
  if (wanted.length === 0) return loaded;
  return { ...loaded, source: patched(loaded.source, wanted) };
};
