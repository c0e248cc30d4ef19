import { Kysely, PostgresDialect } from "kysely";
import { Migrator } from "kysely/migration";
import { existsSync, mkdirSync } from "node:fs";
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

/** SQLite's file in its folder. */
const FILE = "portolan.db";

/** Opens the database and brings its schema up to date. */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  if ("folder" in location) mkdirSync(location.folder, { recursive: true });
  const database = connect(location);
  const { error } = await migratorOf(database).migrateToLatest();
  if (error !== undefined) {
    await database.close();
    throw error;
  }
  return database;
}

/**
 * Opens the database of a gateway, which may be at work on it, and changes nothing about its schema.
 *
 * @returns `undefined` when no gateway of this version has made it.
 */
export async function openExistingDatabase(location: DatabaseLocation): Promise<Database | undefined> {
  if ("folder" in location && !existsSync(join(location.folder, FILE))) return undefined;
  const database = connect(location);
  try {
    const migrations = await migratorOf(database).getMigrations();
    if (migrations.every(({ executedAt }) => executedAt !== undefined)) return database;
  } catch (error) {
    await database.close();
    throw error;
  }
  await database.close();
  return undefined;
}

function connect(location: DatabaseLocation): Database {
  return "url" in location ? openPostgres(location.url) : openSqlite(location.folder);
}

function migratorOf({ writer }: Database): Migrator {
  return new Migrator({ db: writer, provider: { getMigrations: async () => MIGRATIONS } });
}

function openSqlite(folder: string): Database {
  const path = join(folder, FILE);
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
