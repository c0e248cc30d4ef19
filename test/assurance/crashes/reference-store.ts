import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Hex } from "../../../src/domain/entry.ts";
import { Directory } from "../../../src/gateway/directory.ts";
import { Follower } from "../../../src/gateway/follow/follower.ts";
import { createActHasher } from "../../../src/ledger/act-hash.ts";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";
import { JsonRpcClient } from "../../../src/rpc/json-rpc-client.ts";
import { readCheckpoint } from "../../../src/store/chain/checkpoint.ts";
import {
  openDatabase,
  openExistingDatabase,
  type Database,
  type DatabaseLocation,
} from "../../../src/store/open-database.ts";

/** Tables that follow from the chain alone. The others depend on payloads, which only the gateway has. */
const TABLES = [
  ...["entries", "refusals", "shipments", "cases", "successors", "entitlements", "participants", "keys"],
  ...["acts", "act_refusals", "matters", "matter_seats", "matter_items"],
];

/** A store that follows a chain without disturbance. */
export interface ReferenceStore {
  readonly db: Database;
  /** Waits until it has followed the chain to its present block. @throws Error when it does not come there. */
  catchUp(): Promise<void>;
  /** The differences of the store at `location` from this one, once both have followed the chain to its head. */
  differences(location: DatabaseLocation): Promise<string[]>;
  close(): Promise<void>;
}

interface ReferencePlace {
  readonly chainId: number;
  readonly ledger: Hex;
  readonly consortium: Hex;
  /** Absent where the other store follows no ledger of cooperation. */
  readonly cooperation?: Hex | undefined;
}

export async function openReferenceStore(
  url: string,
  { chainId, ledger, consortium, cooperation: address }: ReferencePlace,
): Promise<ReferenceStore> {
  const folder = await mkdtemp(join(tmpdir(), "portolan-reference-"));
  const db = await openDatabase({ folder });
  const rpc = new JsonRpcClient({ peer: "Chain", url });
  const hashEntry = createEntryHasher({ chainId, ledger });
  const onTrouble = () => undefined;
  const cooperation = address && { address, hashAct: createActHasher({ chainId, ledger: address }) };
  const parts = { db, rpc, ledger, consortium, cooperation, hashEntry, directory: new Directory([]), onTrouble };
  const follower = await Follower.create(parts, 0);
  follower.start();
  await follower.lead();
  return {
    db,
    async catchUp() {
      const head = Number(await rpc.request("eth_blockNumber", []));
      if (!(await comesTo(db, head))) throw new Error(`The reference store does not reach block ${head}.`);
    },
    async differences(location) {
      const other = await openExistingDatabase(location);
      if (other === undefined) return ["the store does not exist"];
      try {
        const head = Number(await rpc.request("eth_blockNumber", []));
        for (const each of [db, other])
          if (!(await comesTo(each, head))) return [`a store does not reach block ${head}`];
        const pairs = await Promise.all(
          TABLES.map(async (table) => [table, await dump(db, table), await dump(other, table)]),
        );
        return pairs.flatMap(([table, ours, theirs]) => (ours === theirs ? [] : [`table ${table} is another`]));
      } finally {
        await other.close();
      }
    },
    async close() {
      await follower.stop();
      await rpc.close();
      await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function comesTo(db: Database, head: number): Promise<boolean> {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(10))
    if (((await readCheckpoint(db))?.block ?? -1) >= head) return true;
  return false;
}

async function dump(db: Database, table: string): Promise<string> {
  const { rows } = await sql`select * from ${sql.table(table)}`.execute(db.reader);
  return rows
    .map((row) => JSON.stringify(row, Object.keys(row as object).toSorted()))
    .toSorted()
    .join("\n");
}
