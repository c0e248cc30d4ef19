import { SqliteAdapter, type Kysely } from "kysely";

/** Whether the database is SQLite; otherwise it is PostgreSQL. */
export const isSqlite = <Schema>(db: Kysely<Schema>): boolean => db.getExecutor().adapter instanceof SqliteAdapter;
