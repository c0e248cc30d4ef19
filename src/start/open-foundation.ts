import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import type { Entry } from "../domain/entry.ts";
import type { PinnedChain } from "../domain/pinned-chain.ts";
import type { TypedData } from "../domain/typed-data.ts";
import { Directory } from "../gateway/directory.ts";
import type { FollowedCooperation } from "../gateway/follow/judge-acts.ts";
import type { FollowedDirectory } from "../gateway/follow/judge-changes.ts";
import { ReadRecorder } from "../gateway/reads/read-recorder.ts";
import type { ReadContext } from "../gateway/read/read-context.ts";
import { TroubleCount } from "../gateway/trouble-count.ts";
import { createEntryHasher, type EntryHasher } from "../ledger/entry-hash.ts";
import { entryTypedData } from "../ledger/entry-typed-data.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { readParticipants } from "../store/chain/followed-state.ts";
import { openDatabase, type Database } from "../store/open-database.ts";
import { requestLeadership, type Leadership } from "../store/postgres/leadership.ts";
import { connectToChain } from "./connect-to-chain.ts";
import { databaseLocation } from "./database-location.ts";
import { describeError } from "./describe-error.ts";
import { findDeployment } from "./find-deployment.ts";
import { openKeys, type Keys } from "./open-keys.ts";
import { requirePinnedChain } from "./pinned-chain.ts";
import { requirePinnedCooperation } from "./pinned-cooperation.ts";
import { requirePinnedDirectory } from "./pinned-directory.ts";

/** The parts of a gateway that all other parts use. */
export interface Foundation {
  readonly db: Database;
  /** The first request for leadership of the database. */
  readonly leadership: Leadership;
  readonly rpc: Rpc;
  readonly chain: PinnedChain;
  /** Absent in a deployment without a directory of members. */
  readonly memberDirectory: FollowedDirectory | undefined;
  /** Absent in a deployment without a ledger of cooperation. */
  readonly cooperation: FollowedCooperation | undefined;
  readonly hashEntry: EntryHasher;
  readonly typedData: (entry: Entry) => TypedData;
  readonly keys: Keys;
  readonly directory: Directory;
  readonly reading: ReadContext;
  readonly reads: ReadRecorder;
  readonly log: Logger;
  readonly troubles: TroubleCount;
  /** Logs and counts an error that is temporary or needs an operator. */
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Opens database, chain and keys.
 *
 * @param opened receives the resources to close at the end.
 * @throws PortolanError if one of them cannot be opened, or the database belongs to another chain.
 */
export async function openFoundation(config: Config, log: Logger, opened: AsyncDisposableStack): Promise<Foundation> {
  const location = databaseLocation(config);
  const db = await openDatabase(location);
  opened.defer(() => db.close());
  const leadership = await requestLeadership(location);
  opened.defer(() => leadership.release());
  const rpc = connectToChain(config);
  opened.defer(() => rpc.close());
  const deployment = await findDeployment(rpc, config);
  const chain = await requirePinnedChain(rpc, deployment, db);
  const memberDirectory = await requirePinnedDirectory(rpc, chain, deployment.directory, db);
  const cooperation = await requirePinnedCooperation(rpc, chain, deployment.cooperation, db);
  const keys = await openKeys(config);
  const directory = new Directory(await readParticipants(db));
  const troubles = new TroubleCount();
  const now = () => Math.floor(Date.now() / 1000);
  const onTrouble = (error: unknown) => {
    troubles.note(error);
    log.warn({ err: describeError(error) }, "trouble");
  };
  return {
    db,
    leadership,
    rpc,
    chain,
    memberDirectory,
    cooperation,
    hashEntry: createEntryHasher(chain),
    typedData: (entry) => entryTypedData(entry, chain),
    keys,
    directory,
    reading: { db, directory, now },
    reads: new ReadRecorder(db, now, onTrouble),
    log,
    troubles,
    onTrouble,
  };
}
