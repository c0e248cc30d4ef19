import type { Config } from "../config/config.ts";
import type { DatabaseLocation } from "../store/open-database.ts";

/** Where the gateway of these settings keeps its data. */
export function databaseLocation({ databaseUrl, dataDir }: Config): DatabaseLocation {
  return databaseUrl === undefined ? { folder: dataDir } : { url: databaseUrl };
}
