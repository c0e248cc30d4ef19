import type { Config } from "../config/config.ts";
import { databaseLocation } from "./database-location.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { ApiKeys } from "../gateway/accounts/api-keys.ts";
import { Directory } from "../gateway/directory.ts";
import { readParticipants } from "../store/chain/followed-state.ts";
import { openExistingDatabase, openingError, placeOf, type Database } from "../store/open-database.ts";

/** The API keys of a gateway, and the participants in its database. */
export interface Accounts {
  readonly apiKeys: ApiKeys;
  readonly directory: Pick<Directory, "get">;
}

/**
 * Runs `work` on the accounts in a gateway's database. The gateway may be running: it accepts a new key at once, and
 * rejects a revoked key within seconds.
 *
 * @throws DatabaseMissing; DatabaseUnusable if the database is unreachable, or locked for seconds.
 */
export async function useAccounts<Result>(
  config: Config,
  work: (accounts: Accounts) => Promise<Result>,
): Promise<Result> {
  const location = databaseLocation(config);
  let db: Database | undefined;
  try {
    db = await openExistingDatabase(location);
    if (db === undefined) throw new PortolanError("DatabaseMissing", { place: placeOf(location) });
    return await work({ apiKeys: new ApiKeys(db), directory: new Directory(await readParticipants(db)) });
  } catch (error) {
    throw openingError(location, error);
  } finally {
    await db?.close();
  }
}
