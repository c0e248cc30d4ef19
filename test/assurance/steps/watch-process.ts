import { ROOT_VARIABLE } from "./order.ts";
import { watchAnswers, watchCalls } from "./watch-calls.ts";
import { watchFiles } from "./watch-files.ts";
import { watchPostgres } from "./watch-postgres.ts";
import { watchSignatures } from "./watch-signatures.ts";
import { watchSqlite } from "./watch-sqlite.ts";

/** Watches the product's outer effects in this thread, without any code for it in the product. */
export async function watchProcess(): Promise<void> {
  watchSqlite();
  watchPostgres();
  watchSignatures();
  watchCalls();
  watchAnswers();
  await watchFiles(process.env[ROOT_VARIABLE] ?? "");
}
