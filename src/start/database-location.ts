import type { Config } from "../config/config.ts";
import type { DatabaseLocation } from "../store/open-database.ts";

/** Location of the gateway's database: PostgreSQL, or SQLite in `dataDir`. */
export function databaseLocation({ databaseUrl, dataDir }: Config): DatabaseLocation {
  return databaseUrl === undefined ? { folder: dataDir } : { url: databaseUrl };
}
