import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { patched, type SourcePatch } from "./patch-sources.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/**
 * Loads a source file with a patch, before any other import of it. It is quick because it restores the loader
 * afterwards; use it for files with few imports.
 */
export async function loadPatched(patch: SourcePatch): Promise<void> {
  const wanted = pathToFileURL(join(ROOT, patch.file)).href;
  const hooks = registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      return url === wanted ? { ...loaded, source: patched(loaded.source, [patch]) } : loaded;
    },
  });
  await import(wanted);
  hooks.deregister();
}
