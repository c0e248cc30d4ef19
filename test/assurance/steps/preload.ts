import { loadPatched } from "./load-patched.ts";
import { PATCHES_VARIABLE } from "./order.ts";
import { patchSources, type SourcePatch } from "./patch-sources.ts";
import { watchProcess } from "./watch-process.ts";
import { WATCHED_PLACES } from "./watched-places.ts";

// Loaded with --import before the product's sources, in each of its threads.
patchSources(JSON.parse(process.env[PATCHES_VARIABLE] ?? "[]") as SourcePatch[]);
await watchProcess();
for (const patch of WATCHED_PLACES) await loadPatched(patch);
