import { Kysely, PostgresDialect } from "kysely";
import { Migrator } from "kysely/migration";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { MIGRATIONS } from "./migrations/index.ts";
import type { Schema } from "./schema.ts";
import { createSqliteDialect } from "./sqlite-dialect.ts";

/** The open database. On SQLite, `reader` is a connection of its own, so that no read waits for a write. */
export interface Database {
  readonly dialect: "sqlite" | "postgres";
  readonly writer: Kysely<Schema>;
  readonly reader: Kysely<Schema>;
  close(): Promise<void>;
}

/** Where the data is: a PostgreSQL connection string, or a folder for SQLite's file. */
export type DatabaseLocation = { readonly url: string } | { readonly folder: string };

/** PostgreSQL's type number of `bigint`: 64 bits, of which ours stay within the 53 that a number carries. */
const INT8 = 20;

/** Opens the database and brings its schema up to date. */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  const database = "url" in location ? openPostgres(location.url) : openSqlite(location.folder);
  const migrator = new Migrator({ db: database.writer, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await database.close();
    throw error;
  }
  return database;
}

function openSqlite(folder: string): Database {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "portolan.db");
  const writer = new Kysely<Schema>({ dialect: createSqliteDialect(path, false) });
  const reader = new Kysely<Schema>({ dialect: createSqliteDialect(path, true) });
  return {
    dialect: "sqlite",
    writer,
    reader,
    close: async () => void (await Promise.all([writer.destroy(), reader.destroy()])),
  };
}

function openPostgres(url: string): Database {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  const pool = new pg.Pool({ connectionString: url, max: 10, types });
  // An idle connection that breaks is replaced by the pool; a query on a broken one rejects where it was made.
  pool.on("error", () => undefined);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return { dialect: "postgres", writer: db, reader: db, close: () => db.destroy() };
}
