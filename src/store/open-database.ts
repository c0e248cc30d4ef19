import { Kysely, PostgresDialect } from "kysely";
import { Migrator } from "kysely/migration";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { openPostgresPool } from "./postgres/postgres-pool.ts";
import type { Schema } from "./schema.ts";
import { createSqliteDialect } from "./sqlite/sqlite-dialect.ts";
import { SqliteWriter } from "./sqlite/sqlite-writer.ts";
import type { TransactionDefinition } from "./transaction-definition.ts";

/** The open database. Every write goes through `write`; `reader` sees the last commit. */
export interface Database {
  readonly dialect: "sqlite" | "postgres";
  /** On SQLite a separate connection, so that no read waits for a write. */
  readonly reader: Kysely<Schema>;
  /** Rejects when writing has become impossible until a restart: the gateway must then stop. */
  readonly failed: Promise<never>;
  /** Runs a transaction. Functions made by `transaction` call it. */
  write<Parameters extends readonly unknown[], Result>(
    transaction: TransactionDefinition<Parameters, Result>,
    parameters: Parameters,
  ): Promise<Result>;
  /** Waits for pending transactions, then closes every connection. */
  close(): Promise<void>;
}

/** The place of the data: a PostgreSQL connection string, or the folder of SQLite's file. */
export type DatabaseLocation = { readonly url: string } | { readonly folder: string };

/** Limit for one statement of a running gateway, in milliseconds. Migrations have none. */
const STATEMENT_MS = 30_000;

/** Name of SQLite's file in its folder. */
const FILE = "portolan.db";

/**
 * Opens the database and migrates its schema. On PostgreSQL every later use throws StoreUnavailable while the server is
 * unreachable.
 *
 * @throws DatabaseUnusable when the database is unreachable, refuses the login, or stays locked by another process.
 */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  if ("folder" in location) mkdirSync(location.folder, { recursive: true });
  await withMigrator(location, async (migrator) => {
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
  });
  return connect(location);
}

/**
 * Opens the database of a gateway, which may be running, without a migration.
 *
 * @returns `undefined` unless a gateway of this version has created it.
 * @throws DatabaseUnusable as {@link openDatabase}.
 */
export async function openExistingDatabase(location: DatabaseLocation): Promise<Database | undefined> {
  if ("folder" in location && !existsSync(join(location.folder, FILE))) return undefined;
  const migrations = await withMigrator(location, (migrator) => migrator.getMigrations());
  return migrations.every(({ executedAt }) => executedAt !== undefined) ? connect(location) : undefined;
}

/** The error for a database that does not open. Its address or settings are wrong, so that waiting does not help. */
export function openingError(location: DatabaseLocation, error: unknown): unknown {
  const isUnavailable = PortolanError.is(error, "StoreUnavailable");
  if (PortolanError.is(error) && !isUnavailable) return error;
  const cause = isUnavailable ? error.cause : error;
  return new PortolanError("DatabaseUnusable", { place: placeOf(location), reason: reasonOf(cause) }, { cause });
}

/** The message of an error, or its code: the message is empty when none of a host's addresses answers. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ("code" in error ? String(error.code) : "");
}

/** The location of a database, without the password of a connection string. */
export function placeOf(location: DatabaseLocation): string {
  if ("folder" in location) return location.folder;
  const { host, pathname } = new URL(location.url);
  return `${host}${pathname}`;
}

/** Runs migrations on their own connection, before other connections are opened. */
async function withMigrator<Result>(
  location: DatabaseLocation,
  work: (migrator: Migrator) => Promise<Result>,
): Promise<Result> {
  const dialect = "url" in location ? postgresDialect(location.url) : sqliteDialect(location.folder, false);
  const db = new Kysely<Schema>({ dialect });
  try {
    return await work(new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }));
  } catch (error) {
    throw openingError(location, error);
  } finally {
    await db.destroy();
  }
}

function connect(location: DatabaseLocation): Database {
  return "url" in location ? connectToPostgres(location.url) : connectToSqlite(location.folder);
}

function connectToSqlite(folder: string): Database {
  const reader = new Kysely<Schema>({ dialect: sqliteDialect(folder, true) });
  const writer = new SqliteWriter(join(folder, FILE));
  return {
    dialect: "sqlite",
    reader,
    failed: writer.failed,
    write: (transaction, parameters) => writer.write(transaction, parameters),
    close: async () => void (await Promise.all([writer.close(), reader.destroy()])),
  };
}

function connectToPostgres(url: string): Database {
  const db = new Kysely<Schema>({ dialect: postgresDialect(url, STATEMENT_MS) });
  return {
    dialect: "postgres",
    reader: db,
    failed: new Promise(() => undefined),
    write: ({ work }, parameters) => db.transaction().execute((tx) => work(tx, ...parameters)),
    close: () => db.destroy(),
  };
}

const sqliteDialect = (folder: string, readOnly: boolean) => createSqliteDialect(join(folder, FILE), readOnly);

const postgresDialect = (url: string, statementMs?: number) =>
  new PostgresDialect({ pool: () => openPostgresPool(url, statementMs) });
