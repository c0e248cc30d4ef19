import { openDatabase } from "../../../src/store/open-database.ts";
import { insertRows } from "../../../test/support/insert-rows.ts";
import { startPostgresServer } from "../../../test/support/postgres-server.ts";
import type { BenchNetwork } from "../network/bench-network.ts";

/** The tables with data that is not on the chain. A gateway on the new database follows the chain for the rest. */
const OFF_CHAIN = ["payloads", "identities", "api_keys"] as const;

const ROWS = 10_000;

/**
 * Starts a PostgreSQL server and copies the data of the gateway on SQLite that is not on the chain. A gateway on the
 * new database then follows the chain from the start.
 */
export async function copyToPostgres(network: BenchNetwork): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = await startPostgresServer();
  try {
    const from = await openDatabase({ folder: network.folder });
    const to = await openDatabase({ url: server.url });
    for (const table of OFF_CHAIN) {
      for (let offset = 0, rows = ROWS; rows === ROWS; offset += ROWS) {
        const page = await from.reader.selectFrom(table).selectAll().limit(ROWS).offset(offset).execute();
        await insertRows(to, table, page);
        rows = page.length;
      }
    }
    await from.close();
    await to.close();
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
