import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
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
  const db = await openDatabase({ folder });
  return {
    location: { folder },
    db,
    async close() {
      await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The server that `npm test` started for all suites, or a separate one for this suite. */
async function serverUrl(): Promise<{ url: string; stop(): Promise<void> }> {
  const shared = process.env["TEST_POSTGRES_URL"];
  return shared === undefined ? startPostgresServer() : { url: shared, stop: () => Promise.resolve() };
}

async function openPostgres(): Promise<TestDatabase> {
  const { url, drop } = await createPostgresDatabase();
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

/** A PostgreSQL database without a schema. */
export async function createPostgresDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const server = await serverUrl();
  const name = `portolan_${randomBytes(8).toString("hex")}`;
  await administer(server.url, `create database ${name}`);
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
