import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { DatabaseLocation } from "../open-database.ts";
import { connectionTo, storeError } from "./postgres-pool.ts";

/** The exclusive right of one gateway of a database to follow the chain into it and to send from it. */
export interface Leadership {
  /** Resolves when this gateway leads. */
  readonly acquired: Promise<void>;
  /** Rejects when the right may be lost: the gateway must then stop leading at once. */
  readonly lost: Promise<never>;
  release(): Promise<void>;
}

/** Identifies Portolan's advisory lock in the PostgreSQL database. */
const LOCK = 0x706f7274;

/** Interval at which a gateway tries to acquire the lock, or checks that the server still holds it for this gateway. */
const TRY_EVERY_MS = 1_000;

/** Limit for an answer of the server: a connection may break without notice on either end. */
const ANSWER_MS = 5_000;

/**
 * Requests leadership. The lock belongs to a connection, or on SQLite to an open file, so that it ends with the
 * process, also in a crash. If two gateways ever lead at once, the contract still records each entry only once.
 *
 * @throws GatewayFolderInUse when another gateway uses the same SQLite folder, which cannot be shared. StoreUnavailable
 * when PostgreSQL is unreachable.
 */
export async function requestLeadership(location: DatabaseLocation): Promise<Leadership> {
  return "url" in location ? requestOnPostgres(location.url) : leadOnSqlite(location.folder);
}

function leadOnSqlite(folder: string): Leadership {
  const lock = new DatabaseSync(join(folder, "gateway.lock"));
  try {
    lock.exec("pragma busy_timeout = 0; begin exclusive;");
  } catch (cause) {
    lock.close();
    throw new PortolanError("GatewayFolderInUse", { folder }, { cause });
  }
  return {
    acquired: Promise.resolve(),
    lost: new Promise(() => undefined),
    release: async () => lock.close(),
  };
}

async function requestOnPostgres(url: string): Promise<Leadership> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ ...connectionTo(url), query_timeout: ANSWER_MS });
  const { promise: lost, reject: lose } = Promise.withResolvers<never>();
  // No caller may be waiting for it yet.
  lost.catch(() => undefined);
  let over = false;
  const end = (cause?: unknown) => {
    over = true;
    lose(new PortolanError("LeadershipLost", {}, { cause }));
  };
  client.on("error", end);
  client.on("end", () => end());
  await client.connect().catch((error: unknown) => {
    throw storeError(error);
  });

  const { promise: acquired, resolve: acquire } = Promise.withResolvers<void>();
  const acquireAndWatch = async () => {
    let leads = false;
    while (!over) {
      const statement: string = leads ? "select true as led" : `select pg_try_advisory_lock(${LOCK}) as led`;
      const { rows } = await client.query<{ led: boolean }>(statement);
      leads = rows[0]?.led === true;
      if (leads) acquire();
      await sleep(TRY_EVERY_MS, undefined, { ref: false });
    }
  };
  acquireAndWatch().catch(end);
  const outcome = Promise.race([acquired, lost]);
  outcome.catch(() => undefined);
  return {
    acquired: outcome,
    lost,
    async release() {
      over = true;
      // A silent server does not answer this either.
      await Promise.race([client.end().catch(() => undefined), sleep(ANSWER_MS, undefined, { ref: false })]);
    },
  };
}
