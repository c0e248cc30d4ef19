import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { openExistingDatabase, type Database, type DatabaseLocation } from "../../../../src/store/open-database.ts";

/** What a gateway's database holds that the exchange is about. */
export type GatewayContent = Awaited<ReturnType<typeof readContent>>;

/** A gateway's database, read beside the running gateway. */
export interface GatewayReader {
  read(): Promise<GatewayContent>;
  /** Everything in the database: the bytes of its files, or all rows as text. */
  raw(): Promise<Buffer>;
  close(): Promise<void>;
}

export async function openGatewayReader(location: DatabaseLocation): Promise<GatewayReader> {
  const db = await openExistingDatabase(location);
  if (db === undefined) throw new Error("The gateway has no database.");
  return {
    read: () => readContent(db),
    raw: () => ("folder" in location ? readFiles(location.folder) : readRows(db)),
    close: () => db.close(),
  };
}

async function readContent({ reader }: Database) {
  return {
    payloads: await reader.selectFrom("payloads").selectAll().execute(),
    identities: await reader.selectFrom("identities").selectAll().execute(),
    parcels: await reader.selectFrom("exchange_parcels").selectAll().execute(),
    arrivals: await reader.selectFrom("exchange_arrivals").selectAll().execute(),
    lanes: await reader.selectFrom("exchange_lanes").selectAll().execute(),
    windows: await reader.selectFrom("exchange_windows").select(["sender", "recipient"]).execute(),
    sequences: await reader.selectFrom("exchange_sequences").selectAll().execute(),
    erasures: await reader.selectFrom("exchange_erasures").selectAll().execute(),
  };
}

async function readFiles(folder: string): Promise<Buffer> {
  const files = ["portolan.db", "portolan.db-wal"].map((file) => readFile(join(folder, file)).catch(() => Buffer.of()));
  return Buffer.concat(await Promise.all(files));
}

async function readRows({ reader }: Database): Promise<Buffer> {
  const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(reader);
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} t`.execute(reader);
    for (const { text } of rows) texts.push(text);
  }
  return Buffer.from(texts.join("\n"));
}
