import { randomBytes } from "node:crypto";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { openDatabase, type Database, type DatabaseLocation } from "../../src/store/open-database.ts";
import { startPostgresServer } from "./postgres-server.ts";

/** A new, empty database. */
export interface TestDatabase {
  readonly location: DatabaseLocation;
  readonly db: Database;
  close(): Promise<void>;
}

/** Every kind of database that Portolan supports; a suite runs once for each. */
export const DATABASES = [
  { name: "SQLite", open: openSqlite },
  { name: "PostgreSQL", open: openPostgres },
] as const;

async function openSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "portolan-store-"));
  const db = await openNewDatabase(folder);
  return {
    location: { folder },
    db,
    async close() {
      await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Name of SQLite's file in its folder. */
const FILE = "portolan.db";

let template: Promise<string> | undefined;

/**
 * Opens a new SQLite database. Its file is a copy of the first one of this process, because the migrations take most of
 * the time in which a database opens.
 */
export async function openNewDatabase(folder: string): Promise<Database> {
  template ??= makeTemplate();
  await mkdir(folder, { recursive: true });
  await copyFile(join(await template, FILE), join(folder, FILE));
  return openDatabase({ folder });
}

async function makeTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "portolan-template-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await (await openDatabase({ folder })).close();
  return folder;
}

/** The server that `npm test` started for all suites, or a separate one for this suite. */
async function serverUrl(): Promise<{ url: string; stop(): Promise<void> }> {
  const shared = process.env["TEST_POSTGRES_URL"];
  return shared === undefined ? startPostgresServer() : { url: shared, stop: () => Promise.resolve() };
}

async function openPostgres(): Promise<TestDatabase> {
  const shared = process.env["TEST_POSTGRES_URL"];
  if (shared !== undefined) migrated ??= makePostgresTemplate();
  const { url, drop } = await createPostgresDatabase(await migrated);
  const db = await openDatabase({ url });
  return {
    location: { url },
    db,
    async close() {
      await db.close();
      await drop();
    },
  };
}

let migrated: Promise<string> | undefined;

/** Makes a database of the shared server, which this process then copies. It ends with the server. */
async function makePostgresTemplate(): Promise<string> {
  const { url } = await createPostgresDatabase();
  await (await openDatabase({ url })).close();
  return new URL(url).pathname.slice(1);
}

/** A PostgreSQL database without a schema. @param template name of a database that it copies instead. */
export async function createPostgresDatabase(
  template?: string,
): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const server = await serverUrl();
  const name = `portolan_${randomBytes(8).toString("hex")}`;
  await administer(server.url, `create database ${name}${template === undefined ? "" : ` template ${template}`}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await administer(server.url, `drop database ${name} with (force)`);
      await server.stop();
    },
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
