import { CompiledQuery, type Insertable, type Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import { isSqlite } from "./is-sqlite.ts";

/** Most rows in one statement: within SQLite's 32,766 parameters, and enough to amortise the statement. */
const ROWS = 128;

type Table = keyof Schema & string;

/**
 * Inserts many rows in few statements. The text of a statement depends only on the table and the number of rows, so it
 * is made once. Kysely's builder would spend more time on compiling than the database on inserting.
 *
 * @param conflict The text after `on conflict`, such as `do nothing`; without it a conflict is an error.
 */
export async function bulkInsert<T extends Table>(
  db: Kysely<Schema>,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
  conflict = "",
): Promise<void> {
  const first = rows[0];
  if (first === undefined) return;
  const columns = Object.keys(first);
  // For numbered parameters, SQLite keeps their names in a list, which Node searches from the start for each one that
  // it binds.
  const placeholder = isSqlite(db) ? () => "?" : (index: number) => `$${index}`;
  for (let start = 0, size = ROWS; start < rows.length; start += size) {
    // Powers of two, so that a few prepared statements serve any number of rows.
    while (size > rows.length - start) size /= 2;
    const chunk = rows.slice(start, start + size);
    const parameters = chunk.flatMap((row: Readonly<Record<string, unknown>>) => columns.map((column) => row[column]));
    await db.executeQuery(
      CompiledQuery.raw(statement(table, columns, chunk.length, conflict, placeholder), parameters),
    );
  }
}

const statements = new Map<string, string>();

function statement(
  table: string,
  columns: readonly string[],
  rows: number,
  conflict: string,
  placeholder: (index: number) => string,
): string {
  const key = `${table} ${columns.join()} ${rows} ${conflict} ${placeholder(1)}`;
  let text = statements.get(key);
  if (text === undefined) {
    const tuples = Array.from(
      { length: rows },
      (_, row) => `(${columns.map((_, column) => placeholder(row * columns.length + column + 1)).join()})`,
    );
    text = `insert into "${table}" (${columns.map((column) => `"${column}"`).join()}) values ${tuples.join()}`;
    if (conflict !== "") text += ` on conflict ${conflict}`;
    statements.set(key, text);
  }
  return text;
}
