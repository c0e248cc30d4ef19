import { CompiledQuery } from "kysely";
import type { Database } from "../open-database.ts";

export type Parameter = string | number | null;

/**
 * A query whose text is made once. Reads that run thousands of times a second use it: building a query costs more than
 * running it. Columns are aliased to the names of the domain in the text, so that rows need no translation.
 *
 * @param text SQL with the parameters `?1`, `?2` …, each used at least once.
 */
export function statement<Row>(text: string): (db: Database, parameters: readonly Parameter[]) => Promise<Row[]> {
  const texts = { sqlite: text, postgres: text.replace(/\?(\d+)/g, (_, index: string) => `$${index}`) };
  return async (db, parameters) =>
    (await db.reader.executeQuery<Row>(CompiledQuery.raw(texts[db.dialect], [...parameters]))).rows;
}
