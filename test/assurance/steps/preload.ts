import { loadPatched } from "./load-patched.ts";
import { patchSources, type SourcePatch } from "./patch-sources.ts";
import { PATCHES_VARIABLE, ROOT_VARIABLE } from "./order.ts";
import { watchAnswers, watchCalls } from "./watch-calls.ts";
import { watchFiles } from "./watch-files.ts";
import { watchPostgres } from "./watch-postgres.ts";
import { WATCHED_SIGNATURE, watchSignatures } from "./watch-signatures.ts";
import { watchSqlite } from "./watch-sqlite.ts";
import { NAMED_TRANSACTIONS } from "./watch-transactions.ts";

// Loaded with --import before the product, in each of its threads. Watches the product's outer effects, without any
// code for it in the product.
patchSources(JSON.parse(process.env[PATCHES_VARIABLE] ?? "[]") as SourcePatch[]);
watchSqlite();
watchPostgres();
watchSignatures();
watchCalls();
watchAnswers();
await watchFiles(process.env[ROOT_VARIABLE] ?? "");
for (const patch of [NAMED_TRANSACTIONS, WATCHED_SIGNATURE]) await loadPatched(patch);
