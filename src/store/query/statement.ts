import { CompiledQuery } from "kysely";
import type { Database } from "../open-database.ts";

export type Parameter = string | number | null;

/**
 * A query whose text is made once, for reads that run thousands of times a second: building a query costs more than
 * running it. The text names columns as the domain does, so that rows need no translation.
 *
 * The caller states the type of a row; the compiler does not check it against the text.
 *
 * @param text SQL with the parameters `?1`, `?2` …, each used at least once.
 */
export function statement<Row>(text: string): (db: Database, parameters: readonly Parameter[]) => Promise<Row[]> {
  const texts = { sqlite: text, postgres: text.replace(/\?(\d+)/g, (_, index: string) => `$${index}`) };
  return async (db, parameters) =>
    (await db.reader.executeQuery<Row>(CompiledQuery.raw(texts[db.dialect], [...parameters]))).rows;
}
