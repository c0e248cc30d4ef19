import type { Database } from "../open-database.ts";
import { type Parameter, statement } from "./statement.ts";

/**
 * A {@link statement} with one list of texts as its last parameter, so that one query serves any number of them.
 *
 * @param text SQL, made with the SQL of the list, to stand after `in`.
 * @param index Number of the list's parameter.
 */
export function listStatement<Row>(
  text: (list: string) => string,
  index: number,
): (db: Database, parameters: readonly Parameter[], list: readonly string[]) => Promise<Row[]> {
  const sqlite = statement<Row>(text(`(select value from json_each(?${index}))`));
  const postgres = statement<Row>(text(`(select json_array_elements_text(?${index}::json))`));
  return (db, parameters, list) =>
    (db.dialect === "sqlite" ? sqlite : postgres)(db, [...parameters, JSON.stringify(list)]);
}
